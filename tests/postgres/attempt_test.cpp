#include "postgres/attempt.hpp"

#include <gtest/gtest.h>

namespace howdah::postgres {
namespace {

using namespace std::chrono_literals;

const problem stop_reason{.code = errc::cancelled, .message = "The caller cancelled it."};
const problem break_reason{.code = errc::connection_lost, .message = "gone"};

attempt of(trip_form form) {
  return {.form = form, .statement_timeout = 1000ms};
}
attempt failed_with(trip_form form, const std::string& sqlstate) {
  auto made = of(form);
  made.failure = server_report{.sqlstate = sqlstate, .message = "no"};
  return made;
}
errc code_of(const outcome& how) {
  return how.failure ? how.failure->code : errc{0};
}

constexpr errc well{0};

TEST(attempt, a_read_that_ended_ended_well) {
  EXPECT_EQ(code_of(ended(of(trip_form::read), 1ms)), well);
  EXPECT_EQ(code_of(ended(of(trip_form::catalog), 1ms)), well);
}

TEST(attempt, a_write_ended_well_only_when_commit_said_so) {
  auto write = of(trip_form::write);
  EXPECT_EQ(code_of(ended(write, 1ms)), errc::query_failed);
  write.committed = true;
  EXPECT_EQ(code_of(ended(write, 1ms)), well);
  write.failure = server_report{.sqlstate = "23503"};
  EXPECT_EQ(code_of(ended(write, 1ms)), errc::query_failed);
}

TEST(attempt, a_cancelled_statement_was_stopped_timed_out_or_cancelled_by_others) {
  for (const auto form : {trip_form::read, trip_form::catalog}) {
    auto cancelled = failed_with(form, "57014");
    EXPECT_EQ(code_of(ended(cancelled, 1ms)), errc::query_failed);
    EXPECT_EQ(code_of(ended(cancelled, 1000ms)), errc::timed_out);
    cancelled.stop = stop_reason;
    EXPECT_EQ(code_of(ended(cancelled, 1000ms)), errc::cancelled);
    EXPECT_TRUE(ended(cancelled, 1000ms).cancelled);
  }
  auto unlimited = failed_with(trip_form::read, "57014");
  unlimited.statement_timeout = 0ms;
  EXPECT_EQ(code_of(ended(unlimited, 1h)), errc::query_failed);
}

TEST(attempt, a_stop_that_came_too_late_changes_nothing) {
  auto stopped = of(trip_form::read);
  stopped.stop = stop_reason;
  EXPECT_EQ(code_of(ended(stopped, 1ms)), well);
  stopped.failure = server_report{.sqlstate = "22012"};
  EXPECT_EQ(code_of(ended(stopped, 1ms)), errc::query_failed);
}

TEST(attempt, failures_after_enough_count_for_writes_only) {
  auto read = failed_with(trip_form::read, "22012");
  read.enough = true;
  EXPECT_EQ(code_of(ended(read, 1ms)), well);
  auto write = failed_with(trip_form::write, "22012");
  write.enough = true;
  EXPECT_EQ(code_of(ended(write, 1ms)), errc::query_failed);
}

TEST(attempt, a_read_with_a_row_too_large_fails_however_it_ends) {
  auto read = of(trip_form::read);
  read.refusal = row_too_large(1000);
  read.enough = true;
  EXPECT_EQ(code_of(ended(read, 1ms)), errc::too_large);
  EXPECT_EQ(code_of(lost(read, break_reason)), errc::too_large);
}

TEST(attempt, a_lost_read_is_lost_unless_it_had_what_it_wanted_or_was_to_stop) {
  auto read = of(trip_form::read);
  EXPECT_EQ(code_of(lost(read, break_reason)), errc::connection_lost);
  read.enough = true;
  EXPECT_EQ(code_of(lost(read, break_reason)), well);
  read.stop = stop_reason;
  EXPECT_EQ(code_of(lost(read, break_reason)), errc::cancelled);
}

TEST(attempt, a_lost_write_is_unknown_unless_the_server_had_spoken) {
  for (const auto form : {trip_form::write, trip_form::bare}) {
    auto write = of(form);
    EXPECT_EQ(code_of(lost(write, break_reason)), errc::outcome_unknown);
    write.enough = true;
    EXPECT_EQ(code_of(lost(write, break_reason)), errc::outcome_unknown);
    write.committed = true;
    EXPECT_EQ(code_of(lost(write, break_reason)), well);
    EXPECT_EQ(code_of(lost(failed_with(form, "23505"), break_reason)), errc::query_failed);
  }
}

TEST(attempt, what_libpq_would_cut_is_not_sent) {
  trip what{.form = trip_form::read, .statements = {{catalog_statement("SELECT $1")}}};
  EXPECT_FALSE(unsendable(what));
  what.statements[0].parameters = {{std::string("a\0b", 3)}};
  EXPECT_EQ(unsendable(what).value_or(problem{}).code, errc::invalid_argument);
  what.statements[0].parameters.assign(65'536, {});
  EXPECT_EQ(unsendable(what).value_or(problem{}).code, errc::parameter_mismatch);
}

} // namespace
} // namespace howdah::postgres
