#include "tests/postgres/session_fixture.hpp"

#include <random>

namespace howdah::postgres {
namespace {

using namespace std::chrono_literals;
using ::testing::HasSubstr;
using tests::eventually;
using tests::recorder;

using clock = session::clock;

/// Trips that the outside world ends.
class session_ends : public session_test {
protected:
  bool waits_for(const std::string& state) {
    return eventually(10s, [&] { return backend_state() == state; });
  }
  bool is_gone_in_time() {
    return eventually(tests::until_a_lost_client_is_noticed(),
                      [&] { return backend_state().empty(); });
  }
  /// Starts a trip and leaves it running.
  void begin(trip_form form, catalog_statement statement) {
    driver.session().begin(trip{form, {{statement}}}, {}, sink, clock::now());
    ASSERT_TRUE(waits_for("active"));
  }
  outcome end() {
    std::optional<outcome> ended;
    EXPECT_TRUE(eventually(10s, [&] {
      driver.turn(5ms);
      ended = driver.session().take_outcome();
      return ended.has_value();
    }));
    return ended.value_or(outcome{});
  }
  void kill_backend() { tests::terminate_backend(driver.session().facts().backend_pid); }

  recorder sink;
};

problem stopped() {
  return {.code = errc::cancelled, .message = "The caller cancelled it."};
}

TEST_F(session_ends, a_stopped_read_is_cancelled_in_postgresql) {
  begin(trip_form::read, catalog_statement("SELECT pg_sleep(60)"));
  EXPECT_TRUE(driver.session().stop(stopped()));
  const auto ended = end();
  ASSERT_TRUE(ended.failure);
  EXPECT_EQ(ended.failure->code, errc::cancelled);
  EXPECT_TRUE(ended.cancelled);
  EXPECT_EQ(driver.cancels(), 1U);
  EXPECT_EQ(backend_state(), "idle");
  EXPECT_EQ(driver.value({catalog_statement("SELECT 1")}), "1");
}

TEST_F(session_ends, a_sent_write_cannot_be_stopped) {
  administrate("CREATE TABLE t (a int)");
  begin(trip_form::write, catalog_statement("INSERT INTO t SELECT 1 FROM pg_sleep(0.3)"));
  EXPECT_FALSE(driver.session().stop(stopped()));
  EXPECT_FALSE(driver.session().wants_cancel(clock::now()));
  EXPECT_FALSE(end().failure);
  EXPECT_EQ(administrate("SELECT count(*) FROM t"), "1");
}

TEST_F(session_ends, nothing_running_cannot_be_stopped) {
  EXPECT_FALSE(driver.session().stop(stopped()));
}

TEST_F(session_ends, a_read_that_ends_well_before_its_cancel_ends_well) {
  begin(trip_form::read, catalog_statement("SELECT 1 FROM pg_sleep(0.2)"));
  EXPECT_TRUE(driver.session().stop(stopped()));
  driver.session().cancel_started(clock::now()); // and the canceller is slow
  const auto ended = end();
  EXPECT_FALSE(ended.failure);
  EXPECT_EQ(sink.first(), "1");
}

TEST_F(session_ends, no_trip_starts_while_a_cancel_is_under_way) {
  begin(trip_form::read, catalog_statement("SELECT 1 FROM pg_sleep(0.2)"));
  driver.session().stop(stopped());
  driver.session().cancel_started(clock::now());
  end();
  EXPECT_FALSE(driver.session().ready());
  EXPECT_FALSE(driver.session().broken());
  driver.session().cancel_returned();
  EXPECT_TRUE(driver.session().ready());
}

TEST_F(session_ends, a_cancel_without_effect_is_overdue_after_half_a_second) {
  begin(trip_form::read, catalog_statement("SELECT pg_sleep(60)"));
  driver.session().stop(stopped());
  const auto start = clock::now();
  driver.session().cancel_started(start);
  driver.session().cancel_returned(); // it went astray
  EXPECT_FALSE(driver.session().cancel_overdue(start + 499ms));
  EXPECT_TRUE(driver.session().cancel_overdue(start + 501ms));
  driver.session().abandon({.code = errc::timed_out, .message = "no effect"});
  const auto ended = end();
  ASSERT_TRUE(ended.failure);
  EXPECT_EQ(ended.failure->code, errc::cancelled) << "why it was stopped counts";
  EXPECT_TRUE(driver.session().broken());
  EXPECT_TRUE(is_gone_in_time());
}

TEST_F(session_ends, a_cancel_that_went_astray_is_asked_for_again) {
  begin(trip_form::read, catalog_statement("SELECT pg_sleep(60)"));
  driver.session().stop(stopped());
  const auto start = clock::now();
  driver.session().cancel_started(start);
  EXPECT_FALSE(driver.session().wants_cancel(start + 60ms)) << "one at a time";
  driver.session().cancel_returned();
  EXPECT_FALSE(driver.session().wants_cancel(start + 49ms));
  EXPECT_TRUE(driver.session().wants_cancel(start + 51ms));
  const auto ended = end(); // by the second one
  ASSERT_TRUE(ended.failure);
  EXPECT_EQ(ended.failure->code, errc::cancelled);
  EXPECT_EQ(driver.cancels(), 1U);
}

/// From the moment it is sent: before PostgreSQL has read it, while it begins, as it sleeps.
TEST_F(session_ends, a_read_is_cancelled_however_early) {
  for (int i = 0; i < 50; ++i) {
    const auto ended
      = driver.run(trip{trip_form::read, {{catalog_statement("SELECT pg_sleep(60)")}}}, sink, {},
                   [&] { driver.session().stop(stopped()); });
    ASSERT_TRUE(ended.failure);
    ASSERT_EQ(ended.failure->code, errc::cancelled);
  }
}

TEST_F(session_ends, random_cancels_never_hit_the_next_trip) {
  std::mt19937 random(7); // NOLINT(*-msc51-cpp): the same every time
  for (int i = 0; i < 200; ++i) {
    const auto delay = std::chrono::microseconds(random() % 4000);
    const auto stop_at = clock::now() + delay;
    const auto ended = driver.run(
      trip{trip_form::read, {{catalog_statement("SELECT pg_sleep(0.003)")}}}, sink, {}, [&] {
        if (clock::now() >= stop_at)
          driver.session().stop(stopped());
      });
    if (ended.failure) {
      EXPECT_EQ(ended.failure->code, errc::cancelled) << ended.failure->message;
    }
    for (int next = 0; next < 3; ++next)
      ASSERT_EQ(driver.value({catalog_statement("SELECT count(*) FROM generate_series(1, 2000)")}),
                "2000");
  }
  EXPECT_GT(driver.cancels(), 0U);
}

TEST_F(session_ends, the_statement_timeout_is_named) {
  const auto own = run(trip_form::read, catalog_statement("SELECT pg_sleep(60)"),
                       trip_limits{.statement_timeout = 150ms});
  ASSERT_TRUE(own.failure);
  EXPECT_EQ(own.failure->code, errc::timed_out);
  EXPECT_THAT(own.failure->hint, HasSubstr("0.15 s"));
  EXPECT_EQ(own.failure->sqlstate, "57014");
  EXPECT_TRUE(own.cancelled);
  EXPECT_EQ(driver.value({catalog_statement("SHOW statement_timeout")}), "30s");
}

TEST_F(session_ends, every_form_has_its_timeout) {
  for (const auto form : {trip_form::read, trip_form::write, trip_form::bare, trip_form::catalog}) {
    const auto ended = run(form, catalog_statement("SELECT pg_sleep(60)"),
                           trip_limits{.statement_timeout = 100ms});
    ASSERT_TRUE(ended.failure);
    EXPECT_EQ(ended.failure->code, errc::timed_out);
    EXPECT_EQ(driver.value({catalog_statement("SHOW statement_timeout")}), "30s");
  }
}

TEST_F(session_ends, a_pinned_timeout_strikes_too) {
  tests::session_driver hasty({.dsn = secret(dsn()), .statement_timeout = 100ms});
  const auto ended = hasty.run(trip_form::read, {catalog_statement("SELECT pg_sleep(60)")}, sink);
  ASSERT_TRUE(ended.failure);
  EXPECT_EQ(ended.failure->code, errc::timed_out);
}

TEST_F(session_ends, a_cancel_by_somebody_else_is_no_timeout) {
  begin(trip_form::read, catalog_statement("SELECT pg_sleep(60)"));
  administrate("SELECT pg_cancel_backend(" + pid() + ")");
  const auto ended = end();
  ASSERT_TRUE(ended.failure);
  EXPECT_EQ(ended.failure->code, errc::query_failed);
  EXPECT_EQ(ended.failure->sqlstate, "57014");
  EXPECT_FALSE(ended.cancelled);
}

TEST_F(session_ends, an_idle_session_notices_at_once_that_its_backend_is_gone) {
  EXPECT_EQ(driver.value({catalog_statement("SELECT 1")}), "1");
  kill_backend();
  EXPECT_TRUE(eventually(2s, [&] {
    driver.turn(5ms);
    return driver.session().broken();
  }));
  EXPECT_FALSE(driver.session().ready());
  EXPECT_FALSE(driver.session().take_outcome());
  ASSERT_TRUE(driver.session().breakage());
  EXPECT_THAT(driver.session().breakage()->message, HasSubstr("administrator command"));
}

TEST_F(session_ends, a_backend_that_is_gone_is_news_before_anything_is_sent) {
  EXPECT_FALSE(driver.session().has_news());
  kill_backend();
  ASSERT_TRUE(eventually(2s, [&] { return driver.session().has_news(); }));
  EXPECT_TRUE(eventually(2s, [&] {
    driver.session().on_readable(clock::now());
    return driver.session().broken();
  }));
}

TEST_F(session_ends, a_read_whose_backend_dies_is_lost) {
  for (const auto form : {trip_form::read, trip_form::catalog}) {
    tests::session_driver fresh(options());
    recorder rows;
    std::optional<std::string> kill("SELECT pg_terminate_backend("
                                    + std::to_string(fresh.session().facts().backend_pid) + ")");
    const auto ended
      = fresh.run(trip{form, {{catalog_statement("SELECT pg_sleep(60)")}}}, rows, {}, [&] {
          if (kill)
            administrate(*std::exchange(kill, std::nullopt));
        });
    ASSERT_TRUE(ended.failure);
    EXPECT_EQ(ended.failure->code, errc::connection_lost);
    EXPECT_TRUE(fresh.session().broken());
  }
}

TEST_F(session_ends, a_write_whose_backend_dies_is_never_assumed_undone) {
  administrate("CREATE TABLE t (a int)");
  begin(trip_form::write, catalog_statement("INSERT INTO t SELECT 1 FROM pg_sleep(60)"));
  kill_backend();
  const auto ended = end();
  ASSERT_TRUE(ended.failure);
  EXPECT_EQ(ended.failure->code, errc::outcome_unknown);
  EXPECT_FALSE(ended.failure->detail.empty());
}

TEST_F(session_ends, a_bare_statement_whose_backend_dies_is_never_assumed_undone) {
  begin(trip_form::bare, catalog_statement("SELECT pg_sleep(60)"));
  kill_backend();
  const auto ended = end();
  ASSERT_TRUE(ended.failure);
  EXPECT_EQ(ended.failure->code, errc::outcome_unknown);
}

TEST_F(session_ends, a_write_that_failed_before_its_backend_died_has_failed) {
  administrate("CREATE TABLE t (a int PRIMARY KEY); INSERT INTO t VALUES (1)");
  const auto ended = run(trip_form::write, catalog_statement("INSERT INTO t VALUES (1)"));
  ASSERT_TRUE(ended.failure);
  EXPECT_EQ(ended.failure->sqlstate, "23505");
}

TEST_F(session_ends, a_write_killed_while_it_commits_is_unknown) {
  administrate("CREATE TABLE t (a int);"
               "CREATE FUNCTION slow() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN PERFORM "
               "pg_sleep(60); RETURN NULL; END';"
               "CREATE CONSTRAINT TRIGGER late AFTER INSERT ON t DEFERRABLE INITIALLY DEFERRED FOR "
               "EACH ROW EXECUTE FUNCTION slow()");
  begin(trip_form::write, catalog_statement("INSERT INTO t VALUES (1) RETURNING a"));
  EXPECT_TRUE(eventually(5s, [&] {
    driver.turn(5ms);
    return administrate("SELECT query FROM pg_stat_activity WHERE wait_event = 'PgSleep' AND pid = "
                        + pid())
           == "COMMIT";
  }));
  kill_backend();
  const auto ended = end();
  ASSERT_TRUE(ended.failure);
  EXPECT_EQ(ended.failure->code, errc::outcome_unknown);
}

TEST_F(session_ends, abandoning_answers_the_trip_and_ends_the_backend) {
  begin(trip_form::read, catalog_statement("SELECT pg_sleep(60)"));
  driver.session().abandon({.code = errc::shutting_down, .message = "The server ends."});
  const auto ended = end();
  ASSERT_TRUE(ended.failure);
  EXPECT_EQ(ended.failure->code, errc::shutting_down);
  EXPECT_TRUE(driver.session().broken());
  EXPECT_TRUE(is_gone_in_time());
}

TEST_F(session_ends, abandoning_a_write_leaves_its_outcome_unknown) {
  begin(trip_form::write, catalog_statement("SELECT pg_sleep(60)"));
  driver.session().abandon({.code = errc::shutting_down, .message = "The server ends."});
  const auto ended = end();
  ASSERT_TRUE(ended.failure);
  EXPECT_EQ(ended.failure->code, errc::outcome_unknown);
}

TEST_F(session_ends, a_large_trip_goes_out_in_pieces) {
  runnable statement{catalog_statement("SELECT length($1)")};
  statement.parameters = {{std::string(20'000'000, 'x'), 25}};
  EXPECT_FALSE(driver.run(trip_form::read, std::move(statement), sink).failure);
  EXPECT_EQ(sink.first(), "20000000");
}

TEST_F(session_ends, every_end_of_postgresql_is_noticed) {
  auto cluster = private_cluster::start({});
  ASSERT_TRUE(cluster);
  tests::session_driver doomed(tests::options_for((*cluster)->dsn()));
  cluster->reset();
  EXPECT_TRUE(eventually(5s, [&] {
    doomed.turn(5ms);
    return doomed.session().broken();
  }));
}

} // namespace
} // namespace howdah::postgres
