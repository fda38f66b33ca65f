#pragma once

#include "sql/statement.hpp"
#include "tools/tool.hpp"

#include <optional>

namespace howdah::tools {

/// What stands between a statement and its run: a question to the client, or the tool error when it
/// was answered with no. Nothing: it may run. An answer counts for one run of this statement, with
/// these arguments, by this caller.
std::optional<step> before_it_destroys(const sql::admitted_statement& statement,
                                       const context& with);

} // namespace howdah::tools
