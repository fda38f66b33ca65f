#include "tests/oracle/boundary.hpp"
#include "tests/oracle/laboratory.hpp"
#include "tests/oracle/mutations.hpp"
#include "tests/oracle/sources.hpp"
#include "tests/oracle/trial.hpp"
#include "tests/oracle/veil.hpp"
#include "tests/support/test_cluster.hpp"

#include <gmock/gmock.h>
#include <string>
#include <vector>

namespace howdah::oracle {
namespace {

const laboratory& attacked() {
  static const auto cluster = laboratory::attacked();
  return cluster;
}

void expect_no_trace(trial& of) {
  of.finish();
  for (const auto& each : of.changes())
    ADD_FAILURE() << each.what << "\nby " << each.statement;
  for (const auto& each : of.unnamed())
    ADD_FAILURE() << "opened " << each.what << "\nby " << each.statement;
  testing::Test::RecordProperty("counts", of.counts().line());
}

TEST(oracle, every_builtin_function_that_a_reader_may_call_leaves_no_trace) {
  session asked(attacked().dsn());
  trial calls(attacked().dsn());
  const auto statements = calls_of_builtins(asked);
  for (std::size_t i = 0; i < statements.size(); i += 16) // script/oracle takes them all
    calls.on(statements[i]);
  expect_no_trace(calls);
  EXPECT_GT(calls.counts().completed, 100U) << calls.counts().line();
}

TEST(oracle, what_is_admitted_of_mutated_statements_leaves_no_trace) {
  session asked(attacked().dsn());
  trial mutated(attacked().dsn());
  mutations made(2, corpus(), function_names(asked));
  for (int i = 0; i < 1'500; ++i)
    mutated.on(made.next());
  expect_no_trace(mutated);
  EXPECT_GT(mutated.counts().completed, 100U) << mutated.counts().line();
}

void expect_nothing_denied(boundary& at, const std::vector<std::string>& statements) {
  for (const auto& each : statements)
    at.on(each);
  mutations made(3, statements, {"count", "row_to_json", "users"});
  for (int i = 0; i < 2'000; ++i)
    at.on(made.next());
  for (const auto& each : at.crossed())
    ADD_FAILURE() << each.what << "\nby " << each.statement;
  EXPECT_GT(at.counts().completed, 50U) << at.counts().line();
}

TEST(oracle, what_is_admitted_for_a_role_reads_nothing_that_the_role_may_not) {
  auto bounded = boundary::of_a_role(attacked());
  expect_nothing_denied(bounded, corpus("columns"));
}

TEST(oracle, what_is_admitted_for_a_role_writes_nothing_that_the_role_may_not) {
  auto writers = boundary::of_a_writer(attacked());
  expect_nothing_denied(writers, corpus("writes"));
}

TEST(oracle, what_is_admitted_for_readers_reads_nothing_that_is_kept) {
  auto readers = boundary::of_readers(attacked());
  expect_nothing_denied(readers, corpus("secrets"));
}

TEST(oracle, what_is_admitted_for_a_role_tells_nothing_of_masked_values) {
  veil veiled(attacked());
  const auto statements = corpus("columns");
  for (const auto& each : statements)
    veiled.on(each);
  mutations made(4, statements, {"count", "row_to_json", "users"});
  for (int i = 0; i < 1'500; ++i)
    veiled.on(made.next());
  for (const auto& each : veiled.pierced())
    ADD_FAILURE() << each.what << "\nby " << each.statement;
  EXPECT_GT(veiled.counts().completed, 50U) << veiled.counts().line();
  EXPECT_GT(veiled.masked(), 50U);
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

TEST(oracle, knows_what_stands_behind_a_name) {
  session asked(attacked().dsn());
  judge judged(asked.raw());
  coverage compared(attacked().dsn());
  for (const auto* statement : {"SELECT * FROM big_spenders", "SELECT victims(), 1 <+> 2",
                                "SELECT 'x'::text::pair", "SELECT sum_with_victims(1)",
                                "TABLE measured", "TABLE kept", "SELECT u.shout FROM users u"}) {
    const auto admitted = judged(statement);
    ASSERT_TRUE(admitted) << statement << ": " << admitted.error().message;
    EXPECT_EQ(compared.unnamed(**admitted), "") << statement;
  }
  EXPECT_GT(compared.opened(), 20U);
}

/// What a boundary would not see it could not find.
TEST(oracle, sees_what_a_role_may_not_read) {
  session asked(attacked().dsn());
  auto bounded = boundary::of_a_role(attacked());
  bounded.on("SELECT salary FROM users LIMIT 1");
  EXPECT_EQ(bounded.crossed().size(), 0U);
  asked.run("REVOKE SELECT (salary) ON users FROM bounded");
  bounded.on("SELECT salary FROM users LIMIT 1");
  asked.run("GRANT SELECT (salary) ON users TO bounded");
  EXPECT_EQ(bounded.crossed().size(), 1U);
  EXPECT_EQ(bounded.counts().completed, 1U);
}

/// What a veil would not see it could not find.
TEST(oracle, sees_answers_that_differ) {
  veil veiled(attacked());
  const auto open = [&] {
    veiled.on("SELECT ssn, name FROM users");
  };
  open();
  EXPECT_EQ(veiled.pierced().size(), 0U);
  EXPECT_GT(veiled.masked(), 0U);
  howdah::tests::administrate("UPDATE users SET name = ssn WHERE id = 1",
                              attacked().dsn() + " dbname=veil_other");
  open();
  EXPECT_EQ(veiled.pierced().size(), 1U);
  EXPECT_EQ(veiled.counts().completed, 2U);
}

/// What a coverage would not see it could not find.
TEST(oracle, sees_what_is_opened_behind_a_name_that_says_nothing_of_it) {
  session asked(attacked().dsn());
  asked.run(
    "CREATE FUNCTION unseen() RETURNS bigint LANGUAGE plpgsql STABLE AS $$ DECLARE n bigint;"
    " BEGIN EXECUTE 'SELECT count(*) FROM vic' || 'tim' INTO n; RETURN n; END $$");
  judge judged(asked.raw());
  coverage compared(attacked().dsn());
  const auto admitted = judged("SELECT unseen()");
  const auto seen = admitted ? compared.unnamed(**admitted) : admitted.error().message;
  asked.run("DROP FUNCTION unseen()");
  EXPECT_THAT(seen, testing::HasSubstr("victim"));
}

} // namespace
} // namespace howdah::oracle
