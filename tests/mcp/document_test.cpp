#include "mcp/document.hpp"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

using namespace howdah;
using namespace howdah::mcp;

namespace {

std::optional<problem> refusal(const std::string& text, std::size_t depth = 64) {
  document parsed;
  auto why = parsed.load(text, depth);
  EXPECT_EQ(static_cast<bool>(parsed.root()), !why) << text.substr(0, 80);
  return why;
}

std::string nested(std::size_t levels, char open = '[', char close = ']') {
  return std::string(levels, open) + std::string(levels, close);
}

} // namespace

TEST(document, what_is_no_json_is_a_parse_error) {
  using namespace std::string_literals;
  for (const auto& text : {
         ""s,
         " "s,
         "\n"s,
         "nul"s,
         "True"s,
         "NaN"s,
         "Infinity"s,
         "+1"s,
         "01"s,
         "1."s,
         ".5"s,
         "1e"s,
         "0x10"s,
         "- 1"s,
         "1e999"s,
         "'a'"s,
         "\"a"s,
         "\"a\nb\""s,
         "\"\\x41\""s,
         "\"\\u12g4\""s,
         "\"\\u12\""s,
         "[1,]"s,
         "[1 2]"s,
         "[1"s,
         "]"s,
         "{\"a\"}"s,
         "{\"a\":}"s,
         "{\"a\":1,}"s,
         "{a:1}"s,
         "{1:2}"s,
         "{\"a\":1"s,
         "{} {}"s,
         "{}x"s,
         "1 // comment"s,
         "/**/1"s,
         "\xEF\xBB\xBF{}"s,   // byte-order mark
         "{}\0"s,             // NUL after the value
         "{\"a\":\"x\0y\"}"s, // raw NUL in a string
         "\0"s,
         "\"\x01\""s,             // raw control character
         "\"\\ud800\""s,          // lone high surrogate
         "\"\\udc00\""s,          // lone low surrogate
         "\"\\ud800\\u0041\""s,   // high surrogate and something else
         "\"\\udc00\\ud800\""s,   // the wrong way round
         "{\"\\udfff\":1}"s,      // in a name
         "\"\x80\""s,             // continuation byte alone
         "\"\xC3\""s,             // cut off
         "\"\xC0\xAF\""s,         // overlong
         "\"\xE0\x80\xAF\""s,     // overlong
         "\"\xED\xA0\x80\""s,     // surrogate as UTF-8
         "\"\xF4\x90\x80\x80\""s, // beyond U+10FFFF
         "\"\xFF\""s,
       }) {
    const auto why = refusal(text);
    ASSERT_TRUE(why) << text;
    EXPECT_EQ(why->code, errc::parse_error) << text;
    EXPECT_NE(why->message.find("byte"), std::string::npos) << why->message;
  }
}

TEST(document, every_json_value_may_be_the_root) {
  for (const std::string text :
       {"0", "-1.5e+3", "true", "false", "null", "\"\"", "[]", "{}", " \t\r\n[ ] ",
        "\"\\ud83d\\ude00\"", "\"\xED\x9F\xBF\xEE\x80\x80\"", "\"\xF0\x9F\x98\x80\"",
        "\"\\u0000\\uFFFF\""})
    EXPECT_FALSE(refusal(text)) << text;
}

TEST(document, a_text_cut_at_any_position_is_a_parse_error) {
  const std::string text
    = R"({"a":[1,-2.5e3,true,null,"x\u00e9\ud83d\ude00é"],"b":{"c":{}},"d":false})";
  EXPECT_FALSE(refusal(text));
  for (std::size_t length = 0; length < text.size(); ++length) {
    const auto why = refusal(text.substr(0, length));
    ASSERT_TRUE(why) << length;
    EXPECT_EQ(why->code, errc::parse_error);
  }
}

TEST(document, a_text_that_ends_within_a_character_is_read_to_its_end_only) {
  for (const std::string_view cut :
       {"\xC3", "\xE2", "\xE2\x82", "\xF0", "\xF0\x9F", "\xF0\x9F\x98"})
    for (std::size_t length = 100; length < 110; ++length) {
      std::string text(length, 'x'); // of just this capacity, which AddressSanitizer guards
      text.front() = '"';
      text.replace(length - cut.size(), cut.size(), cut);
      const auto why = refusal(text);
      ASSERT_TRUE(why);
      EXPECT_EQ(why->message, "Invalid JSON at byte " + std::to_string(length - cut.size())
                                + ": This is not UTF-8.");
    }
}

TEST(document, depth_is_allowed_up_to_the_limit) {
  EXPECT_FALSE(refusal(nested(64)));
  const auto why = refusal(nested(65));
  ASSERT_TRUE(why);
  EXPECT_EQ(why->code, errc::parse_error);
  EXPECT_NE(why->message.find("64"), std::string::npos);
  EXPECT_FALSE(refusal(R"({"a":[]})", 2));
  EXPECT_TRUE(refusal(R"({"a":[{}]})", 2));
  EXPECT_TRUE(refusal("[]", 0));
  EXPECT_FALSE(refusal("1", 0));
}

TEST(document, endless_nesting_is_refused_without_recursion) {
  EXPECT_TRUE(refusal(nested(100'000)));
  EXPECT_TRUE(refusal(std::string(1'000'000, '[')));
  std::string objects;
  for (int i = 0; i < 100'000; ++i)
    objects += R"({"a":)";
  EXPECT_TRUE(refusal(objects));
}

TEST(document, no_limit_goes_beyond_what_can_be_written_again) {
  EXPECT_FALSE(refusal(nested(max_json_depth), 1'000'000));
  EXPECT_TRUE(refusal(nested(max_json_depth + 1), 1'000'000));
  document parsed;
  ASSERT_FALSE(parsed.load(nested(max_json_depth), 1'000'000));
  EXPECT_EQ(parsed.root().text(), nested(max_json_depth));
}

TEST(document, values_are_allowed_up_to_the_limit) {
  const auto list_of = [](std::size_t count) {
    std::string text = "[0";
    for (std::size_t i = 1; i < count; ++i)
      text += ",0";
    return text + "]";
  };
  EXPECT_FALSE(refusal(list_of(max_json_nodes - 1)));
  const auto why = refusal(list_of(max_json_nodes));
  ASSERT_TRUE(why);
  EXPECT_EQ(why->code, errc::parse_error);
}
