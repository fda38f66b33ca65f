#include "tests/postgres/session_fixture.hpp"

namespace howdah::postgres {
namespace {

using namespace std::chrono_literals;
using tests::recorder;

constexpr trip_form every_form[]
  = {trip_form::read, trip_form::write, trip_form::bare, trip_form::catalog};

/// Settings of one trip, where others follow on the same session.
class session_settings : public session_test {
protected:
  static trip_limits strict() {
    return {.statement_timeout = 4321ms, .work_mem_kb = 777, .parallel_workers = 1};
  }
  std::string seen(trip_form form, const trip_limits& bounds) {
    recorder sink;
    const auto ended = run(form, {{settings}}, sink, bounds);
    return ended.failure ? ended.failure->message : sink.first();
  }
  /// In every form, since each may leave something else behind.
  void expect_usual() {
    for (const auto form : every_form)
      EXPECT_EQ(seen(form, {.statement_timeout = 30s}), usual);
  }

  static constexpr catalog_statement settings{
    "SELECT concat_ws(' ', current_setting('statement_timeout'), current_setting('work_mem'), "
    "current_setting('max_parallel_workers_per_gather'))"};
  const std::string usual = driver.value({settings});
};

TEST_F(session_settings, those_of_a_trip_hold_in_every_form_and_for_no_other_trip) {
  for (const auto form : every_form) {
    EXPECT_EQ(seen(form, strict()), "4321ms 777kB 1");
    expect_usual();
  }
}

TEST_F(session_settings, each_holds_alone) {
  const auto cut = usual.substr(usual.find(' '));
  for (const auto form : every_form) {
    EXPECT_EQ(seen(form, {.statement_timeout = 2s}), "2s" + cut);
    EXPECT_EQ(seen(form, {.statement_timeout = 30s, .work_mem_kb = 64}).substr(0, 8), "30s 64kB");
    EXPECT_EQ(seen(form, {.statement_timeout = 30s, .parallel_workers = 0}),
              usual.substr(0, usual.rfind(' ')) + " 0");
  }
  expect_usual();
}

TEST_F(session_settings, the_widest_values_of_a_permissions_file_are_taken) {
  for (const auto form : every_form)
    EXPECT_EQ(seen(form, {.statement_timeout = std::chrono::milliseconds(2'147'483'647),
                          .work_mem_kb = 2'147'483'647,
                          .parallel_workers = 1024}),
              "2147483647ms 2147483647kB 1024");
  expect_usual();
}

TEST_F(session_settings, they_go_with_a_trip_that_failed) {
  for (const auto form : every_form) {
    EXPECT_TRUE(run(form, catalog_statement("SELECT 1 / 0"), strict()).failure);
    EXPECT_TRUE(run(form, catalog_statement("SELECT FROM not_there"), strict()).failure);
    expect_usual();
  }
}

TEST_F(session_settings, they_go_with_a_trip_that_ran_into_its_timeout) {
  for (const auto form : every_form) {
    const auto ended
      = run(form, catalog_statement("SELECT pg_sleep(20)"),
            trip_limits{.statement_timeout = 50ms, .work_mem_kb = 777, .parallel_workers = 1});
    ASSERT_TRUE(ended.failure);
    EXPECT_EQ(ended.failure->code, errc::timed_out);
    expect_usual();
  }
}

TEST_F(session_settings, they_go_with_a_trip_that_was_cut_short) {
  for (const auto form : every_form) {
    recorder sink(3);
    EXPECT_FALSE(
      run(form, {{catalog_statement("SELECT generate_series(1, 100000)")}}, sink, strict())
        .failure);
    expect_usual();
  }
}

TEST_F(session_settings, they_hold_for_a_plan_that_is_made_again) {
  administrate("CREATE TABLE t AS SELECT 1 AS a");
  constexpr catalog_statement reads("SELECT *, current_setting('work_mem') AS mem FROM t");
  for (const auto form : {trip_form::read, trip_form::write, trip_form::catalog}) {
    recorder sink;
    for (int i = 0; i < 3; ++i)
      run(form, {{reads}}, sink, strict());
    administrate("ALTER TABLE t ADD b" + std::to_string(static_cast<int>(form)) + " text");
    recorder after;
    EXPECT_FALSE(run(form, {{reads}}, after, strict()).failure);
    EXPECT_EQ(after.rows[0].at(0).back(), "777kB");
    expect_usual();
  }
}

TEST_F(session_settings, a_statement_that_sets_them_for_itself_changes_no_other) {
  for (const auto form : every_form) {
    EXPECT_FALSE(
      run(form, catalog_statement("SELECT set_config('work_mem', '5MB', true)"), strict()).failure);
    expect_usual();
  }
}

} // namespace
} // namespace howdah::postgres
