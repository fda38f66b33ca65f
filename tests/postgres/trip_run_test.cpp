#include "postgres/trip_run.hpp"

#include <gtest/gtest.h>

namespace howdah::postgres {
namespace {

struct deaf : consumer {
  void columns(std::size_t, std::span<const column>) override {}
  appetite row(std::size_t, const row_view&) override { return appetite::more; }
  void complete(std::size_t, std::string_view) override {}
};

TEST(trip_run, a_setting_that_could_not_be_reset_makes_the_session_unclean) {
  deaf sink;
  statement_cache statements;
  trip_run run(trip{trip_form::catalog}, {}, sink, session::clock::now());
  run.completed({.kind = step_kind::housekeeping}, "SET");
  EXPECT_FALSE(run.may_leave_session_state());
  run.failed({.kind = step_kind::housekeeping}, {.sqlstate = "57014"}, statements);
  EXPECT_TRUE(run.may_leave_session_state());
  EXPECT_FALSE(run.ended(session::clock::now()).failure) << "the statement itself went well";
}

} // namespace
} // namespace howdah::postgres
