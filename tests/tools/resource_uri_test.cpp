#include "tools/resource_uri.hpp"

#include <gtest/gtest.h>

#include <string>

namespace howdah::tools {

namespace {

std::string parsed(std::string_view uri) {
  const auto found = parse_table_uri(uri);
  return found ? found->schema + '|' + found->table : "none";
}

} // namespace

TEST(table_uri, schema_and_table_are_decoded) {
  EXPECT_EQ(parsed("table://public/customer"), "public|customer");
  EXPECT_EQ(parsed("table://Mixed%20Schema/Tbl.With.Dots"), "Mixed Schema|Tbl.With.Dots");
  EXPECT_EQ(parsed("table://s/a%2Fb%22%25%e6%bc%a2"), "s|a/b\"%漢");
  EXPECT_EQ(parsed("TABLE://s/t"), "s|t");
}

TEST(table_uri, characters_that_should_be_escaped_are_taken_as_they_are) {
  EXPECT_EQ(parsed("table://public/Mixed Case"), "public|Mixed Case");
  EXPECT_EQ(parsed("table://public/x\" WHERE id=1 --"), "public|x\" WHERE id=1 --");
  EXPECT_EQ(parsed("table://public/漢"), "public|漢");
}

TEST(table_uri, other_forms_are_none) {
  for (const auto* uri : {"",
                          "table",
                          "table://",
                          "table://a",
                          "table://a/",
                          "table:///b",
                          "table://a/b/c",
                          "table://a/b/",
                          "table:/a/b",
                          "tables://a/b",
                          "file:///etc/passwd",
                          "table://a/b?x=1",
                          "table://a/b#c",
                          "table://a?/b",
                          "table://a/b%",
                          "table://a/b%2",
                          "table://a/b%zz",
                          "table://a/b%+1",
                          "table://a/b%00",
                          "table://a/b%ff",
                          "table://%C0%80/b"})
    EXPECT_EQ(parsed(uri), "none") << uri;
}

TEST(schema_uri, is_decoded_like_that_of_a_table) {
  EXPECT_EQ(parse_schema_uri("schema://Mixed%20Schema"), "Mixed Schema");
  EXPECT_EQ(parse_schema_uri("Schema://a.b"), "a.b");
  for (const auto* uri : {"", "schema://", "schema://a/", "schema://a/b", "schema://a?x",
                          "table://a", "schema://%", "schema://%00", "schema:a"})
    EXPECT_EQ(parse_schema_uri(uri), std::nullopt) << uri;
}

TEST(resource_uri, written_is_read_again) {
  for (const std::string name :
       {"customer", "Mixed Case", "a/b?c#d%e", "\"q\"", "漢字", "..", "~", "\x01"})
    for (const std::string schema : {"public", "s/s", "%"}) {
      const auto read = parse_table_uri(uri_of({schema, name}));
      ASSERT_TRUE(read) << name;
      EXPECT_EQ(read->schema, schema);
      EXPECT_EQ(read->table, name);
      EXPECT_EQ(parse_schema_uri(uri_of_schema(name)), name);
    }
  EXPECT_EQ(uri_of({"public", "a b"}), "table://public/a%20b");
}

} // namespace howdah::tools
