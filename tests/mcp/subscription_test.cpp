#include "mcp/log_level.hpp"
#include "mcp/subscription.hpp"
#include "tests/mcp/parsing.hpp"

#include <gtest/gtest.h>

#include <string>

namespace howdah::mcp {
namespace {

using tests::json;
using tests::request_of;

result<subscription_filter> filter_of(const std::string& notifications) {
  return read_filter(
    *request_of("subscriptions/listen", R"({"notifications":)" + notifications + '}'));
}

TEST(read_filter, absent_members_ask_for_nothing) {
  const auto nothing = filter_of("{}");
  ASSERT_TRUE(nothing);
  EXPECT_FALSE(nothing->wants(change::tools_list));
  EXPECT_FALSE(nothing->wants(change::prompts_list));
  EXPECT_FALSE(nothing->wants(change::resources_list));
  EXPECT_TRUE(nothing->uris.empty());
}

TEST(read_filter, takes_each_kind_and_each_uri_once) {
  const auto wanted = filter_of(
    R"({"toolsListChanged":true,"promptsListChanged":false,"resourceSubscriptions":["a","b","a"],"taskIds":["x"]})");
  ASSERT_TRUE(wanted);
  EXPECT_TRUE(wanted->wants(change::tools_list));
  EXPECT_FALSE(wanted->wants(change::prompts_list));
  EXPECT_EQ(wanted->uris, (std::vector<std::string>{"a", "b"}));
  EXPECT_TRUE(wanted->wants("b"));
  EXPECT_FALSE(wanted->wants("c"));
}

TEST(read_filter, refuses_what_is_no_filter) {
  for (const std::string text :
       {"1", "null", "[]", R"({"toolsListChanged":1})", R"({"promptsListChanged":"true"})",
        R"({"resourcesListChanged":null})", R"({"resourceSubscriptions":"a"})",
        R"({"resourceSubscriptions":[1]})", R"({"resourceSubscriptions":{}})"}) {
    const auto read = filter_of(text);
    ASSERT_FALSE(read) << text;
    EXPECT_EQ(read.error().code, errc::invalid_params);
  }
  EXPECT_FALSE(read_filter(*request_of("subscriptions/listen")));
}

TEST(subscription_notifications, carry_the_id_of_the_listen_request_with_its_type) {
  EXPECT_EQ(
    acknowledged_notification({"\"7\""}, {.tools_list = true, .uris = {"table://a/b"}}),
    R"({"jsonrpc":"2.0","method":"notifications/subscriptions/acknowledged","params":{"notifications":{"toolsListChanged":true,"resourceSubscriptions":["table://a/b"]},"_meta":{"io.modelcontextprotocol/subscriptionId":"7"}}})");
  EXPECT_EQ(
    changed_notification(change::prompts_list, {"7"}),
    R"({"jsonrpc":"2.0","method":"notifications/prompts/list_changed","params":{"_meta":{"io.modelcontextprotocol/subscriptionId":7}}})");
  EXPECT_EQ(changed_notification(change::tools_list),
            R"({"jsonrpc":"2.0","method":"notifications/tools/list_changed"})");
  EXPECT_EQ(
    updated_notification("a\"b"),
    R"({"jsonrpc":"2.0","method":"notifications/resources/updated","params":{"uri":"a\"b"}})");
}

TEST(subscription_ended, is_a_complete_result) {
  const json ended(subscription_ended({"\"7\""}));
  EXPECT_EQ(ended["id"].text(), "\"7\"");
  EXPECT_EQ(ended["result"]["resultType"].string(), "complete");
  EXPECT_EQ(ended["result"]["_meta"]["io.modelcontextprotocol/subscriptionId"].text(), "\"7\"");
}

TEST(log_level, names_read_back_and_nothing_else_does) {
  for (auto level = log_level::debug;;
       level = static_cast<log_level>(static_cast<int>(level) + 1)) {
    EXPECT_EQ(parse_log_level(name_of(level)), level);
    if (level == log_level::emergency)
      break;
  }
  for (const auto* const name : {"", "Info", "warn", "trace", "debug "})
    EXPECT_EQ(parse_log_level(name), std::nullopt) << name;
  EXPECT_LT(log_level::notice, log_level::warning);
}

TEST(log_level, is_asked_for_by_session_or_by_request) {
  EXPECT_EQ(*wanted_level(*request_of("logging/setLevel", R"({"level":"notice"})")),
            log_level::notice);
  for (const auto* const params : {"{}", R"({"level":1})", R"({"level":"loud"})"})
    EXPECT_EQ(wanted_level(*request_of("logging/setLevel", params)).error().code,
              errc::invalid_params);
  const auto of = [](const std::string& meta) {
    return level_of_request(*request_of("tools/call", R"({"_meta":)" + meta + '}'));
  };
  EXPECT_EQ(*of("{}"), std::nullopt);
  EXPECT_EQ(*of(R"({"io.modelcontextprotocol/logLevel":"error"})"), log_level::error);
  EXPECT_FALSE(of(R"({"io.modelcontextprotocol/logLevel":"loud"})"));
  EXPECT_FALSE(of(R"({"io.modelcontextprotocol/logLevel":null})"));
}

TEST(message_notification, carries_level_logger_and_data) {
  EXPECT_EQ(
    message_notification(log_level::warning, "a\"b", R"({"x":1})"),
    R"({"jsonrpc":"2.0","method":"notifications/message","params":{"level":"warning","logger":"a\"b","data":{"x":1}}})");
}

} // namespace
} // namespace howdah::mcp
