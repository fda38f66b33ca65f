#include "mcp/document.hpp"
#include "tests/tools/tool_caller.hpp"

#include <gtest/gtest.h>

#include <gmock/gmock.h>
#include <string>
#include <vector>

namespace howdah::tests {

using testing::ElementsAre;
using testing::HasSubstr;

namespace {

std::vector<std::string> keys(const std::string& object) {
  mcp::document parsed;
  EXPECT_FALSE(parsed.load(object)) << object;
  std::vector<std::string> all;
  for (const auto& [name, unused] : parsed.root().members())
    all.emplace_back(name);
  return all;
}

} // namespace

TEST(db_identity, the_keys_are_those_of_the_original) {
  tool_caller caller{sample_database::shared().dsn("mcp_owner")};
  const auto got = caller.call("db_identity", "{}");
  EXPECT_THAT(keys(got.text), ElementsAre("database", "user", "host", "port", "search_path",
                                          "cluster_name", "server_version"));
  EXPECT_THAT(got.structured, HasSubstr(R"("database":"sample","user":"mcp_owner","host":null)"));
  EXPECT_THAT(got.structured, HasSubstr(R"("search_path":["pg_catalog","public"])"));
}

} // namespace howdah::tests
