#pragma once

#include "mcp/json.hpp"
#include "postgres/consumer.hpp"
#include "sql/known_names.hpp"

#include <string>

namespace howdah::tools {

// Rows of postgres::catalog::routines and of postgres::catalog::relations as JSON arrays, for
// whoever reads them elsewhere.

std::string routine_row(const postgres::row_view& values);
std::string relation_row(const postgres::row_view& values);

/// Cells that are not there, or of another type, count as null.
sql::routine read_routine(mcp::value row);
sql::known_relation read_relation(mcp::value row);

} // namespace howdah::tools
