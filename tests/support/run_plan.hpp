#pragma once

#include "tools/tool.hpp"

#include <string>

struct pg_conn;

namespace howdah::tests {

/// Runs a plan to its answer over a plain libpq connection, statement after statement, blocking:
/// what the database actor does, for tests of tools. A trip runs in one transaction, which is
/// rolled back unless its form is `write`. `trips` counts them.
mcp::answer run_plan(pg_conn* connection, const tools::plan& what, int* trips = nullptr);

/// Runs SQL of a test's own; fails the test when the server refuses it.
void execute(pg_conn* connection, const std::string& sql);

} // namespace howdah::tests
