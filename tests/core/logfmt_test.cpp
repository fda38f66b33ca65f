#include "core/logfmt.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <limits>
#include <string_view>

namespace howdah::log {
namespace {

using namespace std::string_view_literals;

TEST(logfmt, an_event_and_its_fields_make_one_line) {
  EXPECT_EQ(
    logfmt("call", {{"tool", "query"sv}, {"rows", std::int64_t{1}}, {"ms", 0.4}, {"ok", true}}),
    "call tool=query rows=1 ms=0.4 ok=true");
  EXPECT_EQ(logfmt("ready", {}), "ready");
}

TEST(logfmt, fields_without_a_key_are_left_out) {
  EXPECT_EQ(logfmt("e", {{"", "x"sv}, {"k", "v"sv}, {"", ""sv}}), "e k=v");
}

TEST(logfmt, values_with_blanks_quotes_or_equal_signs_are_quoted) {
  EXPECT_EQ(logfmt("e", {{"k", "two words"sv}}), R"(e k="two words")");
  EXPECT_EQ(logfmt("e", {{"k", ""sv}}), R"(e k="")");
  EXPECT_EQ(logfmt("e", {{"k", R"(a"b\c)"sv}}), R"(e k="a\"b\\c")");
  EXPECT_EQ(logfmt("e", {{"k", "a=b"sv}}), R"(e k="a=b")");
}

TEST(logfmt, no_value_can_begin_a_new_line_or_send_a_terminal_command) {
  EXPECT_EQ(logfmt("e", {{"k", "a\nb\r\tc\x1b[31m\x7f"sv}}), R"(e k="a\nb\r\tc\u001b[31m\u007f")");
  EXPECT_EQ(logfmt("e", {{"k", "a\0b"sv}}), R"(e k="a\u0000b")");
  EXPECT_EQ(logfmt("two\nlines", {}), R"("two\nlines")");
}

TEST(logfmt, text_beyond_ascii_stays_as_it_is) {
  EXPECT_EQ(logfmt("e", {{"k", "größe"sv}}), "e k=größe");
}

TEST(logfmt, numbers_are_exact_integers_or_three_decimals) {
  constexpr auto lowest = std::numeric_limits<std::int64_t>::min();
  EXPECT_EQ(logfmt("e", {{"k", lowest}}), "e k=-9223372036854775808");
  EXPECT_EQ(logfmt("e", {{"a", 0.0}, {"b", 12.0}, {"c", 1.23456}, {"d", -0.5}, {"e", 100.0}}),
            "e a=0 b=12 c=1.235 d=-0.5 e=100");
  EXPECT_EQ(logfmt("e", {{"k", 1e300}}), "e k=1e+300");
  EXPECT_EQ(logfmt("e", {{"k", std::numeric_limits<double>::infinity()}}), "e k=inf");
}

} // namespace
} // namespace howdah::log
