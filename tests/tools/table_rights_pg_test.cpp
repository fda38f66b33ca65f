#include "tests/support/test_cluster.hpp"
#include "tests/tools/tool_caller.hpp"

#include <gtest/gtest.h>

#include <gmock/gmock.h>
#include <string>
#include <utility>
#include <vector>

namespace howdah::tests {

namespace {

using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

constexpr auto made
  = "create schema own; create schema other;"
    "create table own.pair (a int, b text, c text, d text, primary key (b, a));"
    "insert into own.pair values (1, 'y', 'c1', 'd1'), (2, 'x', 'c2', 'd2'), (3, 'x', 'c3', 'd0');"
    "create table own.\"odd \"\"name\" (\"B \"\"col\" text, p point, \"Hidden\" text);"
    "insert into own.\"odd \"\"name\" values ('b', '(1,2)', 'h'), ('a', '(0,0)', 'h');"
    "create table own.whole (id int, body text, author text) partition by list (id);"
    "create table own.half partition of own.whole for values in (1) partition by list (body);"
    "create table own.part partition of own.half for values in ('x');"
    "insert into own.whole values (1, 'x', 'ada');"
    "create table own.heir (more text) inherits (own.pair);"
    "insert into own.heir values (9, 'z', 'c9', 'd9', 'm');"
    "create table other.thing (id int); create table own.denied (id int)";

std::string own_dsn() {
  return sample_database::shared().dsn("", sample_copy("table_rights"));
}

/// May read all of schema own, but for `rules`.
std::string read(const std::string& uri, std::vector<column_rule> rules) {
  auto may = std::make_shared<rights>(rights{.role = "reader",
                                             .operations = {"select"},
                                             .schemas = {name_pattern("own")},
                                             .tables = {{.name = name_pattern("*")}},
                                             .deny = {{.name = name_pattern("denied")}},
                                             .columns = std::move(rules)});
  return tool_caller(own_dsn(), {.may = std::move(may)}).read(uri);
}

column_rule rule(const std::string& relation, const std::vector<std::string>& deny,
                 const std::vector<std::string>& mask = {}) {
  column_rule out{.of = {.name = name_pattern(relation)}};
  for (const auto& each : deny)
    out.deny.emplace_back(each);
  for (const auto& each : mask)
    out.mask.emplace_back(each);
  return out;
}

class table_rights : public testing::Test {
protected:
  static void SetUpTestSuite() { administrate(made, own_dsn()); }
};

} // namespace

TEST_F(table_rights, hidden_columns_are_left_out) {
  EXPECT_EQ(read("table://own/part", {}), R"([{"id": 1, "body": "x", "author": "ada"}])");
  EXPECT_EQ(read("table://own/part", {rule("part", {"author"})}), R"([{"id": 1, "body": "x"}])");
  EXPECT_EQ(read("table://own/odd%20%22name", {rule("odd*", {"Hid*"})}),
            R"x([{"B \"col": "a", "p": "(0,0)"}, {"B \"col": "b", "p": "(1,2)"}])x");
}

TEST_F(table_rights, a_mark_stands_for_what_is_masked) {
  EXPECT_EQ(read("table://own/part", {rule("part", {}, {"a*", "id"})}),
            R"([{"id": "***", "body": "x", "author": "***"}])");
}

TEST_F(table_rights, the_order_tells_nothing_of_hidden_or_masked_columns) {
  EXPECT_EQ(read("table://own/pair", {rule("pair", {"c", "d"})}),
            R"([{"a": 2, "b": "x"}, {"a": 3, "b": "x"}, {"a": 1, "b": "y"}, {"a": 9, "b": "z"}])");
  for (const auto& [deny, mask] :
       {std::pair<std::vector<std::string>, std::vector<std::string>>{{"b", "c"}, {}},
        {{"c"}, {"b"}}}) {
    const auto rows = read("table://own/pair", {rule("pair", deny, mask)});
    EXPECT_LT(rows.find(R"("a": 1)"), rows.find(R"("a": 2)")) << rows;
    EXPECT_LT(rows.find(R"("a": 2)"), rows.find(R"("a": 3)")) << rows;
    EXPECT_THAT(rows, Not(HasSubstr("\"x\"")));
  }
}

TEST_F(table_rights, with_all_columns_hidden_only_the_number_of_rows_is_left) {
  EXPECT_EQ(read("table://own/part", {rule("*", {"*"})}), "[{}]");
}

TEST_F(table_rights, what_a_column_is_in_an_ancestor_it_is_in_its_heirs) {
  EXPECT_EQ(read("table://own/part", {rule("whole", {"author"}, {"body"})}),
            R"([{"id": 1, "body": "***"}])");
  EXPECT_EQ(read("table://own/heir", {rule("pair", {"a", "b"}, {"c"})}),
            R"([{"c": "***", "d": "d9", "more": "m"}])");
}

TEST_F(table_rights, what_is_out_of_reach_is_denied_whether_it_exists_or_not) {
  for (const auto* uri : {"table://other/thing", "table://other/nothing"})
    EXPECT_THAT(read(uri, {}), StartsWith("error access_denied: Access denied: schema 'other' "));
  EXPECT_THAT(read("table://own/denied", {}),
              StartsWith("error access_denied: Access denied: table 'own.denied' "));
  EXPECT_THAT(read("table://own/nothing", {}), StartsWith("error resource_not_found"));
}

} // namespace howdah::tests
