#pragma once

#include <cstddef>
#include <string_view>

namespace howdah::sql {

/// Bytes of the character at `at`, going by its first byte; 1 when that byte begins none.
std::size_t size_of_character(std::string_view text, std::size_t at) noexcept;

/// The code point at `at` of well-formed UTF-8.
char32_t code_point_at(std::string_view text, std::size_t at) noexcept;

/// True for characters that show nothing, or something else than they are.
bool invisible(char32_t code) noexcept;

} // namespace howdah::sql
