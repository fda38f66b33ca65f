#include "core/error_table.hpp"
#include "mcp/answer.hpp"
#include "tests/support/snapshot.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

namespace howdah {
namespace {

std::string row(const error_entry& entry) {
  const auto legacy = mcp::json_rpc_code(entry.code, mcp::newest_legacy);
  const auto modern = mcp::json_rpc_code(entry.code, mcp::revision::v2026_07_28);
  auto rpc = std::to_string(legacy);
  if (modern != legacy)
    rpc += " (2026-07-28: " + std::to_string(modern) + ")";
  return "| " + std::to_string(static_cast<int>(entry.code)) + " | `" + entry.name + "` | "
         + std::string(entry.meaning) + " | " + std::string(entry.remedy) + " | " + rpc + " |\n";
}

std::string page() {
  std::string text = R"(# Errors

Every refusal, outage and failure has a number and a name that never change their meaning. Tool calls carry them in
`structuredContent.error` of a result with `isError: true`; where MCP wants a JSON-RPC error instead, they are in its `data`.
The hundreds tell the stage: 1xx the request, 2xx judging the statement, 3xx permissions, 4xx limits, 5xx the database.

| number | name | what it means | what to do | JSON-RPC code, when it is one |
|---|---|---|---|---|
)";
  for (const auto& entry : error_table())
    text += row(entry);
  return text;
}

TEST(errors_page, says_what_the_code_says) {
  tests::expect_snapshot("docs/errors.md", page());
}

TEST(error_table, is_ordered_and_has_no_number_or_name_twice) {
  const auto table = error_table();
  EXPECT_TRUE(std::is_sorted(table.begin(), table.end(),
                             [](const auto& a, const auto& b) { return a.code < b.code; }));
  std::set<std::string> names;
  std::set<errc> codes;
  for (const auto& entry : table) {
    EXPECT_TRUE(names.insert(entry.name).second) << entry.name;
    EXPECT_TRUE(codes.insert(entry.code).second) << entry.name;
  }
}

TEST(error_table, own_json_rpc_codes_stay_out_of_the_reserved_range) {
  for (const auto& entry : error_table())
    for (const auto rev : {mcp::newest_legacy, mcp::revision::v2026_07_28}) {
      const auto code = mcp::json_rpc_code(entry.code, rev);
      EXPECT_TRUE(code > 0 || (code >= -32768 && code <= -32000)) << entry.name;
    }
}

} // namespace
} // namespace howdah
