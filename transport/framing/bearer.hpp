#pragma once

#include <optional>
#include <string_view>

namespace howdah::transport {

/// The token of `Authorization: Bearer TOKEN` (RFC 6750 section 2.1; the scheme in any case, blanks
/// between). Empty when the scheme stands alone; nothing for another scheme. Points into
/// `credentials`.
std::optional<std::string_view> bearer_token(std::string_view credentials);

} // namespace howdah::transport
