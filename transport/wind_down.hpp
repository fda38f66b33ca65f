#pragma once

#include <caf/allowed_unsafe_message_type.hpp>

namespace howdah::transport {

/// To a transport: take nothing new, see what is in flight answered, then quit. Who sends it has
/// the dispatcher drained, too.
struct wind_down {};

} // namespace howdah::transport

CAF_ALLOW_UNSAFE_MESSAGE_TYPE(howdah::transport::wind_down)
