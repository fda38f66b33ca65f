#pragma once

#include "actors/protocol/dispatcher.hpp"
#include "actors/protocol/job.hpp"
#include "mcp/revision.hpp"
#include "mcp/subscription.hpp"

#include <caf/typed_actor.hpp>

#include <cstdint>
#include <string>

namespace howdah::actors {

/// What tells a legacy session from all others, and for how long: the nonce of its id, or the scope
/// of its pipe.
struct session_mark {
  std::uint64_t scope = 0;
  std::int64_t expires = 0; ///< seconds since the epoch
  mcp::revision rev = mcp::newest_legacy;
};

/// `subscriptions/listen`: notices go to the exchange until one side ends it.
struct listen {
  exchange_id exchange;
  sink_actor sink = {};
  auth::principal_ptr principal = {};
  cancel_key key = {};
  mcp::subscription_filter wanted = {};
};
/// `notifications/cancelled` of a pipe: nothing more is said to that listener.
struct end_listen {
  cancel_key key;
};

/// GET of a legacy session: its stream, or the rest of one that was cut.
struct join_stream {
  exchange_id exchange;
  sink_actor sink;
  session_mark session;
  std::string last_event = {}; ///< Last-Event-ID
};
/// A request of a legacy session may say something before its answer: HERALD is its sink, numbers
/// what passes, and keeps it for a client that comes back.
struct carry {
  exchange_id exchange;
  sink_actor sink;
  session_mark session;
};

/// `resources/subscribe` and `resources/unsubscribe`. Answers the exchange.
struct subscribe {
  exchange_id exchange;
  sink_actor sink;
  mcp::envelope envelope;
  session_mark session;
  std::string uri;
  bool on = true;
};

/// A pipe is a session whose messages outside of requests go to `sink`, without an exchange.
struct pipe_opened {
  std::uint64_t scope = 0;
  sink_actor sink;
};
/// The session ended, or its pipe: its streams and subscriptions go.
struct session_over {
  std::uint64_t scope = 0;
};

/// Something changed that listeners may have asked for.
struct changed {
  mcp::change what;
};
struct updated {
  std::string uri;
};

/// INTERNAL: time passes.
struct herald_tick {};

/// HERALD: says what happens outside of requests. Holds the listeners (`subscriptions/listen`), the
/// streams of legacy sessions with what they said lately, and the subscriptions to resources; asks
/// the WATCHER to look at these. A client that leaves is told to it, and it tells the POOL unless
/// the client may come back.
///
///   WATCHER, DISPATCHER --changed, updated--> HERALD --notice--> transport
///   DATABASE --notice, reply--> HERALD --the same, numbered--> transport
///
/// Life: spawned by app before the DISPATCHER, ended by app. Everything it holds is bounded in
/// number, bytes and time. Errors: `busy` beyond a bound, as replies to the exchange.
using herald_actor
  = caf::typed_actor<caf::reacts_to<listen>, caf::reacts_to<end_listen>,
                     caf::reacts_to<join_stream>, caf::reacts_to<carry>, caf::reacts_to<subscribe>,
                     caf::reacts_to<pipe_opened>, caf::reacts_to<session_over>,
                     caf::reacts_to<changed>, caf::reacts_to<updated>, caf::reacts_to<departed>,
                     // End every listener and every stream of a session; requests go on.
                     caf::reacts_to<drain>,
                     // Of exchanges that are carried.
                     caf::reacts_to<reply>, caf::reacts_to<notice>, caf::reacts_to<herald_tick>>;

} // namespace howdah::actors

CAF_ALLOW_UNSAFE_MESSAGE_TYPE(howdah::actors::listen)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(howdah::actors::end_listen)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(howdah::actors::join_stream)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(howdah::actors::carry)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(howdah::actors::subscribe)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(howdah::actors::pipe_opened)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(howdah::actors::session_over)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(howdah::actors::changed)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(howdah::actors::updated)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(howdah::actors::herald_tick)
