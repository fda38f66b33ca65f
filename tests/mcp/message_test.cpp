#include "mcp/message.hpp"
#include "tests/mcp/parsing.hpp"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

using namespace howdah;
using namespace howdah::mcp;
using howdah::tests::message_of;

namespace {

std::string with_id(const std::string& id) {
  return R"({"jsonrpc":"2.0","id":)" + id + R"(,"method":"ping"})";
}

/// The only entry of a frame, which must be malformed.
malformed refusal(const std::string& text) {
  auto parsed = parse_frame(text, 64);
  if (!parsed)
    return parsed.error();
  EXPECT_EQ(parsed->messages.size(), 1u);
  EXPECT_FALSE(parsed->messages.front()) << text;
  return parsed->messages.front() ? malformed{} : parsed->messages.front().error();
}

} // namespace

TEST(parse_frame, a_request_has_method_id_and_params) {
  const std::string text
    = R"({"jsonrpc":"2.0","id":7,"method":"tools/call","params":{"name":"query"}})";
  const auto message = message_of(text);
  EXPECT_EQ(message->what(), message::kind::request);
  EXPECT_EQ(message->method(), "tools/call");
  EXPECT_EQ(message->id().json, "7");
  EXPECT_EQ(message->params()["name"].string(), "query");
  EXPECT_EQ(message->root()["jsonrpc"].string(), "2.0");
  EXPECT_EQ(message->bytes(), text.size());
}

TEST(parse_frame, a_notification_has_no_id) {
  const auto message = message_of(R"({"jsonrpc":"2.0","method":"notifications/initialized"})");
  EXPECT_EQ(message->what(), message::kind::notification);
  EXPECT_FALSE(message->id().present());
  EXPECT_FALSE(message->params());
}

TEST(parse_frame, results_and_errors_are_responses) {
  for (const auto& [text, id] : std::vector<std::pair<std::string, std::string>>{
         {R"({"jsonrpc":"2.0","id":"s1","result":{}})", "\"s1\""},
         {R"({"jsonrpc":"2.0","id":3,"error":{"code":-1,"message":"no"}})", "3"},
         {R"({"jsonrpc":"2.0","id":null,"error":{"code":-32700,"message":"?"}})", ""},
         {R"({"jsonrpc":"2.0","error":{"code":-32700,"message":"?"}})", ""}}) {
    const auto message = message_of(text);
    EXPECT_EQ(message->what(), message::kind::response) << text;
    EXPECT_EQ(message->id().json, id);
    EXPECT_EQ(message->method(), "");
  }
}

TEST(parse_frame, ids_are_echoed_with_their_type_and_every_digit) {
  for (const std::string id :
       {"0", "7", "-1", "-0", "9007199254740993", "9223372036854775808", "18446744073709551616",
        "123456789012345678901234567890", "\"\"", "\"7\"", "\"a b\"", R"("quote \" backslash \\")",
        R"("line\nend")", R"("\u0000")", "\"\u00e9\U0001F600\"",
        "\"550e8400-e29b-41d4-a716-446655440000\""})
    EXPECT_EQ(message_of(with_id(id))->id().json, id);
}

