#include "tests/support/test_cluster.hpp"
#include "tests/tools/tool_caller.hpp"
#include "tools/name_completion.hpp"

#include <gtest/gtest.h>

#include <gmock/gmock.h>
#include <string>
#include <vector>

namespace howdah::tests {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Not;
using tools::name_kind;

namespace {

std::string own_dsn(const std::string& login = {}) {
  return sample_database::shared().dsn(login, sample_copy("name_completion"));
}

class name_completion : public testing::Test {
protected:
  static void SetUpTestSuite() {
    administrate("create schema filing; grant usage on schema filing to public;"
                 "create table filing.customers (id int, first_name text, last_name text);"
                 "create table filing.customer_orders (id int);"
                 "create table filing.old_customers (id int);"
                 "create table filing.\"Ünïcode_%\" (id int);"
                 "create table filing.hidden (secret int);"
                 "grant select on filing.customers, filing.customer_orders, filing.old_customers,"
                 " filing.\"Ünïcode_%\" to mcp_ro;"
                 "create schema closed; create table closed.customers_too (id int);"
                 "create schema many;"
                 "do $$ begin for i in 1..150 loop execute format('create table many.t%s()',"
                 " lpad(i::text, 3, '0')); end loop; end $$;"
                 "grant usage on schema many to mcp_ro;"
                 "grant select on all tables in schema many to mcp_ro",
                 own_dsn());
  }

  struct found {
    std::vector<std::string> names;
    std::int64_t total = -1;
    bool more = false;
  };

  found complete(name_kind what, const std::string& typed, const std::string& chosen = "{}") {
    mcp::document context;
    EXPECT_FALSE(context.load(R"({"arguments":)" + chosen + '}'));
    const mcp::completion_request asked{
      .name = "n", .argument = "x", .typed = typed, .context = context.root()};
    mcp::document answer;
    EXPECT_FALSE(
      answer.load(caller.encoded(tools::complete_names(what, asked, caller.context()))));
    const auto completion = answer.root()["result"]["completion"];
    found out{.names = {},
              .total = completion["total"].integer().value_or(-1),
              .more = completion["hasMore"].boolean().value_or(false)};
    for (const auto each : completion["values"].elements())
      out.names.emplace_back(*each.string());
    return out;
  }

  tool_caller caller{own_dsn("mcp_ro")};
};

} // namespace

TEST_F(name_completion, what_begins_so_comes_first_then_what_holds_it_then_what_is_like_it) {
  EXPECT_THAT(complete(name_kind::table, "custom", R"({"schema":"filing"})").names,
              ElementsAre("customer_orders", "customers", "old_customers"));
  EXPECT_THAT(complete(name_kind::table, "custmers", R"({"schema":"filing"})").names,
              ElementsAre("customers", "old_customers", "customer_orders"));
  EXPECT_THAT(complete(name_kind::column, "name", R"({"schema":"filing","table":"customers"})").names,
              ElementsAre("first_name", "last_name"));
}

TEST_F(name_completion, letters_count_whatever_their_case) {
  EXPECT_THAT(complete(name_kind::table, "CUSTOMERS", R"({"schema":"filing"})").names,
              Contains("customers"));
  EXPECT_THAT(complete(name_kind::table, "ünï", R"({"schema":"filing"})").names,
              ElementsAre("Ünïcode_%"));
}

TEST_F(name_completion, signs_of_patterns_stand_for_themselves) {
  EXPECT_THAT(complete(name_kind::table, "%", R"({"schema":"filing"})").names,
              ElementsAre("Ünïcode_%"));
  EXPECT_THAT(complete(name_kind::table, "'; drop", R"({"schema":"filing"})").names, IsEmpty());
}

TEST_F(name_completion, what_the_login_may_not_use_is_not_named) {
  EXPECT_THAT(complete(name_kind::schema, "clo").names, IsEmpty());
  EXPECT_THAT(complete(name_kind::table, "", R"({"schema":"closed"})").names, IsEmpty());
  EXPECT_THAT(complete(name_kind::table, "customers_too").names, Not(Contains("customers_too")));
  EXPECT_THAT(complete(name_kind::table, "hid", R"({"schema":"filing"})").names, IsEmpty());
  EXPECT_THAT(complete(name_kind::column, "sec", R"({"schema":"filing"})").names, IsEmpty());
}

TEST_F(name_completion, without_a_schema_all_of_the_callers_own_are_searched) {
  const auto everywhere = complete(name_kind::table, "old_cust");
  ASSERT_FALSE(everywhere.names.empty());
  EXPECT_EQ(everywhere.names.front(), "old_customers");
  EXPECT_THAT(complete(name_kind::table, "pg_class").names, Not(Contains("pg_class")));
}

TEST_F(name_completion, a_hundred_go_out_and_all_are_counted) {
  const auto many = complete(name_kind::table, "t", R"({"schema":"many"})");
  EXPECT_EQ(many.names.size(), 100U);
  EXPECT_EQ(many.names.front(), "t001");
  EXPECT_EQ(many.total, 150);
  EXPECT_TRUE(many.more);
}

TEST_F(name_completion, roles_and_schemas_are_completed) {
  EXPECT_THAT(complete(name_kind::role, "mcp_").names, Contains("mcp_ro"));
  EXPECT_THAT(complete(name_kind::schema, "fil").names, ElementsAre("filing"));
  EXPECT_THAT(complete(name_kind::schema, "").names, Contains("public"));
}

TEST_F(name_completion, what_no_name_can_be_has_none) {
  EXPECT_EQ(complete(name_kind::schema, std::string("pub\0", 4)).total, 0);
  EXPECT_EQ(complete(name_kind::schema, std::string(10'000, 'a')).total, 0);
  EXPECT_EQ(complete(name_kind::table, "customers", R"({"schema":"nope"})").total, 0);
  EXPECT_GT(complete(name_kind::table, "customers", R"({"schema":""})").total, 0);
}

} // namespace howdah::tests
