#include "mcp/document.hpp"
#include "tools/catalogue.hpp"

#include <gtest/gtest.h>

#include <gmock/gmock.h>
#include <string>
#include <vector>

namespace howdah::tools {

using testing::ElementsAre;

namespace {

std::vector<std::string> names(const catalogue& of) {
  std::vector<std::string> all;
  for (const auto& each : of.tools)
    all.emplace_back(each->descriptor().name);
  return all;
}

} // namespace

TEST(standard_catalogue, the_tools_stand_in_the_order_of_the_original) {
  EXPECT_THAT(names(standard_catalogue({}, access_mode::read_only)),
              ElementsAre("query", "list_schemas", "list_tables", "describe_table",
                          "get_foreign_keys", "find_relationships", "server_info", "db_identity"));
}

TEST(standard_catalogue, the_list_of_tools_is_small_in_every_mode_and_revision) {
  for (const auto mode :
       {access_mode::read_only, access_mode::read_write, access_mode::unrestricted})
    for (const auto rev :
         {mcp::revision::v2024_11_05, mcp::newest_legacy, mcp::revision::v2026_07_28}) {
      const auto offered = standard_catalogue({}, mode);
      std::size_t bytes = 0;
      for (const auto& each : offered.tools)
        bytes += mcp::to_json(each->descriptor(), rev).size() + 1;
      EXPECT_LE(bytes, 1'000U * offered.tools.size()) << mcp::name_of(rev);
    }
}

TEST(standard_catalogue, every_output_schema_is_an_object_that_leaves_room_for_an_error) {
  for (const auto& each : standard_catalogue({}, access_mode::read_write).tools) {
    SCOPED_TRACE(each->descriptor().name);
    mcp::document schema;
    ASSERT_FALSE(schema.load(each->descriptor().output_schema));
    EXPECT_EQ(schema.root()["type"].string(), "object");
    EXPECT_TRUE(schema.root()["properties"].is_object());
    EXPECT_FALSE(schema.root()["required"]);
    EXPECT_FALSE(schema.root()["additionalProperties"]);
  }
}

TEST(standard_catalogue, only_query_may_write_and_only_where_the_mode_lets_it) {
  for (const auto mode :
       {access_mode::read_only, access_mode::read_write, access_mode::unrestricted})
    for (const auto& each : standard_catalogue({}, mode).tools) {
      const auto writes = mode != access_mode::read_only && each->descriptor().name == "query";
      EXPECT_EQ(each->descriptor().hints.read_only, !writes);
      EXPECT_EQ(each->descriptor().hints.destructive, writes);
    }
}

TEST(standard_catalogue, the_prompts_and_the_templates_have_their_names) {
  const auto all = standard_catalogue({}, access_mode::read_only);
  EXPECT_NE(all.find_prompt("write_safe_select"), nullptr);
  EXPECT_NE(all.find_prompt("explain_plan_tips"), nullptr);
  EXPECT_EQ(all.find_prompt("nope"), nullptr);
  EXPECT_NE(all.find_prompt("profile_column"), nullptr);
  EXPECT_NE(all.find_prompt("review_role"), nullptr);
  EXPECT_EQ(all.resources.front()->descriptor().uri_template, "table://{schema}/{table}");
  EXPECT_NE(all.find_template("schema://{schema}"), nullptr);
  EXPECT_EQ(all.find_template("schema://public"), nullptr);
}

} // namespace howdah::tools
