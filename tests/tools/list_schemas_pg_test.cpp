#include "tests/tools/catalog_tools.hpp"

#include <gmock/gmock.h>

namespace howdah::tests {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

std::vector<std::string> names_of(const seen_result& result) {
  mcp::document page;
  EXPECT_FALSE(page.load(result.text)) << result.text;
  std::vector<std::string> names;
  for (const auto item : page.root()["items"].elements())
    names.emplace_back(*item["schema_name"].string());
  return names;
}

seen_result list(const std::string& arguments, const std::string& login = "mcp_owner") {
  return sample_database::shared().call("list_schemas", arguments, login);
}

TEST(list_schemas, a_schema_whose_name_begins_like_pg_is_a_users_schema) {
  EXPECT_THAT(names_of(list("{}")), ElementsAre("Mixed Schema", "analytics", "empty_schema",
                                                "internal", "pgstats_app", "public", "sales"));
}

TEST(list_schemas, an_underscore_of_the_caller_is_any_character_and_an_escaped_one_is_not) {
  EXPECT_THAT(names_of(list(R"({"name_pattern":"sale_"})")), ElementsAre("sales"));
  EXPECT_THAT(names_of(list(R"({"name_pattern":"%\\_%"})")),
              ElementsAre("empty_schema", "pgstats_app"));
  EXPECT_THAT(names_of(list(R"({"name_pattern":"SALES"})")), ElementsAre("sales"));
}

TEST(list_schemas, comes_in_one_trip_with_comments) {
  const auto result = list(R"({"name_pattern":"public"})");
  EXPECT_EQ(result.trips, 1);
  EXPECT_THAT(result.structured, HasSubstr(R"("comment":"standard public schema")"));
}

TEST(list_schemas, refuses_a_pattern_that_ends_in_half_an_escape) {
  const auto result = list(R"({"name_pattern":"sales\\"})");
  EXPECT_TRUE(result.is_error);
  EXPECT_THAT(result.text, HasSubstr("backslash"));
}

TEST(list_schemas, a_cursor_of_other_arguments_is_an_error) {
  mcp::document page;
  ASSERT_FALSE(page.load(list(R"({"page_size":2})").text));
  const std::string cursor(*page.root()["next_cursor"].string());
  EXPECT_THAT(names_of(list(R"({"page_size":3,"cursor":")" + cursor + "\"}")),
              ElementsAre("empty_schema", "internal", "pgstats_app"));
  EXPECT_TRUE(list(R"({"include_system":true,"cursor":")" + cursor + "\"}").is_error);
  EXPECT_TRUE(list(R"({"name_pattern":"%","cursor":")" + cursor + "\"}").is_error);
}

TEST(list_schemas, an_offset_beyond_the_end_is_an_empty_page) {
  const auto result = list(R"({"cursor":"eyJvZmZzZXQiOiA5MjIzMzcyMDM2ODU0Nzc1ODA3fQ=="})");
  EXPECT_FALSE(result.is_error);
  EXPECT_THAT(names_of(result), IsEmpty());
}

TEST(list_schemas, without_a_database_there_is_nothing_to_list) {
  const auto caller = auth::anonymous();
  const auto seal = auth::sealer::random();
  const tools::server_facts facts;
  const limits bounds;
  for (const auto* name : {"list_schemas", "list_tables"}) {
    const auto result
      = seen(catalog_tool(name).without_database({facts, bounds, seal, caller, {}}));
    EXPECT_FALSE(result.is_error);
    EXPECT_EQ(normal(result.text), R"({"items":[],"next_cursor":null})");
  }
  for (const auto* name : {"describe_table", "get_foreign_keys", "find_relationships"}) {
    const auto result
      = seen(catalog_tool(name).without_database({facts, bounds, seal, caller, {}}));
    EXPECT_TRUE(result.is_error);
    EXPECT_EQ(result.text, "Database not configured. Provide --conn or set DATABASE_URL.");
  }
}

} // namespace
} // namespace howdah::tests
