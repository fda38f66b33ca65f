#pragma once

#include "mcp/revision.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace howdah::mcp {

/// What a legacy session id carries, so that an idle session costs no memory. It is sealed
/// (auth::sealer, purpose "session") before it becomes the `Mcp-Session-Id`: about 65 characters.
struct session_token {
  revision rev = newest_legacy;
  /// Random: tells two sessions of one principal apart, and scopes cancellation.
  std::uint64_t nonce = 0;
  std::int64_t expires = 0;       ///< seconds since the epoch
  std::uint32_t capabilities = 0; ///< bits of the client's capabilities that matter
};

/// A few bytes, not text: `seal` makes them so.
std::string pack(const session_token& token);
/// Nothing when the payload is not one of `pack`, or names a modern revision, which has no
/// sessions.
std::optional<session_token> unpack(std::string_view payload);

} // namespace howdah::mcp
