#pragma once

#include "core/problem.hpp"
#include "mcp/answer.hpp"

#include <string>
#include <string_view>

namespace howdah::tools {

/// The tool error for a problem, for every tool.
///
/// content[0]: `Query error: ` with LINE, DETAIL, HINT, QUERY and CONTEXT as psql shows them for
/// whatever PostgreSQL or the way to it said (`statement` is what `why.position` counts in); other
/// problems are their message and their remedy. content[1]: what the first does not say: SQLSTATE,
/// rule, a statement that would pass, when to try again. structuredContent: `{"error": …}`, see
/// mcp::to_json.
mcp::tool_result failure(const problem& why, std::string_view statement = {});

/// The same with another text as content[0]; message and hint then go into content[1].
mcp::tool_result failure_saying(std::string_view text, const problem& why);

/// The part of an outputSchema that describes `error`, to stand among the properties.
constexpr std::string_view error_property
  = R"("error":{"type":"object","properties":{"code":{"type":"string"},"sqlstate":{"type":"string"}},"required":["code"]})";

} // namespace howdah::tools
