#include "tests/support/test_cluster.hpp"
#include "tests/tools/tool_caller.hpp"
#include "tools/resource_list.hpp"

#include <gtest/gtest.h>

#include <gmock/gmock.h>
#include <set>
#include <string>
#include <vector>

namespace howdah::tests {

using testing::Contains;
using testing::ElementsAre;
using testing::Not;

namespace {

std::string own_dsn(const std::string& login = {}) {
  return sample_database::shared().dsn(login, sample_copy("resource_list"));
}

class resource_list : public testing::Test {
protected:
  static void SetUpTestSuite() {
    administrate("create schema \"a b\"; grant usage on schema \"a b\" to mcp_ro;"
                 "create table \"a b\".\"x/y\" (id int); grant select on \"a b\".\"x/y\" to mcp_ro;"
                 "comment on table \"a b\".\"x/y\" is 'Odd';"
                 "create table \"a b\".hidden (id int); create schema shut;"
                 "create schema many; grant usage on schema many to mcp_ro;"
                 "do $$ begin for i in 1..450 loop execute format('create table many.t%s ()',"
                 " lpad(i::text, 3, '0')); end loop; end $$;"
                 "grant select on all tables in schema many to mcp_ro",
                 own_dsn());
  }

  /// One page: its URIs, and the cursor of the next.
  std::pair<std::vector<std::string>, std::optional<std::string>>
  list(const std::optional<std::string>& cursor = {}) {
    const auto planned = caller.offered().index->page(cursor, caller.context());
    if (!planned)
      return {{"error " + planned.error().message}, std::nullopt};
    mcp::document answer;
    EXPECT_FALSE(answer.load(caller.encoded(*planned)));
    std::vector<std::string> uris;
    for (const auto each : answer.root()["result"]["resources"].elements())
      uris.emplace_back(*each["uri"].string());
    const auto next = answer.root()["result"]["nextCursor"].string();
    return {uris, next ? std::optional(std::string(*next)) : std::nullopt};
  }

  tool_caller caller{own_dsn("mcp_ro")};
};

} // namespace

TEST_F(resource_list, pages_hold_everything_once_and_in_order) {
  std::vector<std::string> all;
  std::optional<std::string> cursor;
  int pages = 0;
  do {
    const auto [uris, next] = list(cursor);
    ASSERT_LE(uris.size(), 200U);
    all.insert(all.end(), uris.begin(), uris.end());
    cursor = next;
    ASSERT_LT(++pages, 10);
  } while (cursor);
  EXPECT_GE(pages, 3);
  EXPECT_EQ(std::set(all.begin(), all.end()).size(), all.size());
  EXPECT_THAT(all, Contains("schema://many"));
  EXPECT_THAT(all, Contains("table://many/t001"));
  EXPECT_THAT(all, Contains("table://many/t450"));
  EXPECT_EQ(all.at(0), "schema://a%20b");
  EXPECT_EQ(all.at(1), "table://a%20b/x%2Fy");
}

TEST_F(resource_list, every_uri_can_be_read) {
  const auto [uris, next] = list();
  for (std::size_t i = 0; i < 20; ++i)
    EXPECT_THAT(caller.read(uris.at(i)), Not(testing::StartsWith("error"))) << uris[i];
}

TEST_F(resource_list, what_the_login_may_not_use_is_left_out) {
  const auto [uris, next] = list();
  EXPECT_THAT(uris, Not(Contains("table://a%20b/hidden")));
  EXPECT_THAT(uris, Not(Contains("schema://shut")));
  EXPECT_THAT(uris, Not(Contains("schema://pg_catalog")));
}

TEST_F(resource_list, a_cursor_that_is_not_ours_is_refused) {
  for (const auto* cursor : {"", "abc", "eyJvZmZzZXQiOiA1fQ=="})
    EXPECT_THAT(list(cursor).first, ElementsAre("error Unknown cursor.")) << cursor;
}

} // namespace howdah::tests
