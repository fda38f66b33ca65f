#include "mcp/document.hpp"
#include "tests/support/test_cluster.hpp"
#include "tests/tools/tool_caller.hpp"

#include <gtest/gtest.h>

#include <gmock/gmock.h>
#include <string>

namespace howdah::tests {

using testing::HasSubstr;
using testing::StartsWith;

namespace {

std::string own_dsn(const std::string& login = {}) {
  return sample_database::shared().dsn(login, sample_copy("table_resource"));
}

class table_resource : public testing::Test {
protected:
  tool_caller caller{own_dsn("mcp_owner")};
};

} // namespace

TEST_F(table_resource, a_table_is_read_by_its_key) {
  administrate(
    "create table public.\"odd \"\"name\"\"/x%\" (b int, a int, v text, primary key (a, b));"
    "insert into public.\"odd \"\"name\"\"/x%\" values (2,1,'x'),(1,1,'y'),(0,2,'z');"
    "alter table public.\"odd \"\"name\"\"/x%\" owner to mcp_owner",
    own_dsn());
  EXPECT_EQ(
    caller.read("table://public/odd%20%22name%22%2Fx%25"),
    R"([{"b": 1, "a": 1, "v": "y"}, {"b": 2, "a": 1, "v": "x"}, {"b": 0, "a": 2, "v": "z"}])");
  EXPECT_EQ(
    caller.read("table://sales/region"),
    R"([{"country": "DE", "code": "BY", "label": "Bayern"}, {"country": "FR", "code": "IDF", "label": "Île-de-France"}])");
}

TEST_F(table_resource, what_has_no_key_is_read_by_all_columns_whether_they_have_an_order_or_not) {
  administrate(
    "create table public.unkeyed (d json, p point, m public.mood, n numeric, x xml, l text[]);"
    "insert into public.unkeyed values "
    "('2','(0,0)','ok',2,'<b/>','{}'),('1','(0,0)','sad',10,'<a/>','{}');"
    "alter table public.unkeyed owner to mcp_owner;"
    "create table public.bag (n int, s varchar); insert into public.bag values "
    "(10,'b'),(9,'b'),(9,'a');"
    "alter table public.bag owner to mcp_owner",
    own_dsn());
  EXPECT_THAT(caller.read("table://public/unkeyed"),
              StartsWith(R"x([{"d": 1, "p": "(0,0)", "m": "sad", "n": "10")x"));
  EXPECT_EQ(caller.read("table://public/bag"),
            R"([{"n": 9, "s": "a"}, {"n": 9, "s": "b"}, {"n": 10, "s": "b"}])");
}

TEST_F(table_resource, views_partitions_and_odd_tables_are_resources_too) {
  EXPECT_THAT(caller.read("table://analytics/order_totals"), StartsWith(R"([{"customer_id": 1)"));
  EXPECT_THAT(caller.read("table://public/active_customers"), HasSubstr("Ada Lovelace"));
  EXPECT_THAT(caller.read("table://public/events"), HasSubstr("login"));
  EXPECT_EQ(caller.read("table://public/empty_table"), "[]");
  EXPECT_EQ(caller.read("table://public/no_columns"), "[]");
  EXPECT_THAT(caller.read("table://public/all_types"), HasSubstr("infinity"));
}

TEST_F(table_resource, at_most_a_hundred_rows_and_no_more_than_fit) {
  mcp::document rows;
  ASSERT_FALSE(rows.load(caller.read("table://public/numbers")));
  EXPECT_EQ(rows.root().size(), 100U);
  EXPECT_EQ(rows.root().at(99)["n"].integer(), 100);
  limits small;
  small.result_bytes = 4'096;
  tool_caller tight{own_dsn("mcp_owner"), {.bounds = small}};
  mcp::document fewer;
  ASSERT_FALSE(fewer.load(tight.read("table://public/numbers")));
  EXPECT_GT(fewer.root().size(), 10U);
  EXPECT_LT(fewer.root().size(), 100U);
}

TEST_F(table_resource, what_is_not_there_is_not_found) {
  for (const auto* uri : {"table://public/no_such", "table://nope/customer",
                          "table://public/customer%22%20WHERE%20id%3D1%20--",
                          "table://public/ticket_seq", "table://PUBLIC/customer"})
    EXPECT_THAT(caller.read(uri), StartsWith("error resource_not_found")) << uri;
  EXPECT_EQ(caller.read("file:///etc/passwd"), "not of this template");
}

TEST_F(table_resource, a_login_without_rights_gets_the_error_of_postgresql) {
  tool_caller other{own_dsn("mcp_ro")};
  EXPECT_THAT(other.read("table://internal/secrets"),
              StartsWith("error query_failed: permission denied"));
}

} // namespace howdah::tests
