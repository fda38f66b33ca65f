#include "core/narrowed.hpp"

#include <gtest/gtest.h>

namespace howdah {
namespace {

using namespace std::chrono_literals;

rights of(role_limits own) {
  return {.role = "r", .limits = std::move(own)};
}

TEST(narrowed, nobody_without_a_role_is_held_to_more_than_the_server_says) {
  const auto bounds = narrowed({.statement_timeout = 7s, .row_limit_max = 70}, nullptr);
  EXPECT_EQ(bounds.statement_timeout, 7s);
  EXPECT_EQ(bounds.row_limit_max, 70U);
}

TEST(narrowed, a_role_that_says_nothing_changes_nothing) {
  const auto role = of({});
  const auto bounds
    = narrowed({.statement_timeout = 7s, .row_limit_default = 50, .row_limit_max = 70}, &role);
  EXPECT_EQ(bounds.statement_timeout, 7s);
  EXPECT_EQ(bounds.row_limit_default, 50U);
  EXPECT_EQ(bounds.row_limit_max, 70U);
}

TEST(narrowed, the_shorter_of_two_timeouts_holds) {
  const auto role = of({.statement_timeout = 5s});
  EXPECT_EQ(narrowed({.statement_timeout = 7s}, &role).statement_timeout, 5s);
  EXPECT_EQ(narrowed({.statement_timeout = 5s}, &role).statement_timeout, 5s);
  EXPECT_EQ(narrowed({.statement_timeout = 3s}, &role).statement_timeout, 3s);
}

TEST(narrowed, any_timeout_is_shorter_than_none) {
  const auto role = of({.statement_timeout = 5s});
  EXPECT_EQ(narrowed({.statement_timeout = 0ms}, &role).statement_timeout, 5s);
}

TEST(narrowed, the_smaller_of_two_row_limits_holds_for_the_default_too) {
  const auto role = of({.rows = 60});
  auto bounds = narrowed({.row_limit_default = 50, .row_limit_max = 70}, &role);
  EXPECT_EQ(bounds.row_limit_default, 50U);
  EXPECT_EQ(bounds.row_limit_max, 60U);
  bounds = narrowed({.row_limit_default = 500, .row_limit_max = 1000}, &role);
  EXPECT_EQ(bounds.row_limit_default, 60U);
  EXPECT_EQ(bounds.row_limit_max, 60U);
  bounds = narrowed({.row_limit_default = 5, .row_limit_max = 10}, &role);
  EXPECT_EQ(bounds.row_limit_max, 10U);
}

} // namespace
} // namespace howdah
