#pragma once

#include "mcp/message.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace howdah::mcp {

/// What the `requestState` of a modern `input_required` result carries, so that a call that waits
/// for its client costs no memory. It is sealed (auth::sealer) for its caller and its call.
struct request_state {
  std::int64_t expires = 0; ///< seconds since the epoch
  std::uint64_t nonce = 0;  ///< random: names what may be used once
  bool once = false;
  std::string state = {}; ///< the call's own
};

/// Bytes, not text: `seal` makes them so.
std::string pack(const request_state& what);
/// Nothing when the payload is not one of `pack`.
std::optional<request_state> unpack_request_state(std::string_view payload);

/// What makes a call the same call when it is repeated: method and params, but for `_meta`,
/// `inputResponses` and `requestState`; members in the order of their names at every level.
std::string call_identity(const message& of);

} // namespace howdah::mcp
