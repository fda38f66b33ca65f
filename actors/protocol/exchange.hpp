#pragma once

#include <caf/allowed_unsafe_message_type.hpp>
#include <caf/typed_actor.hpp>

#include <cstdint>
#include <string>

namespace howdah::actors {

/// One HTTP POST or one stdio line: what a reply belongs to. Unique in the process, never reused.
/// Replies are routed by it and never by a JSON-RPC id, which two clients, or one, may use twice.
struct exchange_id {
  std::uint64_t value = 0;
  friend auto operator<=>(const exchange_id&, const exchange_id&) = default;
};

/// The one answer of an exchange. Ends it.
struct reply {
  exchange_id to = {};
  int status = 200; ///< HTTP status; stdio ignores it
  std::string body
    = {}; ///< a complete JSON-RPC response (or an array of them); empty: nothing to say (202)
  std::string session_id = {}; ///< minted by this exchange: the Mcp-Session-Id of what follows
  std::string event = {};      ///< id of the event, where a stream began
  std::string scope = {};      ///< that the access token would need; empty: nothing lacks
};

/// A JSON-RPC message that belongs to the exchange: a notification (progress), or a request to a
/// legacy client. Any number before the reply. Without an exchange (0) it belongs to the session: a
/// pipe takes it, an HTTP connection has none.
struct notice {
  exchange_id to = {};
  std::string body = {};  ///< empty: only begins the stream
  std::string event = {}; ///< id of the event, for a client that comes back
  int retry_ms = 0;       ///< how long a client that lost the stream shall wait; 0: says nothing
  bool pause = false;     ///< the client shall come back for the rest; only where it can
};

/// SINK: the end of a transport that owns exchanges, i.e. one HTTP connection or the stdio writer.
/// Life: a transport's actor; when it is gone nobody wants its replies, and sending to it is
/// harmless.
using sink_actor = caf::typed_actor<
  // The answer. Late or unknown exchanges are ignored.
  caf::reacts_to<reply>,
  // A notification before the answer.
  caf::reacts_to<notice>>;

} // namespace howdah::actors

CAF_ALLOW_UNSAFE_MESSAGE_TYPE(howdah::actors::reply)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(howdah::actors::notice)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(howdah::actors::exchange_id)
