#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace howdah {

/// Whether `text` is well-formed UTF-8 (RFC 3629): no overlong forms, no surrogates, nothing beyond
/// U+10FFFF.
bool is_utf8(std::string_view text) noexcept;

/// How many bytes at the start of `text` are well-formed UTF-8.
std::size_t utf8_prefix(std::string_view text) noexcept;

/// `text` with every byte that does not belong to a well-formed sequence replaced by U+FFFD.
std::string repaired_utf8(std::string_view text);

} // namespace howdah
