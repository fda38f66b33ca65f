#include "mcp/listing.hpp"
#include "tests/mcp/parsing.hpp"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

using namespace howdah;
using namespace howdah::mcp;
using howdah::tests::json;
using howdah::tests::request_of;

namespace {

const tool_descriptor first{.name = "b_first", .title = "First", .description = "One."};
const tool_descriptor second{.name = "a_second", .title = "Second", .description = "Two."};
const prompt_descriptor prompt{.name = "p", .title = "P", .description = "A prompt."};
const resource_descriptor page{.uri = "doc://page",
                               .name = "page",
                               .title = "Page",
                               .description = "A page.",
                               .mime_type = "text/plain"};
const resource_template_descriptor rows{.uri_template = "table://{schema}/{table}",
                                        .name = "rows",
                                        .title = "Rows",
                                        .description = "Rows.",
                                        .mime_type = "text/plain"};

const listings& sample() {
  static const listings lists({&first, &second}, {&prompt}, {&page}, {&rows},
                              {.ttl_ms = 60'000, .same_for_all = true});
  return lists;
}

const std::vector<std::pair<std::string, std::string>> methods{
  {"tools/list", "tools"},
  {"prompts/list", "prompts"},
  {"resources/list", "resources"},
  {"resources/templates/list", "resourceTemplates"}};

json answered(const std::string& method, revision rev, const std::string& params = "{}") {
  const auto what = sample().answer(*request_of(method, params), rev);
  if (!what)
    throw std::logic_error("no answer");
  return json(encode({{"1"}, rev}, *what));
}

} // namespace

TEST(listings, entries_keep_the_order_of_the_descriptors) {
  for (const auto rev : {revision::v2024_11_05, revision::v2025_11_25, revision::v2026_07_28}) {
    const auto reply = answered("tools/list", rev);
    const auto tools = reply["result"]["tools"];
    ASSERT_EQ(tools.size(), 2u);
    EXPECT_EQ(tools.at(0).text(), to_json(first, rev));
    EXPECT_EQ(tools.at(1).text(), to_json(second, rev));
    EXPECT_FALSE(reply["result"]["nextCursor"]);
  }
  EXPECT_EQ(answered("prompts/list", revision::v2025_06_18)["result"]["prompts"].at(0).text(),
            to_json(prompt, revision::v2025_06_18));
  EXPECT_EQ(
    answered("resources/templates/list", revision::v2025_06_18)["result"]["resourceTemplates"]
      .at(0)
      .text(),
    to_json(rows, revision::v2025_06_18));
}

TEST(listings, every_list_is_there_even_if_it_is_empty) {
  const listings none({}, {}, {}, {});
  for (const auto& [method, member] : methods) {
    const auto what = none.answer(*request_of(method), revision::v2025_03_26);
    ASSERT_TRUE(what) << method;
    EXPECT_EQ(encode({{"1"}, revision::v2025_03_26}, *what),
              R"({"jsonrpc":"2.0","id":1,"result":{")" + member + R"(":[]}})");
  }
}

TEST(listings, modern_ones_say_how_long_they_hold) {
  for (const auto& [method, member] : methods) {
    const auto modern = answered(method, revision::v2026_07_28);
    EXPECT_EQ(modern["result"]["ttlMs"].integer(), 60'000);
    EXPECT_EQ(modern["result"]["cacheScope"].string(), "public");
    EXPECT_FALSE(answered(method, revision::v2025_11_25)["result"]["ttlMs"]);
  }
}

TEST(listings, a_cursor_that_was_never_given_out_is_refused) {
  for (const auto& [method, member] : methods) {
    for (const std::string cursor : {"\"\"", "\"abc\"", "0", "[]", "{}", "true"}) {
      const auto what = sample().answer(*request_of(method, R"({"cursor":)" + cursor + '}'),
                                        revision::v2025_11_25);
      ASSERT_TRUE(what);
      ASSERT_TRUE(std::holds_alternative<problem>(*what)) << method << cursor;
      EXPECT_EQ(std::get<problem>(*what).code, errc::invalid_params);
    }
    EXPECT_TRUE(answered(method, revision::v2025_11_25, R"({"cursor":null})")["result"]);
  }
}

TEST(listings, other_methods_are_not_theirs) {
  for (const std::string method :
       {"", "tools/call", "tools/lists", "resources/templates", "TOOLS/LIST"})
    EXPECT_FALSE(sample().answer(*request_of(method), revision::v2025_11_25)) << method;
}
