#pragma once

#include "core/result.hpp"
#include "mcp/json.hpp"
#include "postgres/statement.hpp"
#include "tools/placeholders.hpp"

#include <vector>

namespace howdah::tools {

/// The caller's JSON values as parameters of a statement. null is NULL, objects are jsonb, lists
/// are arrays (of any depth), strings are for the server to type. Numbers keep every digit; their
/// types:
///
/// native: what the same literal has in SQL: integer, bigint or numeric.
/// percent: what the original bound: the smallest of smallint, integer, bigint and numeric, or
/// double precision.
///
/// The problem (a NUL character, which PostgreSQL's text cannot hold) names the parameter.
result<std::vector<postgres::parameter>> bind(const std::vector<mcp::value>& values,
                                              placeholder_style style);

} // namespace howdah::tools
