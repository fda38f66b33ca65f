#pragma once

#include "core/problem.hpp"
#include "sql/facts.hpp"

#include <optional>
#include <string_view>

namespace howdah::sql {

/// What makes a text unfit for the parser: NUL, bytes that are not UTF-8, invisible characters
/// (byte order marks, zero width, direction overrides, exotic blanks, controls) outside literals,
/// quoted names and comments, and runs of operator characters that its lexer reads in quadratic
/// time. Nothing when it is fit.
std::optional<problem> unfit(std::string_view text);

/// A byte offset as a character position from 1, as PostgreSQL counts; nothing for an unknown
/// offset.
std::optional<int> character_position(std::string_view text, location at) noexcept;

} // namespace howdah::sql
