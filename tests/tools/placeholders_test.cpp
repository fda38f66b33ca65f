#include "tools/placeholders.hpp"

#include <gtest/gtest.h>

namespace howdah::tools {

namespace {

std::string converted(std::string_view sql) {
  return convert_placeholders(sql).text;
}

} // namespace

TEST(placeholders, percent_placeholders_are_numbered_in_order) {
  const auto out = convert_placeholders("select %s, %b, %t");
  EXPECT_EQ(out.text, "select $1, $2, $3");
  EXPECT_EQ(out.style, placeholder_style::percent);
  EXPECT_EQ(out.placeholders, 3U);
}

TEST(placeholders, a_native_placeholder_leaves_every_percent_alone) {
  const auto out = convert_placeholders("select 'a%%', %s, $1 % 2");
  EXPECT_EQ(out.text, "select 'a%%', %s, $1 % 2");
  EXPECT_EQ(out.style, placeholder_style::native);
}

TEST(placeholders, strings_identifiers_and_comments_hold_no_placeholders) {
  EXPECT_EQ(
    converted("select '%s', \"%s\", $$%s$$, $t$ $1 %s $t$, E'\\'%s', U&'%s' -- %s\n/* %s /* %s */ "
              "%s */, %s"),
    "select '%s', \"%s\", $$%s$$, $t$ $1 %s $t$, E'\\'%s', U&'%s' -- %s\n/* %s /* %s */ %s */, $1");
  EXPECT_EQ(convert_placeholders("select '$1', \"$1\", $$ $1 $$ -- $1\n /* $1 */, a$1, %s").style,
            placeholder_style::percent);
}

TEST(placeholders, doubled_percents_become_one_also_in_strings) {
  EXPECT_EQ(converted("select 'a%%' as a"), "select 'a%' as a");
  EXPECT_EQ(converted("select 10 %% 3 -- 100%%"), "select 10 % 3 -- 100%%");
  EXPECT_EQ(converted("select '%%s'"), "select '%s'");
  EXPECT_EQ(converted("select 5 %%%s"), "select 5 %$1");
}

TEST(placeholders, other_percents_are_left_alone) {
  EXPECT_EQ(converted("select * from t where a like '%a%' and b % 2 = %s"),
            "select * from t where a like '%a%' and b % 2 = $1");
  EXPECT_EQ(converted("select %d, 7 %"), "select %d, 7 %");
}

TEST(placeholders, a_placeholder_does_not_grow_together_with_its_neighbours) {
  EXPECT_EQ(converted("select 1 limit%s"), "select 1 limit $1");
  EXPECT_EQ(converted("select %s5"), "select $1 5");
  EXPECT_EQ(converted("(%s,%s)"), "($1,$2)");
}

TEST(placeholders, escape_strings_go_on_across_lines) {
  EXPECT_EQ(converted("select E'a'\n 'b\\'%s', %s"), "select E'a'\n 'b\\'%s', $1");
  EXPECT_EQ(converted("select 'a'\n 'b\\', %s"), "select 'a'\n 'b\\', $1");
  EXPECT_EQ(converted("select type'x%s\\', %s"), "select type'x%s\\', $1");
}

TEST(placeholders, the_first_native_placeholder_is_counted_in_characters) {
  const auto found = first_native_placeholder("select '漢$1', '漢', $12 + $1");
  ASSERT_TRUE(found);
  EXPECT_EQ(found->position, 20);
  EXPECT_EQ(found->name, "$12");
  EXPECT_FALSE(first_native_placeholder("select a$1, $$ $1 $$"));
  EXPECT_TRUE(first_native_placeholder("$1"));
}

TEST(placeholders, unterminated_text_goes_on_to_the_end) {
  for (const auto* sql : {"select '%s", "select \"%s", "select $a$ %s", "/* %s", "select E'\\",
                          "select E'a'\n'%s", "--%s", "'", "$", "$$", "%"})
    EXPECT_EQ(converted(sql), sql);
}

} // namespace howdah::tools
