#pragma once

#include <cstddef>
#include <string_view>

namespace howdah::sql {

/// The end of the literal, dollar quote, quoted name or comment that begins at `at`; `at` itself
/// when none begins there. One that does not end reaches to the end of the text. As PostgreSQL
/// lexes with standard_conforming_strings on. `at` must not be inside one.
std::size_t quoted_until(std::string_view text, std::size_t at) noexcept;

} // namespace howdah::sql
