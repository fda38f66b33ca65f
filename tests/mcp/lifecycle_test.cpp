#include "core/version.hpp"
#include "mcp/lifecycle.hpp"
#include "mcp/server_info.hpp"
#include "tests/mcp/parsing.hpp"

#include <gtest/gtest.h>

#include <string>

using namespace howdah;
using namespace howdah::mcp;
using howdah::tests::json;

namespace {

std::string result_text(const answer& what, revision rev) {
  return json(encode({{"1"}, rev}, what))["result"].text();
}

} // namespace

TEST(initialized, names_the_revision_the_capabilities_and_the_server) {
  const auto version_text = std::string(version());
  EXPECT_EQ(result_text(initialized(revision::v2024_11_05, "Ask."), revision::v2024_11_05),
            R"({"protocolVersion":"2024-11-05","capabilities":{"prompts":{},"resources":{},)"
            R"("tools":{}},"serverInfo":{"name":"howdah","version":")"
              + version_text + R"("},"instructions":"Ask."})");
  EXPECT_EQ(result_text(initialized(revision::v2025_06_18, ""), revision::v2025_06_18),
            R"({"protocolVersion":"2025-06-18","capabilities":{"prompts":{},"resources":{},)"
            R"("tools":{}},"serverInfo":{"name":"howdah","title":"Howdah: PostgreSQL","version":")"
              + version_text + R"("}})");
  EXPECT_EQ(result_text(initialized(revision::v2025_11_25, ""), revision::v2025_11_25),
            R"({"protocolVersion":"2025-11-25","capabilities":{"prompts":{},"resources":{},)"
            R"("tools":{}},"serverInfo":)"
              + server_introduction(revision::v2025_11_25) + '}');
}

TEST(discover, names_every_revision_and_how_long_that_holds) {
  const json result(
    encode({{"1"}, revision::v2026_07_28}, discover("Ask.", {.ttl_ms = 5, .same_for_all = true})));
  const auto found = result["result"];
  EXPECT_EQ(found["supportedVersions"].at(0).string(), "2026-07-28");
  EXPECT_EQ(found["supportedVersions"].size(), revision_count);
  EXPECT_EQ(found["capabilities"].text(), R"({"prompts":{},"resources":{},"tools":{}})");
  EXPECT_EQ(found["instructions"].string(), "Ask.");
  EXPECT_EQ(found["ttlMs"].integer(), 5);
  EXPECT_EQ(found["cacheScope"].string(), "public");
  EXPECT_EQ(found["resultType"].string(), "complete");
  EXPECT_EQ(found["_meta"]["io.modelcontextprotocol/serverInfo"].text(),
            server_introduction(revision::v2026_07_28));
}

TEST(discover, is_private_unless_said_otherwise) {
  EXPECT_EQ(
    json(encode({{"1"}, revision::v2026_07_28}, discover("")))["result"]["cacheScope"].string(),
    "private");
}

TEST(instructions, tell_the_access_mode_and_the_limits_in_few_words) {
  limits bounds;
  bounds.row_limit_default = 123;
  bounds.row_limit_max = 4567;
  bounds.statement_timeout = std::chrono::milliseconds(8910);
  for (const auto mode :
       {access_mode::read_only, access_mode::read_write, access_mode::unrestricted}) {
    const auto text = instructions(mode, bounds);
    EXPECT_NE(text.find(name_of(mode)), text.npos) << text;
    EXPECT_NE(text.find("123"), text.npos);
    EXPECT_NE(text.find("4567"), text.npos);
    EXPECT_NE(text.find("8910 ms"), text.npos);
    EXPECT_LT(text.size(), 800u);
  }
  bounds.statement_timeout = std::chrono::milliseconds(0);
  EXPECT_EQ(instructions(access_mode::read_only, bounds).find(" ms"), std::string::npos);
}

TEST(revision, names_are_read_back) {
  for (const auto rev : {revision::v2024_11_05, revision::v2025_03_26, revision::v2025_06_18,
                         revision::v2025_11_25, revision::v2026_07_28})
    EXPECT_EQ(parse_revision(name_of(rev)), rev);
  for (const auto* other : {"", "2025-11-2", "2025-11-255", "2025-11-24", "draft"})
    EXPECT_EQ(parse_revision(other), std::nullopt);
  EXPECT_FALSE(modern(newest_legacy));
  EXPECT_TRUE(modern(revision::v2026_07_28));
}