TEST(parse_frame, an_id_in_other_escapes_is_echoed_as_an_equal_string) {
  for (const auto& [sent, echoed] :
       std::vector<std::pair<std::string, std::string>>{{R"("\u0041\/\u00e9")", "\"A/\u00e9\""},
                                                        {R"("\ud83d\ude00")", "\"\U0001F600\""},
                                                        {R"("\u0022\u005c\u000A")", R"("\"\\\n")"}})
    EXPECT_EQ(message_of(with_id(sent))->id().json, echoed);
}

TEST(parse_frame, ids_of_other_kinds_are_refused_and_not_echoed) {
  for (const std::string id :
       {"null", "1.5", "1.0", "1e3", "-2E1", "true", "false", "[]", "[1]", "{}", R"({"a":1})"}) {
    const auto why = refusal(with_id(id));
    EXPECT_EQ(why.why.code, errc::invalid_request) << id;
    EXPECT_FALSE(why.id.present()) << id;
  }
}

TEST(parse_frame, an_id_has_a_longest_length) {
  const std::string longest(max_id_bytes - 2, 'x');
  EXPECT_EQ(message_of(with_id('"' + longest + '"'))->id().json.size(), max_id_bytes);
  EXPECT_EQ(refusal(with_id('"' + longest + "y\"")).why.code, errc::invalid_request);
  // Counted as it is echoed: each of these takes six bytes.
  std::string escapes;
  for (std::size_t i = 0; i < max_id_bytes / 6 + 1; ++i)
    escapes += R"(\u0001)";
  EXPECT_EQ(refusal(with_id('"' + escapes + '"')).why.code, errc::invalid_request);
}

TEST(parse_frame, invalid_requests_keep_the_id_that_could_be_read) {
  for (const std::string text : {
         R"({"id":5,"method":"ping"})",
         R"({"jsonrpc":"1.0","id":5,"method":"ping"})",
         R"({"jsonrpc":2.0,"id":5,"method":"ping"})",
         R"({"jsonrpc":"2.0 ","id":5,"method":"ping"})",
         R"({"jsonrpc":null,"id":5,"method":"ping"})",
         R"({"jsonrpc":"2.0","id":5})",
         R"({"jsonrpc":"2.0","id":5,"method":7})",
         R"({"jsonrpc":"2.0","id":5,"method":null})",
         R"({"jsonrpc":"2.0","id":5,"method":["ping"]})",
         R"({"jsonrpc":"2.0","id":5,"method":"ping","params":[]})",
         R"({"jsonrpc":"2.0","id":5,"method":"ping","params":[1,2]})",
         R"({"jsonrpc":"2.0","id":5,"method":"ping","params":"x"})",
         R"({"jsonrpc":"2.0","id":5,"method":"ping","params":7})",
         R"({"jsonrpc":"2.0","id":5,"method":"ping","params":false})",
       }) {
    const auto why = refusal(text);
    EXPECT_EQ(why.why.code, errc::invalid_request) << text;
    EXPECT_EQ(why.id.json, "5") << text;
  }
}

TEST(parse_frame, null_params_are_none) {
  const auto message = message_of(R"({"jsonrpc":"2.0","id":1,"method":"ping","params":null})");
  EXPECT_FALSE(message->params());
}

TEST(parse_frame, what_is_no_object_or_array_holds_no_message) {
  for (const std::string text : {"1", "\"ping\"", "true", "null"}) {
    const auto parsed = parse_frame(text, 64);
    ASSERT_FALSE(parsed) << text;
    EXPECT_EQ(parsed.error().why.code, errc::invalid_request);
  }
  EXPECT_EQ(refusal("{}").why.code, errc::invalid_request);
  EXPECT_EQ(refusal(R"({"jsonrpc":"2.0","id":1.5,"result":{}})").why.code, errc::invalid_request);
  EXPECT_EQ(refusal(R"({"jsonrpc":"2.0","result":{}})").why.code, errc::invalid_request);
}

TEST(parse_frame, broken_json_is_a_parse_error_without_id) {
  const auto why = refusal(R"({"jsonrpc":"2.0","id":1,"method":"ping")");
  EXPECT_EQ(why.why.code, errc::parse_error);
  EXPECT_FALSE(why.id.present());
}

TEST(parse_frame, a_message_cut_at_any_position_is_a_parse_error) {
  const std::string text
    = R"({"jsonrpc":"2.0","id":"é\u0001","method":"tools/call","params":{"name":"query","arguments":{"sql":"select '\ud83d\ude00'"}}})";
  message_of(text);
  for (std::size_t length = 0; length < text.size(); ++length)
    EXPECT_EQ(refusal(text.substr(0, length)).why.code, errc::parse_error) << length;
}

TEST(parse_frame, of_equal_names_the_last_counts_everywhere) {
  const auto message = message_of(
    R"({"jsonrpc":"1.0","jsonrpc":"2.0","id":[],"id":1,"id":2,"method":"a","method":"b","params":[],"params":{"x":1,"x":2}})");
  EXPECT_EQ(message->id().json, "2");
  EXPECT_EQ(message->method(), "b");
  EXPECT_EQ(message->params()["x"].integer(), 2);
}

TEST(parse_frame, a_batch_keeps_its_messages_in_order_and_its_bad_ones_apart) {
  const auto parsed = parse_frame(
    R"([{"jsonrpc":"2.0","id":1,"method":"ping"},7,{"jsonrpc":"2.0","method":"x"},{"id":2,"method":"ping"},[]])",
    64);
  ASSERT_TRUE(parsed);
  EXPECT_TRUE(parsed->batch);
  ASSERT_EQ(parsed->messages.size(), 5u);
  ASSERT_TRUE(parsed->messages[0]);
  EXPECT_EQ((*parsed->messages[0])->id().json, "1");
  EXPECT_FALSE(parsed->messages[1]);
  ASSERT_TRUE(parsed->messages[2]);
  EXPECT_EQ((*parsed->messages[2])->what(), message::kind::notification);
  ASSERT_FALSE(parsed->messages[3]);
  EXPECT_EQ(parsed->messages[3].error().id.json, "2");
  EXPECT_FALSE(parsed->messages[4]);
}

TEST(parse_frame, a_message_of_a_batch_outlives_its_frame) {
  message_ptr kept;
  {
    auto parsed = parse_frame(
      R"([{"jsonrpc":"2.0","id":"first","method":"ping"},{"jsonrpc":"2.0","id":"second","method":"a-long-method-name"}])",
      64);
    ASSERT_TRUE(parsed);
    kept = *parsed->messages.at(1);
  }
  EXPECT_EQ(kept->method(), "a-long-method-name");
  EXPECT_EQ(kept->root()["id"].string(), "second");
}

TEST(parse_frame, batches_are_neither_empty_nor_endless) {
  const auto batch_of = [](std::size_t count) {
    std::string text = "[";
    for (std::size_t i = 0; i < count; ++i)
      text += (i > 0 ? "," : "") + with_id(std::to_string(i));
    return text + "]";
  };
  EXPECT_EQ(refusal("[]").why.code, errc::invalid_request);
  EXPECT_EQ(refusal(batch_of(max_batch + 1)).why.code, errc::invalid_request);
  const auto parsed = parse_frame(batch_of(max_batch), 64);
  ASSERT_TRUE(parsed);
  EXPECT_EQ(parsed->messages.size(), max_batch);
}

TEST(parse_frame, nesting_is_bounded) {
  const auto nested = [](std::size_t levels) {
    return R"({"jsonrpc":"2.0","id":1,"method":"x","params":{"a":)" + std::string(levels, '[')
           + std::string(levels, ']') + "}}";
  };
  EXPECT_TRUE(parse_frame(nested(62), 64)->messages.at(0));
  EXPECT_EQ(refusal(nested(63)).why.code, errc::parse_error);
  EXPECT_EQ(refusal(nested(100'000)).why.code, errc::parse_error);
}
