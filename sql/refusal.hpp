#pragma once

#include "core/access_mode.hpp"
#include "core/problem.hpp"
#include "sql/facts.hpp"
#include "sql/rules.hpp"

#include <string_view>

namespace howdah::sql {

/// The sentence with which the read-only mode refuses whatever is no query.
inline constexpr std::string_view only_select = "Read-only mode: only SELECT queries are allowed.";

/// "`subject` is refused: it …", with the rule, its remedy and the code that belongs to it.
problem refusal(rule which, access_mode mode, std::string_view subject);

/// The same for a statement that is no query at all: the read-only mode then says `only_select`,
/// and the rest is detail.
problem statement_refusal(rule which, access_mode mode, std::string_view subject);

} // namespace howdah::sql
