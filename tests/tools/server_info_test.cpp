#include "mcp/document.hpp"
#include "tools/catalogue.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <functional>
#include <gmock/gmock.h>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace howdah::tools {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

namespace {

std::vector<std::string> keys(const std::string& object) {
  mcp::document parsed;
  EXPECT_FALSE(parsed.load(object)) << object;
  std::vector<std::string> all;
  for (const auto& [name, unused] : parsed.root().members())
    all.emplace_back(name);
  return all;
}

std::string unescaped(const std::string& text) {
  mcp::document parsed;
  EXPECT_FALSE(parsed.load('"' + text + '"')) << text;
  return std::string(parsed.root().string().value_or(""));
}

mcp::tool_result told(const server_facts& facts, const limits& bounds = {},
                      const rights_ptr& may = nullptr, std::function<usage()> used = {}) {
  const auto all = standard_catalogue(bounds, facts.mode);
  const auto* tool = all.find_tool("server_info");
  EXPECT_FALSE(tool->needs_database());
  const auth::sealer seal(auth::sealer::key_bytes{});
  const auto caller = auth::anonymous(may);
  const auto given = mcp::arguments::check(tool->descriptor(), {});
  const context with{
    .server = facts, .bounds = bounds, .seal = seal, .caller = caller, .used = std::move(used)};
  const auto next = tool->prepare(*given, with, nullptr);
  return std::get<mcp::tool_result>(std::get<mcp::answer>(next));
}

} // namespace

TEST(server_info, the_keys_are_those_of_the_original) {
  const auto got = told({.version = "1.2.3", .transport = "stdio", .driver = "libpqxx"});
  EXPECT_THAT(keys(unescaped(got.text)),
              ElementsAre("name", "version", "readonly", "statement_timeout_ms", "auth_enabled",
                          "pool_configured", "transport", "psycopg_version"));
  EXPECT_THAT(unescaped(got.text), HasSubstr(R"("statement_timeout_ms": 30000)"));
  EXPECT_FALSE(got.is_error);
}

TEST(server_info, programs_learn_the_mode_and_the_limits) {
  const auto got
    = told({.version = "1", .transport = "sse", .driver = "d", .mode = access_mode::unrestricted});
  EXPECT_THAT(got.structured, HasSubstr(R"("access_mode": "unrestricted")"));
  EXPECT_THAT(got.structured, HasSubstr(R"("row_limit_max": 10000)"));
  EXPECT_THAT(got.structured, HasSubstr(R"("readonly": false)"));
}

TEST(server_info, no_timeout_is_null) {
  const auto got
    = told({.version = "1", .transport = "stdio", .driver = "d", .mode = access_mode::read_only},
           {.statement_timeout = std::chrono::milliseconds(0)});
  EXPECT_THAT(unescaped(got.text), HasSubstr(R"("statement_timeout_ms": null)"));
  EXPECT_THAT(unescaped(got.text), HasSubstr(R"("readonly": true)"));
}

TEST(server_info, a_caller_with_a_role_is_told_the_limits_of_that_role) {
  const auto strict = std::make_shared<const rights>(
    rights{.role = "r", .limits = {.statement_timeout = std::chrono::seconds(2), .rows = 100}});
  const auto got = told({.version = "1", .transport = "stdio", .driver = "d"}, {}, strict);
  EXPECT_THAT(unescaped(got.text), HasSubstr(R"("statement_timeout_ms": 2000)"));
  EXPECT_THAT(got.structured, HasSubstr(R"("row_limit_default": 100, "row_limit_max": 100)"));
}

TEST(server_info, callers_with_a_role_learn_what_they_took_and_may_take) {
  const auto limited = std::make_shared<const rights>(
    rights{.role = "r",
           .limits
           = {.of_caller = {.at_once = 2, .calls = 60, .seconds = 1.5}, .of_tenant = {.rows = 9}}});
  const auto took = [] {
    return usage{.caller = {.calls = 3, .rows = 12, .bytes = 420, .seconds = 0.25}, .tenant = {}};
  };
  const server_facts facts{.version = "1", .transport = "sse", .driver = "d"};
  const auto got = told(facts, {}, limited, took).structured;
  EXPECT_THAT(got, HasSubstr(R"("usage": {"last_minute": {"calls": 3, "rows": 12, "bytes": 420, )"
                             R"("database_seconds": 0.25}, "quotas": {"concurrent_statements": 2, )"
                             R"("calls": 60, "database_seconds": 1.5}})"));
  EXPECT_THAT(got, Not(HasSubstr("tenant_usage"))) << "it has no tenant";
  EXPECT_THAT(told(facts, {}, nullptr, took).structured, Not(HasSubstr("usage")));
  EXPECT_THAT(told(facts, {}, limited).structured, Not(HasSubstr("usage")));
}

} // namespace howdah::tools
