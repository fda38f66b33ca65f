#pragma once

#include "core/problem.hpp"
#include "mcp/answer.hpp"
#include "tools/fence.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace howdah::tools {

/// The tool error for a problem, for every tool.
///
/// content[0]: `Query error: ` with LINE, DETAIL, HINT, QUERY and CONTEXT as psql shows them for
/// whatever PostgreSQL or the way to it said; the guard's message alone for what it refused; other
/// problems are their message and their remedy.
/// content[1]: what the first does not say: SQLSTATE, rule, reason, a statement that would pass,
/// when to try again.
/// structuredContent: `{"error": …}`, see mcp::to_json.
///
/// `statement` is what `why.position` counts in. With `marks`, what PostgreSQL said stands between
/// them in content[0], since it may quote rows.
mcp::tool_result failure(const problem& why, std::string_view statement = {},
                         const std::optional<fence>& marks = {});

/// What tools that need a database say without one.
constexpr std::string_view no_database
  = "Database not configured. Provide --conn or set DATABASE_URL.";

/// The part of an outputSchema that describes `error`, to stand among the properties.
constexpr std::string_view error_property = R"("error":{"type":"object","required":["code"]})";

} // namespace howdah::tools
