#include "mcp/json.hpp"
#include "tests/mcp/parsing.hpp"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

using namespace howdah::mcp;
using howdah::tests::json;

namespace {

std::string round_trip(const std::string& text) {
  return json(text).root().text();
}

} // namespace

TEST(json_value, an_absent_one_answers_every_question_with_no) {
  const value absent;
  EXPECT_FALSE(absent);
  EXPECT_FALSE(absent.is_null() || absent.is_bool() || absent.is_number() || absent.is_string()
               || absent.is_array() || absent.is_object());
  EXPECT_FALSE(absent["a"]["b"].at(3));
  EXPECT_EQ(absent.size(), 0u);
  EXPECT_EQ(absent.integer(), std::nullopt);
  EXPECT_EQ(absent.string(), std::nullopt);
  EXPECT_EQ(absent.boolean(), std::nullopt);
  EXPECT_EQ(absent.text(), "");
  for (const auto unexpected : absent.elements())
    FAIL() << unexpected.text();
  for (const auto& unexpected : absent.members())
    FAIL() << unexpected.name;
}

TEST(json_value, null_is_not_absent) {
  const json parsed(R"({"a":null})");
  EXPECT_TRUE(parsed["a"]);
  EXPECT_TRUE(parsed["a"].is_null());
  EXPECT_FALSE(parsed["b"]);
}

TEST(json_value, whole_numbers_are_integers_however_they_are_written) {
  const std::vector<std::pair<std::string, std::optional<std::int64_t>>> cases{
    {"0", 0},
    {"-0", 0},
    {"7", 7},
    {"-12", -12},
    {"2.0", 2},
    {"2e3", 2000},
    {"1.5e1", 15},
    {"-1E+2", -100},
    {"9007199254740993", 9007199254740993},
    {"9223372036854775807", INT64_MAX},
    {"-9223372036854775808", INT64_MIN},
    {"9223372036854775808", std::nullopt},
    {"-9223372036854775809", std::nullopt},
    {"123456789012345678901234567890", std::nullopt},
    {"2.5", std::nullopt},
    {"1e-1", std::nullopt},
    {"1e300", std::nullopt},
    {"\"7\"", std::nullopt},
    {"true", std::nullopt},
    {"null", std::nullopt},
    {"[7]", std::nullopt},
  };
  for (const auto& [text, expected] : cases)
    EXPECT_EQ(json(text).root().integer(), expected) << text;
}

TEST(json_value, numbers_keep_every_digit) {
  for (const std::string text :
       {"1.10", "123456789012345678901234567890.000", "1e5", "-0", "0.1", "1E-7"}) {
    EXPECT_EQ(json(text).root().number(), text);
    EXPECT_EQ(round_trip("[" + text + "]"), "[" + text + "]");
  }
}

TEST(json_value, of_equal_names_the_last_counts) {
  const json parsed(R"({"a":1,"b":{"a":5},"\u0061":2})");
  EXPECT_EQ(parsed["a"].integer(), 2);
  EXPECT_EQ(parsed.root().size(), 3u);
}

TEST(json_value, members_are_found_behind_nested_ones) {
  const json parsed(R"({"deep":{"x":[1,{"y":2}],"z":{}},"after":"yes","":"empty"})");
  EXPECT_EQ(parsed["after"].string(), "yes");
  EXPECT_EQ(parsed[""].string(), "empty");
  EXPECT_EQ(parsed["deep"]["x"].at(1)["y"].integer(), 2);
  EXPECT_FALSE(parsed["x"]);
}

TEST(json_value, elements_are_reached_by_index_and_in_order) {
  const json scalars("[1,2,3]");
  EXPECT_EQ(scalars.root().at(0).integer(), 1);
  EXPECT_EQ(scalars.root().at(2).integer(), 3);
  EXPECT_FALSE(scalars.root().at(3));
  const json mixed(R"([[],{"a":[1]},"x",[[2]],null])");
  EXPECT_EQ(mixed.root().at(2).string(), "x");
  EXPECT_TRUE(mixed.root().at(4).is_null());
  EXPECT_FALSE(mixed.root().at(5));
  std::string seen;
  for (const auto element : mixed.root().elements())
    seen += element.text() + ' ';
  EXPECT_EQ(seen, R"([] {"a":[1]} "x" [[2]] null )");
}

TEST(json_value, an_object_has_no_elements_and_an_array_no_members) {
  EXPECT_FALSE(json(R"({"a":1})").root().at(0));
  EXPECT_FALSE(json(R"(["a",1])").root()["a"]);
}

TEST(json_value, text_is_compact_and_equal) {
  EXPECT_EQ(round_trip(" { \"a\" : [ 1 , true , null , \"x\" ] , \"b\" : { } } "),
            R"({"a":[1,true,null,"x"],"b":{}})");
  EXPECT_EQ(round_trip(R"("\u00e9\ud83d\ude00\/\n")"), "\"\u00e9\U0001F600/\\n\"");
}

TEST(json_value, strings_keep_nul_characters) {
  const json parsed(R"(["a\u0000b",""])");
  EXPECT_EQ(parsed.root().at(0).string(), std::string_view("a\0b", 3));
  EXPECT_EQ(parsed.root().at(0).text(), R"("a\u0000b")");
  EXPECT_EQ(parsed.root().at(1).string(), "");
}

TEST(append_escaped, every_byte_that_json_wants_escaped_is) {
  std::string all;
  for (int c = 1; c < 0x80; ++c)
    all += static_cast<char>(c);
  all += '\0';
  const auto escaped = json_string(all);
  EXPECT_EQ(json(escaped).root().string(), all);
  EXPECT_EQ(escaped.find('\n'), escaped.npos);
  EXPECT_EQ(json_string("\"\\\b\f\n\r\t\x1f/\x7f"), R"("\"\\\b\f\n\r\t\u001f/)"
                                                    "\x7f\"");
}

TEST(append_escaped, plain_text_of_every_length_stays_as_it_is) {
  for (std::size_t length = 0; length < 40; ++length) {
    const std::string plain(length, 'x');
    std::string out = "before ";
    append_escaped(out, plain);
    EXPECT_EQ(out, "before " + plain);
    for (std::size_t at = 0; at < length; ++at) {
      auto with_quote = plain;
      with_quote[at] = '"';
      EXPECT_EQ(json(json_string(with_quote)).root().string(), with_quote);
    }
  }
}
