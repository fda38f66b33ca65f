#pragma once

#include "mcp/answer.hpp"
#include "tools/query_run.hpp"
#include "tools/result_table.hpp"

#include <cstdint>
#include <optional>
#include <string_view>

namespace howdah::tools {

/// What a call that ended well is answered with. `tag` is PostgreSQL's command tag; empty when the
/// rest of the rows was not awaited.
mcp::tool_result query_answer(const query_call& call, result_table& table, std::string_view tag);

/// The number at the end of a command tag: rows returned or affected. Nothing for `CREATE TABLE`.
std::optional<std::uint64_t> affected_rows(std::string_view tag);

/// The outputSchema of `query`.
std::string query_output_schema();

} // namespace howdah::tools
