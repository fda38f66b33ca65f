#include "postgres/pq.hpp"
#include "tests/postgres/session_fixture.hpp"
#include "tests/support/resident_memory.hpp"

namespace howdah::postgres {
namespace {

using namespace std::chrono_literals;
using ::testing::HasSubstr;
using tests::eventually;
using tests::memory_peak;
using tests::recorder;

constexpr std::size_t allowed = (std::size_t{8} << 20) + tests::sanitizer_memory;

using session_bounds = session_test;

TEST_F(session_bounds, a_million_rows_are_cut_while_they_arrive) {
  const memory_peak memory;
  recorder sink(500);
  const auto ended = run(
    trip_form::read,
    {{catalog_statement("SELECT g, repeat('x', 100) FROM generate_series(1, 1000000) g")}}, sink);
  EXPECT_FALSE(ended.failure);
  EXPECT_TRUE(ended.stopped_early);
  EXPECT_EQ(ended.rows, 500U);
  EXPECT_EQ(sink.count, 500U);
  EXPECT_TRUE(sink.tags.empty()) << "nobody knows how many there are";
  EXPECT_EQ(driver.cancels(), 1U);
  EXPECT_LT(memory.bytes(), allowed);
  EXPECT_EQ(driver.value({catalog_statement("SELECT 42")}), "42") << "the session serves on";
}

TEST_F(session_bounds, all_of_a_million_rows_need_no_memory) {
  const memory_peak memory;
  recorder sink(2'000'000, false);
  const auto ended = run(
    trip_form::read,
    {{catalog_statement("SELECT g, repeat('x', 100) FROM generate_series(1, 1000000) g")}}, sink);
  EXPECT_FALSE(ended.failure);
  EXPECT_EQ(ended.rows, 1'000'000U);
  EXPECT_LT(memory.bytes(), allowed);
}

TEST_F(session_bounds, a_short_rest_is_read_rather_than_cancelled) {
  recorder sink(10);
  const auto ended
    = run(trip_form::read, {{catalog_statement("SELECT generate_series(1, 900)")}}, sink);
  EXPECT_FALSE(ended.failure);
  EXPECT_TRUE(ended.stopped_early);
  EXPECT_EQ(sink.count, 10U);
  EXPECT_EQ(driver.cancels(), 0U);
}

TEST_F(session_bounds, an_error_in_the_rest_that_nobody_wants_is_no_failure) {
  recorder sink(3);
  const auto ended
    = run(trip_form::read,
          {{catalog_statement("SELECT 1 / (100 - g) FROM generate_series(1, 200) g")}}, sink);
  EXPECT_FALSE(ended.failure);
  EXPECT_TRUE(ended.stopped_early);
}

TEST_F(session_bounds, a_write_that_returns_too_much_is_committed_whole) {
  administrate("CREATE TABLE t (a int)");
  recorder sink(10);
  const auto ended
    = run(trip_form::write,
          {{catalog_statement(
            "INSERT INTO t SELECT generate_series(1, 200000) RETURNING a, repeat('x', 100)")}},
          sink);
  EXPECT_FALSE(ended.failure);
  EXPECT_TRUE(ended.stopped_early);
  EXPECT_EQ(sink.count, 10U);
  EXPECT_EQ(sink.tags[0], "INSERT 0 200000");
  EXPECT_EQ(driver.cancels(), 0U);
  EXPECT_EQ(administrate("SELECT count(*) FROM t"), "200000");
}

TEST_F(session_bounds, an_error_after_enough_still_fails_a_write) {
  administrate("CREATE TABLE t (a int)");
  recorder sink(3);
  const auto ended
    = run(trip_form::write,
          {{catalog_statement(
            "INSERT INTO t SELECT g FROM generate_series(1, 200) g RETURNING 1 / (100 - a)")}},
          sink);
  ASSERT_TRUE(ended.failure);
  EXPECT_EQ(ended.failure->sqlstate, "22012");
  EXPECT_EQ(administrate("SELECT count(*) FROM t"), "0");
}

TEST_F(session_bounds, a_value_of_200_megabytes_is_too_large_and_never_in_memory) {
  const memory_peak memory;
  recorder sink;
  const auto ended
    = run(trip_form::read, {{catalog_statement("SELECT repeat('x', 200000000)")}}, sink);
  ASSERT_TRUE(ended.failure);
  EXPECT_EQ(ended.failure->code, errc::too_large);
  EXPECT_EQ(sink.count, 0U);
  EXPECT_LT(memory.bytes(), allowed);
  EXPECT_TRUE(driver.session().broken()) << "libpq's buffer has grown";
  EXPECT_TRUE(eventually(2s, [&] { return backend_state().empty(); }));
}

TEST_F(session_bounds, rows_before_a_giant_one_are_delivered) {
  recorder sink;
  const auto ended = run(
    trip_form::read,
    {{catalog_statement(
      "SELECT repeat('x', CASE g WHEN 3 THEN 100000000 ELSE 1 END) FROM generate_series(1, 4) g")}},
    sink);
  ASSERT_TRUE(ended.failure);
  EXPECT_EQ(ended.failure->code, errc::too_large);
  EXPECT_EQ(sink.count, 2U);
}

TEST_F(session_bounds, a_giant_row_of_a_write_leaves_its_outcome_unknown) {
  administrate("CREATE TABLE t (a int)");
  recorder sink;
  const auto ended
    = run(trip_form::write,
          {{catalog_statement("INSERT INTO t VALUES (1) RETURNING repeat('x', 100000000)")}}, sink);
  ASSERT_TRUE(ended.failure);
  EXPECT_EQ(ended.failure->code, errc::outcome_unknown);
  EXPECT_THAT(ended.failure->detail, HasSubstr("larger than the limit"));
}

TEST_F(session_bounds, a_row_a_little_over_the_limit_costs_the_read_and_not_the_connection) {
  recorder sink;
  const auto ended = run(
    trip_form::read, {{catalog_statement("SELECT repeat('x', 20000) FROM generate_series(1, 3)")}},
    sink, trip_limits{.row_bytes = 10'000});
  ASSERT_TRUE(ended.failure);
  EXPECT_EQ(ended.failure->code, errc::too_large);
  EXPECT_EQ(sink.count, 0U);
  EXPECT_EQ(driver.value({catalog_statement("SELECT 1")}), "1");
}

TEST_F(session_bounds, a_row_a_little_over_the_limit_does_not_stop_a_write) {
  administrate("CREATE TABLE t (a int)");
  recorder sink;
  const auto ended
    = run(trip_form::write,
          {{catalog_statement("INSERT INTO t VALUES (1), (2) RETURNING repeat('x', 20000)")}}, sink,
          trip_limits{.row_bytes = 10'000});
  EXPECT_FALSE(ended.failure);
  EXPECT_TRUE(ended.stopped_early);
  EXPECT_EQ(sink.count, 0U);
  EXPECT_EQ(administrate("SELECT count(*) FROM t"), "2");
}

TEST_F(session_bounds, rows_up_to_the_limit_pass) {
  recorder sink;
  const auto ended
    = run(trip_form::read,
          {{catalog_statement("SELECT repeat('x', 1000000) FROM generate_series(1, 20)")}}, sink);
  EXPECT_FALSE(ended.failure);
  EXPECT_EQ(sink.count, 20U);
}

TEST_F(session_bounds, a_giant_error_message_is_bounded) {
  const memory_peak memory;
  const auto long_one = run(
    trip_form::write, catalog_statement("DO $$ BEGIN RAISE '%', repeat('x', 500000); END $$"));
  ASSERT_TRUE(long_one.failure);
  EXPECT_EQ(long_one.failure->sqlstate, "P0001");
  EXPECT_LT(long_one.failure->message.size(), 10'000U);
  const auto giant = run(
    trip_form::write, catalog_statement("DO $$ BEGIN RAISE '%', repeat('x', 100000000); END $$"));
  ASSERT_TRUE(giant.failure);
  EXPECT_LT(memory.bytes(), allowed);
}

TEST_F(session_bounds, many_notices_are_no_large_row) {
  recorder sink;
  const auto ended = run(
    trip_form::write,
    {{catalog_statement(
      "DO $$ BEGIN FOR i IN 1..30000 LOOP RAISE WARNING '%', repeat('x', 100); END LOOP; END $$")}},
    sink);
  EXPECT_FALSE(ended.failure) << ended.failure->message;
}

TEST_F(session_bounds, bytes_of_a_sql_ascii_database_come_as_they_are) {
  administrate(
    "CREATE DATABASE ascii ENCODING 'SQL_ASCII' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0");
  tests::session_driver ascii(tests::options_for(tests::test_cluster().dsn() + " dbname=ascii"));
  recorder sink;
  const auto ended = ascii.run(
    trip_form::read, {catalog_statement("SELECT 'a' || chr(255) || 'b' || chr(195)")}, sink);
  EXPECT_FALSE(ended.failure);
  EXPECT_EQ(sink.first(), "a\xFF"
                          "b\xC3");
  const auto failed = ascii.run(trip_form::read, {catalog_statement("SELECT chr(255)::int")}, sink);
  ASSERT_TRUE(failed.failure);
  EXPECT_THAT(failed.failure->message, HasSubstr("\uFFFD"));
}

TEST_F(session_bounds, copy_replaces_the_connection) {
  for (const auto form : {trip_form::read, trip_form::write}) {
    tests::session_driver fresh(options());
    recorder sink;
    const auto ended = fresh.run(
      form, {catalog_statement("COPY (SELECT generate_series(1, 100000)) TO STDOUT")}, sink);
    ASSERT_TRUE(ended.failure);
    EXPECT_TRUE(fresh.session().broken());
    EXPECT_EQ(ended.failure->code,
              form == trip_form::read ? errc::statement_refused : errc::outcome_unknown);
  }
  administrate("CREATE TABLE t (a int)");
  const auto in = run(trip_form::write, catalog_statement("COPY t FROM STDIN"));
  ASSERT_TRUE(in.failure);
  EXPECT_TRUE(driver.session().broken());
  EXPECT_EQ(administrate("SELECT count(*) FROM t"), "0");
}

TEST_F(session_bounds, a_statement_waits_for_a_lock_no_longer_than_it_may) {
  administrate("CREATE TABLE held (a int)");
  const pq_owner<PGconn> holder(PQconnectdb(dsn().c_str()));
  const pq_owner<PGresult> locked(PQexec(holder.get(), "BEGIN; LOCK TABLE held"));
  ASSERT_EQ(PQresultStatus(locked.get()), PGRES_COMMAND_OK) << PQerrorMessage(holder.get());
  auto hurried = tests::options_for(dsn());
  hurried.lock_timeout = 20ms;
  tests::session_driver waiting(hurried);
  recorder sink;
  const auto ended = waiting.run(trip_form::read, {catalog_statement("SELECT * FROM held")}, sink);
  ASSERT_TRUE(ended.failure);
  EXPECT_EQ(ended.failure->sqlstate, "55P03");
  EXPECT_THAT(ended.failure->hint, HasSubstr("Another session holds a lock"));
  EXPECT_EQ(waiting.value({catalog_statement("SELECT 42")}), "42") << "the session serves on";
}

} // namespace
} // namespace howdah::postgres
