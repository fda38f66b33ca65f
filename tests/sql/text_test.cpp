#include "sql/text.hpp"
#include "tests/sql/judged.hpp"

#include <gtest/gtest.h>

#include <string>

namespace howdah::sql::tests {
namespace {

using namespace std::string_literals;

TEST(text, invisible_characters_count_outside_quotes_only) {
  for (const auto* text :
       {"select '\u200b'", "select E'\\'\u202e'", "select 'a''\ufeff'", "select $$\u2060$$",
        "select $a$ $b$ \u200b $b$ $a$", "select \"a\u200cb\" from t", "select 1 -- \u202e\n, 2",
        "/* \u200b /* \u200b */ \u200b */ select 1", "select U&'\u00ad'",
        "select 'ünïcödé', 表 from größe", "select '\x01\x02\x7f'"})
    EXPECT_FALSE(unfit(text)) << text;
  for (const auto* text : {"\ufeffselect 1", "select\u00a01", "select a\u200bb", "select 1\u3000",
                           "select 'x'\u202e", "select 1 /* x */\u200e", "select $1\u200b$ $",
                           "select 1 -- x\n\u2028", "select a$\u200b$ from t", "select \u00ad1",
                           "\U000e0041select 1", "select 1\x01", "select $\u200b$ 1 $\u200b$"}) {
    const auto why = unfit(text);
    ASSERT_TRUE(why) << text;
    EXPECT_EQ(why->rule, "invisible-character") << text;
  }
}

TEST(text, an_invisible_character_is_named_and_placed) {
  const auto why = unfit("select 'é' \u200b");
  ASSERT_TRUE(why);
  EXPECT_EQ(why->detail, "The character is U+200B.");
  EXPECT_EQ(why->position, 12);
}

TEST(text, bytes_that_are_no_text_are_refused_where_they_are) {
  const std::pair<std::string, int> cases[] = {{"select 'a\0b'"s, 10},
                                               {"\0"s, 1},
                                               {"select '\xff'", 9},
                                               {"select 'é\xc3'", 10},
                                               {"select '\xed\xa0\x80'", 9},
                                               {"select '\xc0\x80'", 9},
                                               {"select '\xf4\x90\x80\x80'", 9},
                                               {"select 1\xe2\x80", 9}};
  for (const auto& [text, position] : cases) {
    const auto why = unfit(text);
    ASSERT_TRUE(why) << position;
    EXPECT_EQ(why->rule, "invalid-text");
    EXPECT_EQ(why->code, errc::invalid_argument);
    EXPECT_EQ(why->position, position);
  }
}

TEST(text, long_runs_of_operators_are_refused_outside_quotes_only) {
  const std::string run(600, '-');
  for (const auto& text : {"select '" + run + "'", "select $$" + run + "$$", "select 1 --" + run,
                           "select 1 /* " + std::string(511, '*') + "/"})
    EXPECT_FALSE(unfit(text)) << text;
  for (const auto& text :
       {"select 1 " + std::string(600, '+') + "1", "select /*" + std::string(600, '/'),
        "select 1 -" + std::string(600, '@')}) {
    const auto why = unfit(text);
    ASSERT_TRUE(why) << text;
    EXPECT_EQ(why->rule, "operator-run");
  }
}

TEST(text, positions_count_characters_from_one) {
  EXPECT_EQ(character_position("aé表b", 0), 1);
  EXPECT_EQ(character_position("aé表b", 3), 3);
  EXPECT_EQ(character_position("aé表b", 6), 4);
  EXPECT_EQ(character_position("a", -1), std::nullopt);
  EXPECT_EQ(character_position("a", 2), std::nullopt);
}

struct mistake {
  const char* text;
  const char* message;
  int position;
};

constexpr mistake mistakes[] = {
  {"raise", "syntax error at or near \"raise\"", 1},
  {"select * from customer where", "syntax error at end of input", 29},
  {"select 'unterminated", "unterminated quoted string at or near \"'unterminated\"", 8},
  {"sélect 1", "syntax error at or near \"sélect\"", 1},
  {"select 'é', 表 frm x y", "syntax error at or near \"x\"", 19},
  {"select \"", "unterminated quoted identifier at or near \"\"\"", 8},
  {"select /* open", "unterminated /* comment at or near \"/* open\"", 8},
  {"select $x$ open", "unterminated dollar-quoted string at or near \"$x$ open\"", 8},
};

TEST(syntax_error, is_worded_and_placed_as_postgresql_does) {
  for (const auto& [text, message, position] : mistakes)
    for (const auto mode : {read_only, read_write, unrestricted}) {
      const auto why = judged(mode, text).error();
      EXPECT_EQ(why.code, errc::syntax_error) << text;
      EXPECT_EQ(why.message, message);
      EXPECT_EQ(why.position, position) << text;
      EXPECT_EQ(why.sqlstate, "42601") << text;
      EXPECT_EQ(why.hint, "") << text;
    }
}

TEST(syntax_error, of_newer_syntax_tells_whose_grammar_is_used) {
  for (const auto* text :
       {"select * from json_table('{}', '$' columns (a int))", "select a IS\nJSON from t",
        "select 1_000, 0x1f", "select * from (select 1)",
        "merge into a using b on true when not matched by source then delete",
        "insert into t values (1) returning with (old as o) o.a"})
    EXPECT_NE(judged(read_write, text).error().hint.find("PostgreSQL 15's grammar"),
              std::string::npos)
      << text;
}

TEST(syntax_error, has_the_sqlstate_of_its_kind) {
  EXPECT_EQ(judged(read_only, "select E'\\u00zz'").error().sqlstate, "22025");
  EXPECT_EQ(judged(read_only, "create view v as select 1 with check option; create recursive view "
                              "v (a) as select 1 with check option")
              .error()
              .sqlstate,
            "0A000");
}

} // namespace
} // namespace howdah::sql::tests
