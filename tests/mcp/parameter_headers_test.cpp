#include "mcp/parameter_headers.hpp"
#include "tests/mcp/parsing.hpp"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

using namespace howdah;
using namespace howdah::mcp;
using howdah::tests::json;
using type = parameter_descriptor::type;

namespace {

const tool_descriptor routed{.name = "routed",
                             .title = "Routed",
                             .description = "Goes where it is sent.",
                             .parameters = {
                               {.name = "region", .nullable = true, .header = "Region"},
                               {.name = "shard", .kind = type::integer, .header = "Shard"},
                               {.name = "dry", .kind = type::boolean, .header = "Dry-Run"},
                               {.name = "sql"},
                             }};

using headers = std::vector<parameter_header>;

bool fits(const std::string& arguments, const headers& sent) {
  const json given(arguments);
  const auto checked = check_parameter_headers(routed, given.root(), sent);
  EXPECT_TRUE(checked || checked.error().code == errc::header_mismatch);
  return bool(checked);
}

TEST(parameter_headers, repeat_every_marked_argument_that_is_given) {
  EXPECT_TRUE(fits(R"({"region":"eu","shard":42,"dry":true,"sql":"select 1"})",
                   {{"Region", "eu"}, {"Shard", "42"}, {"Dry-Run", "true"}}));
  EXPECT_FALSE(fits(R"({"region":"eu"})", {}));
  EXPECT_FALSE(fits(R"({"region":"eu"})", {{"Regio", "eu"}}));
  EXPECT_FALSE(fits(R"({"region":"eu","shard":42})", {{"Region", "eu"}}));
}

TEST(parameter_headers, are_not_expected_for_what_is_absent_or_null) {
  EXPECT_TRUE(fits("{}", {}));
  EXPECT_TRUE(fits(R"({"region":null,"sql":"select 1"})", {}));
}

TEST(parameter_headers, that_no_parameter_asks_for_are_passed_over) {
  EXPECT_TRUE(fits(R"({"sql":"select 1"})", {{"Sql", "select 2"}, {"Other", std::nullopt}}));
}

TEST(parameter_headers, come_once_since_two_readers_would_believe_different_ones) {
  EXPECT_FALSE(fits(R"({"region":"eu"})", {{"Region", "eu"}, {"region", "us"}}));
  EXPECT_FALSE(fits(R"({"region":"eu"})", {{"Region", "eu"}, {"Other", "x"}, {"Region", "eu"}}));
  EXPECT_TRUE(fits(R"({"region":"eu"})", {{"Region", "eu"}, {"Other", "x"}, {"Other", "y"}}));
}

TEST(parameter_headers, have_names_without_case_and_values_with_it) {
  EXPECT_TRUE(fits(R"({"region":"eu"})", {{"REGION", "eu"}}));
  EXPECT_FALSE(fits(R"({"region":"eu"})", {{"Region", "EU"}}));
  EXPECT_FALSE(fits(R"({"dry":true})", {{"dry-run", "True"}}));
}

TEST(parameter_headers, compare_integers_as_numbers) {
  for (const auto* same : {"42", "42.0", "4.2e1"})
    EXPECT_TRUE(fits(R"({"shard":42})", {{"Shard", same}})) << same;
  for (const auto* other : {"", "43", "42.5", "0x2a", "\"42\"", "[42]", "NaN"})
    EXPECT_FALSE(fits(R"({"shard":42})", {{"Shard", other}})) << other;
  EXPECT_TRUE(fits(R"({"shard":42.0})", {{"Shard", "42"}}));
}

TEST(parameter_headers, of_empty_and_unusual_texts_are_compared_as_they_are) {
  EXPECT_TRUE(fits(R"({"region":""})", {{"Region", ""}}));
  EXPECT_TRUE(fits(R"({"region":" a\tб "})", {{"Region", " a\tб "}}));
  EXPECT_FALSE(fits(R"({"region":"eu"})", {{"Region", "eu "}}));
}

TEST(parameter_headers, that_are_not_base64_are_a_mismatch) {
  EXPECT_FALSE(fits(R"({"region":"eu"})", {{"Region", std::nullopt}}));
  const json given(R"({"region":"eu"})");
  const auto checked = check_parameter_headers(routed, given.root(), {{"Region", std::nullopt}});
  ASSERT_FALSE(checked);
  EXPECT_EQ(checked.error().message, "Header Mcp-Param-Region is not valid base64.");
}

TEST(parameter_headers, of_arguments_that_are_no_object_are_left_to_their_own_check) {
  EXPECT_TRUE(fits("[]", {}));
  EXPECT_TRUE(fits("null", {{"Region", "eu"}}));
}

} // namespace
