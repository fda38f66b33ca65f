#include "tests/tools/catalog_tools.hpp"
#include "tools/catalogue.hpp"

#include <gtest/gtest.h>

namespace howdah::tests {
namespace {

bool is_a(mcp::value type, mcp::value what) {
  if (type.is_array()) {
    for (const auto each : type.elements())
      if (is_a(each, what))
        return true;
    return false;
  }
  const auto name = *type.string();
  return (name == "string" && what.is_string()) || (name == "object" && what.is_object())
         || (name == "array" && what.is_array()) || (name == "null" && what.is_null())
         || (name == "boolean" && what.is_bool()) || (name == "integer" && what.integer());
}

/// The part of JSON Schema that our output schemas use.
void expect_fits(mcp::value schema, mcp::value what, const std::string& where) {
  EXPECT_TRUE(is_a(schema["type"], what)) << where << ": " << what.text();
  for (const auto name : schema["required"].elements())
    EXPECT_TRUE(what[*name.string()]) << where << " lacks " << *name.string();
  for (const auto& [name, inner] : schema["properties"].members())
    if (what[name])
      expect_fits(inner, what[name], where + '.' + std::string(name));
  if (schema["items"])
    for (const auto each : what.elements())
      expect_fits(schema["items"], each, where + "[]");
}

} // namespace

TEST(catalog_schemas, structured_content_fits_the_published_schema_also_of_errors) {
  for (const auto& [name, arguments] :
       {std::pair("list_schemas", R"({"page_size":2})"),
        {"list_schemas", "{}"},
        {"list_schemas", R"({"cursor":"!"})"},
        {"list_tables", "{}"},
        {"list_tables", R"({"schema":"nope"})"},
        {"describe_table", R"({"table_name":"customer"})"},
        {"describe_table", R"({"table_name":"no_columns"})"},
        {"describe_table", R"({"table_name":"nope"})"},
        {"get_foreign_keys", R"({"table_name":"orders","schema":"sales"})"},
        {"find_relationships", R"({"table_name":"orders"})"}}) {
    const auto& tool = catalog_tool(name);
    mcp::document schema, content;
    ASSERT_FALSE(schema.load(tool.descriptor().output_schema));
    ASSERT_FALSE(content.load(sample_database::shared().call(name, arguments).structured));
    expect_fits(schema.root(), content.root(), name);
  }
}

TEST(catalog_schemas, what_the_catalog_tools_say_of_themselves_is_true_and_short) {
  std::size_t bytes = 0;
  for (const auto* name : {"list_schemas", "list_tables", "describe_table", "get_foreign_keys",
                           "find_relationships"}) {
    const auto& descriptor = catalog_tool(name).descriptor();
    bytes += mcp::to_json(descriptor, mcp::newest_legacy).size();
    EXPECT_FALSE(descriptor.icon.path.empty()) << name;
    EXPECT_TRUE(descriptor.hints.read_only && descriptor.hints.idempotent) << name;
    EXPECT_FALSE(descriptor.hints.destructive || descriptor.hints.open_world) << name;
    EXPECT_FALSE(descriptor.title.empty()) << name;
  }
  EXPECT_LT(bytes, 5000u);
}

TEST(catalog_schemas, the_list_of_all_tools_stays_within_8_kib) {
  const auto all = tools::standard_catalogue({}, access_mode::read_write);
  for (const auto rev : {mcp::newest_legacy, mcp::revision::v2026_07_28}) {
    std::size_t bytes = 0;
    for (const auto* descriptor : all.tool_descriptors())
      bytes += mcp::to_json(*descriptor, rev).size() + 1;
    EXPECT_LT(bytes, 8000u); // what goes around them takes the rest
  }
}

} // namespace howdah::tests
