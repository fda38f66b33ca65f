#include "actors/trip_bounds.hpp"
#include "auth/voucher.hpp"

#include <gtest/gtest.h>

#include <utility>

namespace howdah::actors {
namespace {

using namespace std::chrono_literals;

auth::principal_ptr caller(rights may) {
  return *auth::voucher::token_holder("ann", std::make_shared<const rights>(std::move(may)));
}

TEST(trip_bounds, without_a_role_the_server_and_its_session_decide) {
  const auto bounds = trip_bounds({.statement_timeout = 7s, .result_bytes = 9}, *auth::anonymous());
  EXPECT_EQ(bounds.statement_timeout, 7s);
  EXPECT_EQ(bounds.row_bytes, 9U);
  EXPECT_FALSE(bounds.work_mem_kb);
  EXPECT_FALSE(bounds.parallel_workers);
}

TEST(trip_bounds, what_a_role_does_not_limit_stays_as_it_is) {
  const rights role{.role = "r"};
  const auto bounds = trip_bounds({.statement_timeout = 7s}, *caller(role));
  EXPECT_EQ(bounds.statement_timeout, 7s);
  EXPECT_FALSE(bounds.work_mem_kb);
  EXPECT_FALSE(bounds.parallel_workers);
}

TEST(trip_bounds, limits_of_a_role_hold_for_its_trips) {
  const rights role{.role = "r",
                    .limits = {.statement_timeout = 2s, .work_mem = "16MB", .parallel_workers = 0}};
  const auto bounds = trip_bounds({.statement_timeout = 7s, .result_bytes = 9}, *caller(role));
  EXPECT_EQ(bounds.statement_timeout, 2s);
  EXPECT_EQ(bounds.work_mem_kb, 16 * 1024);
  EXPECT_EQ(bounds.parallel_workers, 0) << "none is a limit, too";
  EXPECT_EQ(bounds.row_bytes, 9U);
}

TEST(trip_bounds, postgresql_is_told_of_the_caller_what_the_role_says) {
  EXPECT_FALSE(trip_bounds({}, *caller({.role = "r"})).told);
  const auto bounds = trip_bounds({}, *caller({.role = "r", .told = {.all = true}}));
  ASSERT_TRUE(bounds.told);
  EXPECT_EQ(*bounds.told, std::vector<told_setting>({{"request.jwt.claims", R"({"sub":"ann"})"}}));
}

} // namespace
} // namespace howdah::actors
