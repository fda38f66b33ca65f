#include "tests/oracle/laboratory.hpp"
#include "tests/oracle/mutations.hpp"
#include "tests/oracle/sources.hpp"
#include "tests/oracle/trial.hpp"

#include <gtest/gtest.h>

#include <string>

namespace howdah::oracle {
namespace {

const laboratory& attacked() {
  static const laboratory cluster("attacks/schema.sql");
  return cluster;
}

void expect_no_trace(trial& of) {
  of.finish();
  for (const auto& each : of.violations())
    ADD_FAILURE() << each.change << "\nby " << each.statement;
  testing::Test::RecordProperty("counts", of.counts().line());
}

TEST(oracle, every_builtin_function_that_a_reader_may_call_leaves_no_trace) {
  session asked(attacked().dsn());
  trial calls(attacked().dsn());
  const auto statements = calls_of_builtins(asked);
  for (std::size_t i = 0; i < statements.size(); i += 4) // script/oracle takes them all
    calls.on(statements[i]);
  expect_no_trace(calls);
  EXPECT_GT(calls.counts().completed, 500U) << calls.counts().line();
}

TEST(oracle, what_is_admitted_of_mutated_statements_leaves_no_trace) {
  session asked(attacked().dsn());
  trial mutated(attacked().dsn());
  mutations made(2, corpus(), function_names(asked));
  for (int i = 0; i < 3'000; ++i)
    mutated.on(made.next());
  expect_no_trace(mutated);
  EXPECT_GT(mutated.counts().completed, 100U) << mutated.counts().line();
}

/// What a trial would not see it could not find.
TEST(oracle, sees_what_writes_without_a_transaction_id) {
  session acting(attacked().dsn());
  const auto before = observation::of(acting);
  for (const auto* act :
       {"SELECT pg_advisory_lock(7)", "PREPARE p AS SELECT 1", "SET app.tenant = 'b'",
        "SELECT nextval('seq1')", "SELECT pg_logical_emit_message(false, 'a', 'b')", "LISTEN c",
        "CREATE TEMP TABLE t ()", "SELECT pg_notify('c', 'x')"}) {
    const auto last = observation::of(acting);
    ASSERT_TRUE(acting.run(act)) << act;
    EXPECT_NE(observation::of(acting).difference(last), "") << act;
  }
  EXPECT_NE(observation::of(acting).difference(before), "");
}

} // namespace
} // namespace howdah::oracle
