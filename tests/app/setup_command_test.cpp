#include "app/setup_sql/setup_command.hpp"
#include "app/setup_sql/sql_text.hpp"

#include <gmock/gmock.h>
#include <string>
#include <vector>

namespace howdah::app {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
using words = std::vector<std::string>;

std::string text_of(words options) {
  options.insert(options.begin(), "print-setup-sql");
  const auto page = setup_command(options);
  EXPECT_TRUE(page && *page);
  return page && *page ? **page : std::string();
}

std::string refusal(words options) {
  options.insert(options.begin(), "print-setup-sql");
  const auto page = setup_command(options);
  EXPECT_TRUE(page && !*page);
  return page && !*page ? page->error().message : std::string();
}

TEST(setup_command, is_not_meant_by_other_arguments) {
  EXPECT_FALSE(setup_command({}));
  EXPECT_FALSE(setup_command({"--role", "print-setup-sql"}));
}

TEST(setup_command, makes_a_reader_of_public_unless_told_otherwise) {
  const auto sql = text_of({});
  EXPECT_THAT(sql, AllOf(HasSubstr("CREATE ROLE \"howdah_reader\" LOGIN NOSUPERUSER"),
                         HasSubstr("NOBYPASSRLS"),
                         HasSubstr("GRANT SELECT ON ALL TABLES IN SCHEMA \"public\""),
                         HasSubstr("\\password howdah_reader"),
                         HasSubstr("ENABLE ROW LEVEL SECURITY"), Not(HasSubstr("PASSWORD"))));
}

TEST(setup_command, takes_names_in_both_forms) {
  const auto sql = text_of({"--role=The \"one\"", "--database", "shop", "--schemas", "a, B c"});
  EXPECT_THAT(sql,
              AllOf(HasSubstr(R"(CREATE ROLE "The ""one""" LOGIN)"),
                    HasSubstr(R"(GRANT CONNECT ON DATABASE "shop" TO "The ""one""";)"),
                    HasSubstr(R"(GRANT USAGE ON SCHEMA "a" TO)"),
                    HasSubstr(R"(GRANT USAGE ON SCHEMA "B c" TO)"), Not(HasSubstr("\"public\""))));
}

TEST(setup_command, says_how_it_is_used) {
  for (const auto& options :
       {words{"x"}, words{"--roel", "x"}, words{"--role"}, words{"--role", ""}, words{"--role="},
        words{"--role", std::string(64, 'x')}, words{"--role", "\xff"},
        words{"--role", "a", "--role", "b"}, words{"--schemas", "a,,b"},
        words{"--schemas", "pg_catalog"}, words{"--permissions", "f", "--schemas", "a"}})
    EXPECT_THAT(refusal(options), HasSubstr("usage: howdah print-setup-sql"));
  EXPECT_THAT(refusal({"--roel", "x"}), HasSubstr("did you mean --role?"));
  EXPECT_THAT(refusal({"--permissions", "/no/such/file"}), HasSubstr("/no/such/file"));
}

TEST(sql_text, quotes_whatever_it_is_given) {
  EXPECT_EQ(identifier("a\"b"), "\"a\"\"b\"");
  EXPECT_EQ(literal("it's \\"), "'it''s \\'");
  EXPECT_EQ(comment_text("a\nb\r\u2028c\x1b"), "a b \\u2028c\\u001B");
  EXPECT_EQ(do_block("x $setup$ y\n"), "DO $setup1$\nx $setup$ y\n$setup1$;\n");
}

} // namespace
} // namespace howdah::app
