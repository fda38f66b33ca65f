#include "postgres/excerpt.hpp"

#include <gtest/gtest.h>

#include <string>

namespace howdah::postgres {

TEST(excerpt, the_caret_stands_below_the_position) {
  EXPECT_EQ(excerpt("select * from no_such_table", 15), "LINE 1: select * from no_such_table\n"
                                                        "                      ^");
}

TEST(excerpt, the_end_of_the_statement_is_a_position) {
  EXPECT_EQ(excerpt("select", 7), "LINE 1: select\n              ^");
  EXPECT_EQ(excerpt("", 1), "LINE 1: \n        ^");
}

TEST(excerpt, lines_are_counted_whatever_ends_them) {
  EXPECT_EQ(excerpt("select\n1,\nx", 11), "LINE 3: x\n        ^");
  EXPECT_EQ(excerpt("select\r\n1,\r\nx", 13), "LINE 3: x\n        ^");
  EXPECT_EQ(excerpt("select\r1,\rx", 11), "LINE 3: x\n        ^");
  EXPECT_EQ(excerpt("\n\nx", 3), "LINE 3: x\n        ^");
  EXPECT_EQ(excerpt("select x\nfrom t", 8), "LINE 1: select x\n               ^");
  EXPECT_EQ(excerpt("select\nx", 7), "LINE 1: select\n              ^");
}

TEST(excerpt, tabs_become_blanks_and_wide_characters_take_two_columns) {
  EXPECT_EQ(excerpt("select\tx", 8), "LINE 1: select x\n               ^");
  EXPECT_EQ(excerpt("select '漢字', x", 14), "LINE 1: select '漢字', x\n                       ^");
  EXPECT_EQ(excerpt("sélect 1", 1), "LINE 1: sélect 1\n        ^");
  EXPECT_EQ(excerpt("select 'é', x", 13), "LINE 1: select 'é', x\n                    ^");
}

TEST(excerpt, long_lines_are_cut_on_the_right_when_that_is_enough) {
  const auto text = "select nope, " + std::string(100, 'y');
  EXPECT_EQ(excerpt(text, 8),
            "LINE 1: select nope, " + std::string(47, 'y') + "...\n               ^");
}

TEST(excerpt, long_lines_are_cut_around_a_position_far_to_the_right) {
  const auto text = std::string(100, 'y') + " nope " + std::string(100, 'z');
  EXPECT_EQ(excerpt(text, 102), "LINE 1: ..." + std::string(49, 'y') + " nope "
                                  + std::string(5, 'z') + "...\n" + std::string(61, ' ') + "^");
}

TEST(excerpt, positions_outside_the_statement_give_nothing) {
  for (const auto position : {-1, 0, 8, 1'000'000})
    EXPECT_EQ(excerpt("select", position), "") << position;
}

TEST(excerpt, every_position_of_broken_utf8_is_survived) {
  const std::string text = "a\xFF\xC3 \xE6\xBC\n\xF0\x9F 漢";
  for (int position = 0; position < 20; ++position)
    EXPECT_LT(excerpt(text, position).size(), 100U);
}

} // namespace howdah::postgres
