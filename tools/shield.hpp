#pragma once

#include "core/problem.hpp"
#include "core/rights.hpp"

#include <string_view>

namespace howdah::tools {

/// What PostgreSQL said of `statement`, for a caller with a role: its own words as long as they
/// name nothing but what the statement names. Constraints, triggers, dependent objects and likely
/// columns would be named to whoever may not see them, and failing rows be shown whole: then the
/// SQLSTATE's plain sentence stands for them. Problems of other kinds stay as they are.
problem shielded(problem why, std::string_view statement, const rights& may);

} // namespace howdah::tools
