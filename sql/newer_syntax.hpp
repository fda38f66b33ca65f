#pragma once

#include <string>
#include <string_view>

namespace howdah::sql {

/// What to say beside a syntax error when the text may be right for PostgreSQL 16 or later; empty
/// otherwise.
std::string newer_syntax_hint(std::string_view message, std::string_view text);

} // namespace howdah::sql
