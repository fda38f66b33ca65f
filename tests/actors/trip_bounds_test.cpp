#include "actors/trip_bounds.hpp"

#include <gtest/gtest.h>

namespace howdah::actors {
namespace {

using namespace std::chrono_literals;

TEST(trip_bounds, without_a_role_the_server_and_its_session_decide) {
  const auto bounds = trip_bounds({.statement_timeout = 7s, .result_bytes = 9}, nullptr);
  EXPECT_EQ(bounds.statement_timeout, 7s);
  EXPECT_EQ(bounds.row_bytes, 9U);
  EXPECT_FALSE(bounds.work_mem_kb);
  EXPECT_FALSE(bounds.parallel_workers);
}

TEST(trip_bounds, what_a_role_does_not_limit_stays_as_it_is) {
  const rights role{.role = "r"};
  const auto bounds = trip_bounds({.statement_timeout = 7s}, &role);
  EXPECT_EQ(bounds.statement_timeout, 7s);
  EXPECT_FALSE(bounds.work_mem_kb);
  EXPECT_FALSE(bounds.parallel_workers);
}

TEST(trip_bounds, limits_of_a_role_hold_for_its_trips) {
  const rights role{.role = "r",
                    .limits = {.statement_timeout = 2s, .work_mem = "16MB", .parallel_workers = 0}};
  const auto bounds = trip_bounds({.statement_timeout = 7s, .result_bytes = 9}, &role);
  EXPECT_EQ(bounds.statement_timeout, 2s);
  EXPECT_EQ(bounds.work_mem_kb, 16 * 1024);
  EXPECT_EQ(bounds.parallel_workers, 0) << "none is a limit, too";
  EXPECT_EQ(bounds.row_bytes, 9U);
}

} // namespace
} // namespace howdah::actors
