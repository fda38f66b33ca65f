#include "tests/support/eventually.hpp"
#include "tests/support/run_plan.hpp"
#include "tests/support/test_cluster.hpp"
#include "tests/tools/tool_caller.hpp"
#include "tools/progress_look.hpp"

#include <gtest/gtest.h>
#include <libpq-fe.h>

#include <gmock/gmock.h>
#include <memory>
#include <string>

namespace howdah::tests {
namespace {

using connection = std::unique_ptr<PGconn, decltype(&PQfinish)>;

connection connect() {
  return {PQconnectdb(sample_database::shared().dsn({}, sample_copy("progress_look")).c_str()),
          &PQfinish};
}

/// A command, what makes it stand still, and what is told of it then.
struct held_command {
  const char* sql;
  const char* held_by;
  const char* told; ///< a regular expression
  int since = 13;   ///< earlier versions tell nothing
};

constexpr auto lock_of_held = "SELECT pg_advisory_xact_lock(4213)";
constexpr auto page_in_use = "DECLARE page CURSOR FOR SELECT FROM busy; FETCH page";

const held_command held_commands[] = {
  {"CREATE INDEX ON busy (held(id))", lock_of_held, "CREATE INDEX: building index.*"},
  {"CREATE INDEX CONCURRENTLY ON busy (id)", "INSERT INTO busy VALUES (2)",
   "CREATE INDEX CONCURRENTLY: waiting for writers before build.*"},
  {"VACUUM (FREEZE) busy", page_in_use, "VACUUM: scanning heap, [0-9]+ %"},
  {"VACUUM FULL kept", lock_of_held, "VACUUM FULL: rebuilding index.*"},
  {"CLUSTER kept USING kept_pkey", lock_of_held, "CLUSTER: rebuilding index.*"},
  {"ANALYZE kept", lock_of_held, "ANALYZE: .*, 100 %"},
  {"COPY (SELECT pg_advisory_xact_lock_shared(4213)) TO '/dev/null'", lock_of_held,
   "COPY TO: 0 rows", 14},
  {"COPY kept FROM 'PG_VERSION'", lock_of_held, "COPY FROM: [01] rows, 100 %", 14},
};

class progress_look : public testing::Test {
protected:
  connection watching = connect();
  connection holding = connect();
  connection working = connect();

  /// What is told of `working`, and no problem whatever the version.
  std::string look() {
    const auto plan = tools::look_at_progress(PQbackendPID(working.get()));
    const auto encoded = mcp::encode({.id = {"0"}}, run_plan(watching.get(), *plan));
    EXPECT_NE(encoded.find(R"("progress":)"), std::string::npos) << encoded;
    return tools::read_progress(encoded);
  }

  void SetUp() override {
    execute(watching.get(),
            "DROP TABLE IF EXISTS busy, kept;"
            "CREATE OR REPLACE FUNCTION held(int) RETURNS int LANGUAGE plpgsql IMMUTABLE AS "
            "'BEGIN PERFORM pg_catalog.pg_advisory_xact_lock_shared(4213); RETURN $1; END';"
            "CREATE TABLE busy (id int); INSERT INTO busy VALUES (1);"
            "CREATE TABLE kept (id int PRIMARY KEY); INSERT INTO kept VALUES (1);"
            "CREATE INDEX ON kept (held(id))");
  }

  bool waits() {
    return administrate("SELECT wait_event FROM pg_stat_activity WHERE wait_event_type IN ('Lock', "
                        "'BufferPin') AND pid = "
                          + std::to_string(PQbackendPID(working.get())),
                        sample_database::shared().dsn({}))
           != "";
  }

  /// What is told of a command that waits for what `held_by` did.
  std::string told_of(const held_command& command) {
    execute(holding.get(), std::string("BEGIN; ") + command.held_by);
    PQsendQuery(working.get(), command.sql);
    EXPECT_TRUE(eventually(std::chrono::seconds(10), [&] { return waits(); }));
    auto told = look();
    execute(holding.get(), "ROLLBACK");
    const std::unique_ptr<PGresult, decltype(&PQclear)> ended(PQgetResult(working.get()), &PQclear);
    EXPECT_EQ(PQresultStatus(ended.get()), PGRES_COMMAND_OK) << PQerrorMessage(working.get());
    EXPECT_EQ(PQgetResult(working.get()), nullptr);
    return told;
  }
};

TEST_F(progress_look, a_backend_that_does_nothing_has_none) {
  EXPECT_EQ(look(), "");
}

TEST_F(progress_look, every_command_is_told_by_the_versions_that_know_of_it) {
  for (const auto& command : held_commands) {
    SCOPED_TRACE(command.sql);
    const auto told = told_of(command);
    if (server_version() < command.since)
      EXPECT_EQ(told, "");
    else
      EXPECT_THAT(told, testing::MatchesRegex(command.told));
  }
}

} // namespace
} // namespace howdah::tests
