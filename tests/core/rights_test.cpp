#include "core/rights.hpp"

#include <gtest/gtest.h>

#include <regex.h>

namespace howdah {
namespace {

name_pattern pattern(const char* text) {
  return name_pattern(text);
}

TEST(name_pattern, a_star_stands_for_any_characters_and_all_others_for_themselves) {
  EXPECT_TRUE(pattern("*").matches(""));
  EXPECT_TRUE(pattern("*").matches("a.b"));
  EXPECT_TRUE(pattern("sales_*").matches("sales_"));
  EXPECT_TRUE(pattern("*_log*").matches("a_lo_log_2"));
  EXPECT_TRUE(pattern("a*b*c").matches("abbc"));
  EXPECT_FALSE(pattern("a*b*c").matches("acb"));
  EXPECT_FALSE(pattern("sales_*").matches("sale_x"));
  EXPECT_FALSE(pattern("customer").matches("Customer"));
  EXPECT_FALSE(pattern("customer").matches("customers"));
  EXPECT_FALSE(pattern("").matches("x"));
  EXPECT_FALSE(pattern("a?c").matches("abc"));
}

TEST(name_pattern, many_stars_take_no_more_than_quadratic_time) {
  EXPECT_FALSE(pattern("*a*a*a*a*a*a*a*a*a*a*a*a*a*b").matches(std::string(5000, 'a')));
}

/// By POSIX, which is what PostgreSQL's expressions extend.
bool posix_match(const std::string& expression, const char* name) {
  regex_t compiled{};
  EXPECT_EQ(regcomp(&compiled, expression.c_str(), REG_EXTENDED | REG_NOSUB), 0) << expression;
  const bool matched = regexec(&compiled, name, 0, nullptr, 0) == 0;
  regfree(&compiled);
  return matched;
}

TEST(name_pattern, its_regular_expression_means_the_same) {
  for (const auto* text : {"*", "a*", "a.b", "x(y", "a|b", "[z]", "p\\q", "a+b$^{}?", ""})
    for (const auto* name :
         {"", "a", "ab", "a.b", "axb", "x(y", "a|b", "b", "z", "[z]", "p\\q", "a+b$^{}?", "aab"})
      EXPECT_EQ(posix_match(pattern(text).regex(), name), pattern(text).matches(name))
        << text << " on " << name;
}

rights analyst() {
  return {.role = "analyst",
          .operations = {"select"},
          .schemas = {pattern("public"), pattern("sales_*")},
          .tables = {{.name = pattern("*")}},
          .deny = {{.schema = pattern("public"), .name = pattern("*_secret")}}};
}

TEST(rights, nobody_may_what_is_not_said) {
  const rights none{};
  EXPECT_FALSE(none.may("select"));
  EXPECT_FALSE(none.reaches("public"));
  EXPECT_FALSE(none.reaches("public", "t"));
  EXPECT_FALSE(none.calls("public", "f"));
}

TEST(rights, a_relation_is_in_reach_when_its_schema_and_its_name_are_and_nothing_denies_it) {
  const auto may = analyst();
  EXPECT_TRUE(may.reaches("public", "customer"));
  EXPECT_TRUE(may.reaches("sales_eu", "orders"));
  EXPECT_FALSE(may.reaches("internal", "customer"));
  EXPECT_FALSE(may.reaches("public", "my_secret"));
  EXPECT_TRUE(may.reaches("sales_eu", "my_secret"));
}

TEST(rights, a_qualified_table_is_one_schemas) {
  auto may = analyst();
  may.tables = {{.schema = pattern("public"), .name = pattern("customer")}};
  EXPECT_TRUE(may.reaches("public", "customer"));
  EXPECT_FALSE(may.reaches("sales_eu", "customer"));
  EXPECT_TRUE(may.names("public", "customer"));
  may.tables.front().name = pattern("c*");
  EXPECT_TRUE(may.reaches("public", "customer"));
  EXPECT_FALSE(may.names("public", "customer"));
}

TEST(rights, no_pattern_reaches_the_schemas_of_the_system) {
  auto may = analyst();
  may.schemas = {pattern("*")};
  EXPECT_TRUE(may.reaches("anything"));
  for (const auto* system : {"pg_catalog", "information_schema", "pg_toast", "pg_temp_3"})
    EXPECT_FALSE(may.reaches(system)) << system;
  may.schemas.push_back(pattern("pg_catalog"));
  EXPECT_TRUE(may.reaches("pg_catalog", "pg_class"));
}

TEST(rights, columns_are_open_masked_or_hidden) {
  auto may = analyst();
  const qualified_pattern users{.name = pattern("users")};
  may.columns = {{.of = users, .deny = {pattern("ssn")}, .mask = {pattern("e*"), pattern("ssn")}},
                 {.of = {.schema = pattern("sales_*"), .name = pattern("users")},
                  .allow = std::vector{pattern("id")}}};
  EXPECT_TRUE(may.restricts("public", "users"));
  EXPECT_FALSE(may.restricts("public", "orders"));
  EXPECT_EQ(may.access("public", "users", "id"), column_access::open);
  EXPECT_EQ(may.access("public", "users", "email"), column_access::masked);
  EXPECT_EQ(may.access("public", "users", "ssn"), column_access::hidden);
  EXPECT_EQ(may.access("sales_eu", "users", "email"), column_access::hidden);
  EXPECT_EQ(may.access("sales_eu", "users", "id"), column_access::open);
  EXPECT_EQ(may.access("public", "orders", "ssn"), column_access::open);
}

TEST(rights, tools_are_all_or_those_that_are_named) {
  auto may = analyst();
  EXPECT_TRUE(may.uses_tool("query"));
  may.tools = std::vector{pattern("list_*")};
  EXPECT_TRUE(may.uses_tool("list_tables"));
  EXPECT_FALSE(may.uses_tool("query"));
}

} // namespace
} // namespace howdah
