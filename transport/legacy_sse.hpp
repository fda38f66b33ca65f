#pragma once

#include "auth/principal.hpp"
#include "core/problem.hpp"
#include "mcp/message.hpp"

#include <caf/allowed_unsafe_message_type.hpp>
#include <caf/fwd.hpp>
#include <caf/typed_actor.hpp>

#include <optional>
#include <string>

namespace howdah::transport {

/// A connection became the event stream of a client of the old HTTP+SSE transport.
struct stream_opened {
  std::string name; ///< the `session_id` to post with
  auth::principal_ptr who;
  caf::actor_id connection = 0;
};

/// What a client posted to its stream, on whatever connection.
struct stream_post {
  std::string to; ///< the name of the stream
  auth::principal_ptr who;
  mcp::frame frame;
  std::optional<std::string> traceparent = {};
};

/// How the POST is answered; the answer to its message comes on the stream.
struct stream_verdict {
  int status = 202;
  problem why = {}; ///< for every other status
};

/// STREAM DESK: the LISTENER as its CONNECTIONs see it. Knows which connection is which stream, and
/// passes posted messages on to it.
///
///   CONNECTION of the POST --stream_post--> LISTENER --the same--> CONNECTION of the stream
///   CONNECTION of the POST <------------------stream_verdict------ CONNECTION of the stream
using stream_desk_actor = caf::typed_actor<caf::reacts_to<stream_opened>,
                                           caf::replies_to<stream_post>::with<stream_verdict>>;

} // namespace howdah::transport

CAF_ALLOW_UNSAFE_MESSAGE_TYPE(howdah::transport::stream_opened)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(howdah::transport::stream_post)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(howdah::transport::stream_verdict)
