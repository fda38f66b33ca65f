#include "postgres/clean_text.hpp"

#include <gtest/gtest.h>

namespace howdah::postgres {
namespace {

TEST(clean_text, well_formed_utf8_stays) {
  for (const auto* text : {"", "plain", "a\tb\nc", "äöü €", "\xF0\x9F\x90\x98", "\xEF\xBF\xBD",
                           "\xED\x9F\xBF", "\xF4\x8F\xBF\xBF"})
    EXPECT_EQ(clean_text(text), text);
}

TEST(clean_text, every_ill_formed_byte_becomes_one_replacement) {
  EXPECT_EQ(clean_text("a\xFF"
                       "b"),
            "a\uFFFDb");
  EXPECT_EQ(clean_text("\xC0\xAF"), "\uFFFD\uFFFD");           // overlong
  EXPECT_EQ(clean_text("\xED\xA0\x80"), "\uFFFD\uFFFD\uFFFD"); // surrogate
  EXPECT_EQ(clean_text("\xF4\x90\x80\x80"), "\uFFFD\uFFFD\uFFFD\uFFFD");
  EXPECT_EQ(clean_text("\xE2\x82"), "\uFFFD\uFFFD"); // cut
  EXPECT_EQ(clean_text("\x80"), "\uFFFD");
}

TEST(clean_text, control_characters_do_not_reach_people) {
  EXPECT_EQ(clean_text("a\x1B[31m\x7F"), "a\uFFFD[31m\uFFFD");
  EXPECT_EQ(clean_text("line \n\n"), "line");
}

TEST(clean_text, long_text_is_cut_between_characters) {
  EXPECT_EQ(clean_text("abcdef", 3), "abc…");
  EXPECT_EQ(clean_text("ab€", 4), "ab…");
  EXPECT_EQ(clean_text("abc", 3), "abc");
  EXPECT_EQ(clean_text(std::string(1'000'000, 'x'), 100).size(), 103u);
}

} // namespace
} // namespace howdah::postgres
