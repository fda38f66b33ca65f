#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace howdah::auth {

/// RFC 4648 section 5, without padding.
std::string encode_base64url(std::string_view bytes);

/// Strict: refuses padding, foreign characters, impossible lengths and stray bits in the last
/// character, so that one byte string has exactly one text.
std::optional<std::string> decode_base64url(std::string_view text);

} // namespace howdah::auth
