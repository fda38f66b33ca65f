#include "tests/postgres/session_fixture.hpp"

namespace howdah::postgres {
namespace {

using namespace std::chrono_literals;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::StartsWith;
using tests::recorder;

using session_forms = session_test;

TEST_F(session_forms, a_read_gives_columns_rows_and_the_tag) {
  recorder sink;
  const auto ended
    = run(trip_form::read,
          {{catalog_statement(
            "SELECT g AS n, NULL::text AS t, g::numeric(5,2) AS d FROM generate_series(1, 3) g")}},
          sink);
  EXPECT_FALSE(ended.failure);
  EXPECT_EQ(ended.rows, 3U);
  EXPECT_FALSE(ended.stopped_early);
  ASSERT_EQ(sink.described[0].size(), 3U);
  EXPECT_EQ(sink.described[0][0].name, "n");
  EXPECT_EQ(sink.described[0][0].type, 23U);
  EXPECT_EQ(sink.described[0][2].type_modifier, ((5 << 16) | 2) + 4);
  EXPECT_THAT(sink.rows[0], ElementsAre(ElementsAre("1", std::nullopt, "1.00"),
                                        ElementsAre("2", std::nullopt, "2.00"),
                                        ElementsAre("3", std::nullopt, "3.00")));
  EXPECT_EQ(sink.tags[0], "SELECT 3");
}

TEST_F(session_forms, an_empty_result_has_columns_and_a_tag) {
  recorder sink;
  EXPECT_FALSE(
    run(trip_form::read, {{catalog_statement("SELECT 1 AS one WHERE false")}}, sink).failure);
  ASSERT_EQ(sink.described[0].size(), 1U);
  EXPECT_EQ(sink.described[0][0].name, "one");
  EXPECT_EQ(sink.tags[0], "SELECT 0");
}

TEST_F(session_forms, columns_of_tables_are_traced_to_them) {
  administrate("CREATE TABLE t (a int)");
  recorder sink;
  run(trip_form::read, {{catalog_statement("SELECT a, a + 1 AS b FROM t")}}, sink);
  EXPECT_EQ(std::to_string(sink.described[0][0].table), administrate("SELECT 't'::regclass::oid"));
  EXPECT_EQ(sink.described[0][1].table, 0U);
}

TEST_F(session_forms, several_statements_of_a_trip_are_told_apart) {
  for (const auto form : {trip_form::read, trip_form::write, trip_form::catalog}) {
    recorder sink;
    EXPECT_FALSE(run(form,
                     {{catalog_statement("SELECT 'a'")},
                      {catalog_statement("SELECT 'b' WHERE false")},
                      {catalog_statement("SELECT 'c'")}},
                     sink)
                   .failure);
    EXPECT_EQ(sink.first(0), "a");
    EXPECT_EQ(sink.first(1), "no row");
    EXPECT_EQ(sink.first(2), "c");
    EXPECT_EQ(sink.tags.size(), 3U);
  }
}

TEST_F(session_forms, a_read_leaves_nothing_behind) {
  recorder sink;
  run(trip_form::read, {{catalog_statement("SELECT set_config('work_mem', '3MB', false)")}}, sink);
  EXPECT_NE(driver.value({catalog_statement("SHOW work_mem")}), "3MB");
  EXPECT_EQ(backend_state(), "idle");
}

TEST_F(session_forms, a_read_cannot_write) {
  administrate("CREATE TABLE t (a int)");
  const auto ended = run(trip_form::read, catalog_statement("INSERT INTO t VALUES (1)"));
  ASSERT_TRUE(ended.failure);
  EXPECT_EQ(ended.failure->sqlstate, "25006");
  EXPECT_EQ(administrate("SELECT count(*) FROM t"), "0");
}

TEST_F(session_forms, a_write_is_committed) {
  administrate("CREATE TABLE t (a int)");
  recorder sink;
  const auto ended
    = run(trip_form::write,
          {{catalog_statement("INSERT INTO t SELECT generate_series(1, 3) RETURNING a")}}, sink);
  EXPECT_FALSE(ended.failure);
  EXPECT_EQ(ended.rows, 3U);
  EXPECT_EQ(sink.tags[0], "INSERT 0 3");
  EXPECT_EQ(administrate("SELECT count(*) FROM t"), "3");
}

TEST_F(session_forms, a_write_without_rows_has_no_columns) {
  recorder sink;
  EXPECT_FALSE(
    run(trip_form::write, {{catalog_statement("CREATE TABLE t (a int)")}}, sink).failure);
  EXPECT_TRUE(sink.described.empty());
  EXPECT_EQ(sink.tags[0], "CREATE TABLE");
}

TEST_F(session_forms, a_failed_write_changes_nothing) {
  administrate("CREATE TABLE t (a int PRIMARY KEY)");
  recorder sink;
  const auto ended = run(trip_form::write,
                         {{catalog_statement("INSERT INTO t VALUES (1)")},
                          {catalog_statement("INSERT INTO t VALUES (1)")},
                          {catalog_statement("SELECT 1")}},
                         sink);
  ASSERT_TRUE(ended.failure);
  EXPECT_EQ(ended.failure->sqlstate, "23505");
  EXPECT_EQ(ended.failed_statement, 1U);
  EXPECT_THAT(ended.failure->detail, HasSubstr("already exists"));
  EXPECT_FALSE(sink.tags.contains(2));
  EXPECT_EQ(administrate("SELECT count(*) FROM t"), "0");
  driver.settle();
  EXPECT_TRUE(driver.session().ready());
}

TEST_F(session_forms, a_deferred_constraint_fails_a_write_whose_rows_have_arrived) {
  administrate("CREATE TABLE p (a int PRIMARY KEY); CREATE TABLE c (a int REFERENCES p DEFERRABLE "
               "INITIALLY DEFERRED)");
  recorder sink;
  const auto ended
    = run(trip_form::write, {{catalog_statement("INSERT INTO c VALUES (7) RETURNING a")}}, sink);
  EXPECT_EQ(sink.first(), "7");
  ASSERT_TRUE(ended.failure);
  EXPECT_EQ(ended.failure->sqlstate, "23503");
  EXPECT_EQ(administrate("SELECT count(*) FROM c"), "0");
}

TEST_F(session_forms, bare_runs_what_no_transaction_may_hold) {
  administrate("CREATE TABLE t (a int)");
  recorder sink;
  EXPECT_FALSE(run(trip_form::bare, {{catalog_statement("VACUUM t")}}, sink).failure);
  EXPECT_EQ(sink.tags[0], "VACUUM");
  EXPECT_FALSE(
    run(trip_form::bare, catalog_statement("CREATE INDEX CONCURRENTLY ON t (a)")).failure);
  const auto wrapped = run(trip_form::write, catalog_statement("VACUUM t"));
  ASSERT_TRUE(wrapped.failure);
  EXPECT_EQ(wrapped.failure->sqlstate, "25001");
}

TEST_F(session_forms, a_failed_bare_statement_is_told) {
  const auto ended = run(trip_form::bare, catalog_statement("VACUUM no_such_table"));
  ASSERT_TRUE(ended.failure);
  EXPECT_EQ(ended.failure->sqlstate, "42P01");
}

TEST_F(session_forms, catalog_statements_see_one_state_of_the_database) {
  recorder sink;
  EXPECT_FALSE(run(trip_form::catalog,
                   {{catalog_statement("SELECT now()")}, {catalog_statement("SELECT now()")}}, sink)
                 .failure);
  EXPECT_EQ(sink.first(0), sink.first(1));
}

TEST_F(session_forms, parameters_are_values_and_never_sql) {
  recorder sink;
  runnable statement{catalog_statement("SELECT $1::text, $2::int + 1, $3::text")};
  statement.parameters = {{"'; DROP TABLE t; --"}, {"41", 23}, {std::nullopt}};
  EXPECT_FALSE(run(trip_form::read, {statement}, sink).failure);
  EXPECT_THAT(sink.rows[0].at(0), ElementsAre("'; DROP TABLE t; --", "42", std::nullopt));
}

TEST_F(session_forms, a_nul_in_a_parameter_is_refused_rather_than_cut) {
  recorder sink;
  runnable statement{catalog_statement("SELECT $1::text")};
  statement.parameters = {{std::string("a\0b", 3)}};
  const auto ended = run(trip_form::write, {statement}, sink);
  ASSERT_TRUE(ended.failure);
  EXPECT_EQ(ended.failure->code, errc::invalid_argument);
  EXPECT_TRUE(driver.session().ready());
  EXPECT_EQ(driver.value({catalog_statement("SELECT 1")}), "1");
}

TEST_F(session_forms, only_one_statement_runs_per_text) {
  administrate("CREATE TABLE t (a int)");
  for (const auto form : {trip_form::read, trip_form::write, trip_form::bare, trip_form::catalog}) {
    const auto ended = run(form, catalog_statement("SELECT 1; DROP TABLE t"));
    ASSERT_TRUE(ended.failure);
    EXPECT_EQ(ended.failure->sqlstate, "42601");
  }
  EXPECT_EQ(administrate("SELECT count(*) FROM t"), "0");
}

TEST_F(session_forms, errors_carry_what_postgresql_said) {
  const auto syntax = run(trip_form::read, catalog_statement("SELECT 'ä', froom t"));
  ASSERT_TRUE(syntax.failure);
  EXPECT_EQ(syntax.failure->code, errc::query_failed);
  EXPECT_EQ(syntax.failure->position, 13) << "in characters";
  const auto raised = run(
    trip_form::write, catalog_statement("DO $$ BEGIN RAISE 'too bad' USING DETAIL = 'the detail', "
                                        "HINT = 'the hint', ERRCODE = 'HD001'; END $$"));
  ASSERT_TRUE(raised.failure);
  EXPECT_EQ(raised.failure->message, "too bad");
  EXPECT_EQ(raised.failure->detail, "the detail");
  EXPECT_EQ(raised.failure->hint, "the hint");
  EXPECT_EQ(raised.failure->sqlstate, "HD001");
  EXPECT_THAT(raised.failure->context, StartsWith("PL/pgSQL"));
  EXPECT_FALSE(raised.failure->position);
}

TEST_F(session_forms, an_error_in_the_middle_comes_after_the_rows_before_it) {
  recorder sink;
  const auto ended
    = run(trip_form::read, {{catalog_statement("SELECT 1 / (5 - g) FROM generate_series(1, 9) g")}},
          sink);
  ASSERT_TRUE(ended.failure);
  EXPECT_EQ(ended.failure->sqlstate, "22012");
  EXPECT_EQ(ended.rows, 4U);
  EXPECT_TRUE(sink.tags.empty());
  EXPECT_EQ(driver.value({catalog_statement("SELECT 1")}), "1") << "the session serves on";
}

TEST_F(session_forms, a_trip_without_statements_ends) {
  recorder sink;
  EXPECT_FALSE(run(trip_form::read, {}, sink).failure);
  EXPECT_FALSE(run(trip_form::catalog, {}, sink).failure);
}

TEST_F(session_forms, notices_and_notifications_disturb_nobody) {
  recorder sink;
  EXPECT_FALSE(run(trip_form::bare, catalog_statement("LISTEN howdah")).failure);
  EXPECT_FALSE(
    run(trip_form::write,
        {{catalog_statement("DO $$ BEGIN FOR i IN 1..1000 LOOP RAISE WARNING 'w %', i; END LOOP; "
                            "PERFORM pg_notify('howdah', 'x'); END $$")}},
        sink)
      .failure);
  EXPECT_EQ(driver.value({catalog_statement("SELECT 1")}), "1");
}

} // namespace
} // namespace howdah::postgres
