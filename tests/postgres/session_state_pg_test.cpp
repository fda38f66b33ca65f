#include "postgres/statement_cache.hpp"
#include "sql/guard.hpp"
#include "tests/postgres/session_fixture.hpp"

namespace howdah::postgres {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using tests::recorder;

/// What a trip may leave behind in the session, and prepared statements.
class session_state : public session_test {
protected:
  runnable judged(const std::string& text, access_mode mode = access_mode::unrestricted) {
    auto verdict = sql::guard({.mode = mode}).judge(text);
    EXPECT_TRUE(verdict) << text << ": " << verdict.error().message;
    return {verdict ? *verdict : sql::admitted_ptr()};
  }
  outcome run_judged(const std::string& text, access_mode mode = access_mode::unrestricted) {
    recorder sink;
    auto statement = judged(text, mode);
    const auto form = std::get<sql::admitted_ptr>(statement.what)->form();
    return driver.run(form == sql::transaction_form::read    ? trip_form::read
                      : form == sql::transaction_form::write ? trip_form::write
                                                             : trip_form::bare,
                      std::move(statement), sink);
  }
  std::string named_statements() {
    return driver.value({catalog_statement("SELECT count(*) FROM pg_prepared_statements WHERE "
                                           "statement ~ 'marked' AND statement !~ 'prepared'")});
  }
};

TEST_F(session_state, nothing_of_a_statement_outlives_it) {
  EXPECT_FALSE(run_judged("SET work_mem = '3MB'").failure);
  EXPECT_NE(driver.value({catalog_statement("SHOW work_mem")}), "3MB");
  EXPECT_FALSE(run_judged("SELECT pg_advisory_lock(7)").failure);
  EXPECT_EQ(administrate("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'"), "0");
  EXPECT_FALSE(run_judged("CREATE TEMP TABLE kept (a int)").failure);
  EXPECT_EQ(driver.value({catalog_statement("SELECT to_regclass('pg_temp.kept')::text")}), "NULL");
  EXPECT_FALSE(run_judged("LISTEN howdah").failure);
  EXPECT_EQ(driver.value({catalog_statement("SELECT count(*) FROM pg_listening_channels()")}), "0");
}

TEST_F(session_state, a_reset_returns_to_every_pinned_setting) {
  for (const auto* setting :
       {"standard_conforming_strings = off", "client_encoding = 'LATIN1'", "DateStyle = 'German'",
        "IntervalStyle = 'iso_8601'", "extra_float_digits = -5", "bytea_output = 'escape'",
        "statement_timeout = 1", "lock_timeout = 1", "idle_in_transaction_session_timeout = 7",
        "backslash_quote = on"})
    EXPECT_FALSE(run_judged(std::string("SET ") + setting).failure) << setting;
  EXPECT_EQ(driver.value({catalog_statement("SHOW standard_conforming_strings")}), "on");
  EXPECT_EQ(driver.value({catalog_statement("SHOW client_encoding")}), "UTF8");
  EXPECT_THAT(driver.value({catalog_statement("SHOW DateStyle")}), HasSubstr("ISO"));
  EXPECT_EQ(driver.value({catalog_statement("SHOW IntervalStyle")}), "postgres");
  EXPECT_EQ(driver.value({catalog_statement("SHOW extra_float_digits")}), "1");
  EXPECT_EQ(driver.value({catalog_statement("SHOW bytea_output")}), "hex");
  EXPECT_EQ(driver.value({catalog_statement("SHOW statement_timeout")}), "30s");
  EXPECT_EQ(driver.value({catalog_statement("SHOW lock_timeout")}), "10s");
  EXPECT_EQ(driver.value({catalog_statement("SHOW idle_in_transaction_session_timeout")}), "1min");
  EXPECT_EQ(driver.value({catalog_statement("SHOW backslash_quote")}), "safe_encoding");
}

TEST_F(session_state, a_reset_returns_to_watching_the_client_where_postgresql_can) {
  const bool can = tests::server_version() >= 14;
  EXPECT_EQ(run_judged("SET client_connection_check_interval = 0").failure.has_value(), !can);
  const auto interval
    = catalog_statement("SELECT coalesce(max(setting || unit), 'none') FROM "
                        "pg_settings WHERE name = 'client_connection_check_interval'");
  EXPECT_EQ(driver.value({interval}), can ? "500ms" : "none");
}

TEST_F(session_state, a_transaction_left_open_is_rolled_back) {
  administrate("CREATE TABLE t (a int)");
  EXPECT_FALSE(run(trip_form::bare, catalog_statement("BEGIN")).failure);
  driver.settle();
  EXPECT_EQ(backend_state(), "idle");
  EXPECT_EQ(driver.value({catalog_statement("SELECT 1")}), "1");
}

TEST_F(session_state, a_setting_that_a_function_changed_unseen_is_undone) {
  administrate("CREATE FUNCTION change() RETURNS void LANGUAGE sql AS "
               "$$ SELECT set_config('standard_conforming_strings', 'off', false) $$");
  EXPECT_FALSE(run(trip_form::write, catalog_statement("SELECT change()")).failure);
  EXPECT_EQ(driver.value({catalog_statement("SHOW standard_conforming_strings")}), "on");
}

TEST_F(session_state, an_outcome_does_not_wait_for_the_reset) {
  recorder sink;
  driver.session().begin(trip{trip_form::read, {judged("SELECT pg_advisory_lock(7)")}}, {}, sink,
                         session::clock::now());
  EXPECT_TRUE(tests::eventually(std::chrono::seconds(5), [&] {
    driver.turn(std::chrono::milliseconds(5));
    return driver.session().take_outcome().has_value();
  }));
  driver.settle();
  EXPECT_TRUE(driver.session().ready());
}

TEST_F(session_state, statements_are_prepared_at_second_sight) {
  for (const auto* expected : {"0", "1", "1"}) {
    EXPECT_EQ(driver.value({catalog_statement("SELECT 'marked'")}), "marked");
    EXPECT_EQ(named_statements(), expected);
  }
}

TEST_F(session_state, prepared_statements_are_bounded_and_deallocated) {
  std::vector<runnable> many;
  for (int i = 0; i < 300; ++i)
    many.push_back(judged("SELECT " + std::to_string(i) + " AS marked", access_mode::read_only));
  recorder sink;
  for (int round = 0; round < 2; ++round)
    for (const auto& statement : many)
      ASSERT_FALSE(driver.run(trip_form::read, statement, sink).failure);
  driver.value({catalog_statement("SELECT 1")});
  EXPECT_LE(
    std::stoul(driver.value({catalog_statement("SELECT count(*) FROM pg_prepared_statements")})),
    statement_cache::default_capacity);
  EXPECT_GE(std::stoul(named_statements()), statement_cache::default_capacity / 2);
}

TEST_F(session_state, a_result_changed_by_ddl_is_asked_for_again) {
  administrate("CREATE TABLE t (a int); INSERT INTO t VALUES (1)");
  for (const auto form : {trip_form::read, trip_form::write, trip_form::catalog}) {
    recorder before;
    for (int i = 0; i < 3; ++i)
      run(form, {{catalog_statement("SELECT * FROM t")}}, before);
    administrate("ALTER TABLE t ADD b" + std::to_string(static_cast<int>(form)) + " int DEFAULT 2");
    recorder after;
    const auto ended = run(form, {{catalog_statement("SELECT * FROM t")}}, after);
    EXPECT_FALSE(ended.failure) << ended.failure->message;
    EXPECT_EQ(after.described[0].size(), before.described[0].size() + 1);
    EXPECT_EQ(after.first(), "1");
  }
}

TEST_F(session_state, statements_deallocated_behind_our_back_are_prepared_again) {
  for (int i = 0; i < 3; ++i)
    EXPECT_EQ(driver.value({catalog_statement("SELECT 'marked'")}), "marked");
  EXPECT_FALSE(run(trip_form::bare, catalog_statement("DEALLOCATE ALL")).failure);
  for (int i = 0; i < 3; ++i) {
    EXPECT_EQ(driver.value({catalog_statement("SELECT 'marked'")}), "marked");
    EXPECT_FALSE(run(trip_form::read, catalog_statement("SELECT 'marked too'")).failure);
  }
}

TEST_F(session_state, a_statement_that_cannot_be_prepared_is_not_remembered) {
  for (int i = 0; i < 3; ++i) {
    const auto ended = run(trip_form::read, catalog_statement("SELECT * FROM not_yet"));
    ASSERT_TRUE(ended.failure);
    EXPECT_EQ(ended.failure->sqlstate, "42P01");
    EXPECT_EQ(ended.failure->position, 15);
  }
  administrate("CREATE TABLE not_yet (a int)");
  EXPECT_FALSE(run(trip_form::read, catalog_statement("SELECT * FROM not_yet")).failure);
}

TEST_F(session_state, a_write_hidden_in_a_read_runs_as_a_write_where_writing_is_allowed) {
  administrate("CREATE TABLE t (a int); CREATE FUNCTION adds() RETURNS int LANGUAGE sql AS 'INSERT "
               "INTO t VALUES (1) RETURNING a';"
               "CREATE VIEW hidden AS SELECT adds()");
  EXPECT_FALSE(run_judged("SELECT * FROM hidden", access_mode::read_write).failure);
  EXPECT_EQ(administrate("SELECT count(*) FROM t"), "1");
  const auto refused = run_judged("SELECT * FROM hidden", access_mode::read_only);
  ASSERT_TRUE(refused.failure);
  EXPECT_EQ(refused.failure->sqlstate, "25006");
  EXPECT_EQ(administrate("SELECT count(*) FROM t"), "1");
}

TEST_F(session_state, a_hidden_write_after_the_first_row_is_not_run_twice) {
  administrate(
    "CREATE TABLE t (a int); CREATE FUNCTION adds(i int) RETURNS int LANGUAGE plpgsql AS "
    "'BEGIN IF i > 2 THEN INSERT INTO t VALUES (i); END IF; RETURN i; END';"
    "CREATE VIEW hidden AS SELECT adds(g) AS a FROM generate_series(1, 4) g");
  const auto ended = run_judged("SELECT * FROM hidden", access_mode::read_write);
  ASSERT_TRUE(ended.failure);
  EXPECT_EQ(ended.failure->sqlstate, "25006");
  EXPECT_EQ(ended.rows, 2U);
}

} // namespace
} // namespace howdah::postgres
