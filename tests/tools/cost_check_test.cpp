#include "tools/cost_check.hpp"

#include <gtest/gtest.h>

#include <gmock/gmock.h>

namespace howdah::tools {
namespace {

using testing::AllOf;
using testing::HasSubstr;

std::string plan(const std::string& cost, const std::string& rows, const std::string& more = {}) {
  return R"([{"Plan": {"Node Type": "Seq Scan", "Total Cost": )" + cost + R"(, "Plan Rows": )"
         + rows + more + "}}]";
}

/// The rule, or "fine".
std::string verdict(const std::string& text, const role_limits& own) {
  const auto why = over_limits(text, own);
  if (why) {
    EXPECT_EQ(why->code, errc::access_denied);
    EXPECT_THAT(why->message, testing::StartsWith("Access denied: "));
    EXPECT_FALSE(why->hint.empty());
  }
  return why ? why->rule : "fine";
}

TEST(cost_check, a_limit_is_the_most_that_may_be) {
  EXPECT_EQ(verdict(plan("100.00", "5"), {.cost = 100}), "fine");
  EXPECT_EQ(verdict(plan("100.01", "5"), {.cost = 100}), "max_cost");
  EXPECT_EQ(verdict(plan("100.01", "5"), {.cost = 100.5}), "fine");
  EXPECT_EQ(verdict(plan("7.5", "10"), {.estimated_rows = 10}), "fine");
  EXPECT_EQ(verdict(plan("7.5", "11"), {.estimated_rows = 10}), "max_rows_estimate");
}

TEST(cost_check, each_limit_holds_alone_and_with_the_other) {
  EXPECT_EQ(verdict(plan("1e9", "5"), {.estimated_rows = 10}), "fine");
  EXPECT_EQ(verdict(plan("5", "1e9"), {.cost = 10}), "fine");
  EXPECT_EQ(verdict(plan("5", "50"), {.cost = 10, .estimated_rows = 10}), "max_rows_estimate");
  EXPECT_EQ(verdict(plan("50", "50"), {.cost = 10, .estimated_rows = 10}), "max_cost");
}

TEST(cost_check, a_denial_has_both_figures) {
  EXPECT_THAT(over_limits(plan("1234567.89", "5"), {.cost = 1e6})->message,
              AllOf(HasSubstr("1234567.89"), HasSubstr("1000000.")));
  EXPECT_THAT(over_limits(plan("5", "2000000"), {.estimated_rows = 1000})->message,
              AllOf(HasSubstr("2000000 rows"), HasSubstr("1000.")));
  EXPECT_THAT(over_limits(plan(std::string(200, '9'), "5"), {.cost = 1e6})->message,
              HasSubstr("1e+200"));
}

TEST(cost_check, numbers_beyond_what_a_double_holds_are_over_every_limit) {
  EXPECT_EQ(verdict(plan(std::string(400, '9'), "5"), {.cost = 1e300}), "max_cost");
}

TEST(cost_check, what_cannot_be_read_is_refused) {
  for (const std::string text :
       {"", "[", "{}", "null", R"([{"Plan": {}}])", R"([{"Plan": {"Total Cost": 5}}])",
        R"([{"Plan": {"Plan Rows": 5}}])", R"([{"Plan": {"Total Cost": "5", "Plan Rows": 5}}])",
        R"([{"Plan": null}])", R"([{"Plan": {"Total Cost": Infinity, "Plan Rows": 5}}])"})
    EXPECT_EQ(verdict(text, {.cost = 1e300, .estimated_rows = 1e300}), "max_cost") << text;
}

TEST(cost_check, what_will_not_run_costs_nothing) {
  EXPECT_EQ(verdict("[]", {.cost = 1}), "fine");
  EXPECT_EQ(verdict(R"(["Utility statements have no plan structure"])", {.cost = 1}), "fine");
}

TEST(cost_check, of_several_plans_each_is_held_to_the_limits) {
  const auto cheap = plan("1", "1"), dear = plan("1000", "1");
  const auto both = cheap.substr(0, cheap.size() - 1) + ',' + dear.substr(1);
  EXPECT_EQ(verdict(both, {.cost = 10}), "max_cost");
  EXPECT_EQ(verdict(both, {.cost = 1000}), "fine");
}

TEST(cost_check, rows_that_a_write_takes_are_its_rows) {
  const auto write = [](const std::string& own, const std::string& kind) {
    return R"([{"Plan": {"Node Type": "ModifyTable", "Total Cost": 9, "Plan Rows": )" + own
           + R"(, "Plans": [{"Parent Relationship": ")" + kind + R"(", "Plan Rows": 500}]}}])";
  };
  EXPECT_EQ(verdict(write("0", "Outer"), {.estimated_rows = 10}), "max_rows_estimate");
  EXPECT_EQ(verdict(write("0", "Member"), {.estimated_rows = 10}), "max_rows_estimate");
  EXPECT_EQ(verdict(write("0", "Outer"), {.estimated_rows = 500}), "fine");
  EXPECT_EQ(verdict(write("0", "InitPlan"), {.estimated_rows = 10}), "fine");
  EXPECT_EQ(verdict(write("7", "Outer"), {.estimated_rows = 10}), "fine") << "has RETURNING";
}

} // namespace
} // namespace howdah::tools
