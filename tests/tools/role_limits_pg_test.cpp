#include "tests/support/test_cluster.hpp"
#include "tests/tools/tool_caller.hpp"

#include <gtest/gtest.h>

#include <gmock/gmock.h>
#include <memory>

namespace howdah::tests {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

namespace {

rights_ptr limited(role_limits own) {
  return std::make_shared<const rights>(rights{.role = "limited",
                                               .limits = std::move(own)});
}

class role_limits_of_query : public testing::Test {
protected:
  static std::string dsn() {
    return sample_database::shared().dsn({}, sample_copy("role_limits"));
  }
};

std::string notes(const seen_result& of) {
  std::string all;
  for (const auto& each : of.more)
    all += each + '\n';
  return all;
}

constexpr const char* many = "select g from generate_series(1, 1000) g";

} // namespace

TEST_F(role_limits_of_query, rows_stop_at_the_limit_of_the_role) {
  tool_caller caller(dsn(), {.may = limited({.rows = 7})});
  const auto got = caller.query(many);
  EXPECT_FALSE(got.is_error) << got.text;
  EXPECT_THAT(got.text, AllOf(HasSubstr("\n7"), Not(HasSubstr("\n8"))));
  EXPECT_THAT(notes(got), Not(HasSubstr("raise row_limit"))) << "the caller cannot";
}

TEST_F(role_limits_of_query, a_row_limit_beyond_that_of_the_role_is_brought_down_and_told) {
  tool_caller caller(dsn(), {.may = limited({.rows = 7})});
  const auto got
    = caller.call("query", R"({"sql":"select g from generate_series(1, 9) g","row_limit":8})");
  EXPECT_THAT(got.text, Not(HasSubstr("\n8")));
  EXPECT_THAT(notes(got), HasSubstr("row_limit lies between 1 and 7; 7 was taken."));
}

TEST_F(role_limits_of_query, a_smaller_row_limit_of_the_caller_holds) {
  tool_caller caller(dsn(), {.may = limited({.rows = 7})});
  const auto got
    = caller.call("query", R"({"sql":"select g from generate_series(1, 9) g","row_limit":3})");
  EXPECT_THAT(got.text, AllOf(HasSubstr("\n3"), Not(HasSubstr("\n4"))));
  EXPECT_THAT(notes(got), HasSubstr("raise row_limit (at most 7)"));
}

TEST_F(role_limits_of_query, a_role_cannot_widen_what_the_server_allows) {
  tool_caller caller(
    dsn(), {.bounds = {.row_limit_default = 5, .row_limit_max = 5}, .may = limited({.rows = 900})});
  EXPECT_THAT(caller.query(many).text, AllOf(HasSubstr("\n5"), Not(HasSubstr("\n6"))));
}

} // namespace howdah::tests
