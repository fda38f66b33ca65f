#include "tests/oracle/script_text.hpp"

#include <gmock/gmock.h>

namespace howdah::oracle {
namespace {

using testing::ElementsAre;

TEST(script_text, statements_end_with_a_semicolon_outside_of_quotes_and_parentheses) {
  const auto read
    = read_script("select ';', $$;$$, \";\" -- ;\n; create rule r as (a;b);\ntable t");
  EXPECT_THAT(read.statements, ElementsAre("select ';', $$;$$, \";\" -- ;\n",
                                           " create rule r as (a;b)", "\ntable t"));
}

TEST(script_text, commands_of_psql_are_none) {
  const auto read
    = read_script("\\set x 'it''s'\nselect 1 as a \\gset\n\\d t\nselect 2 \\; select 3;");
  EXPECT_THAT(read.statements, ElementsAre("\nselect 1 as a ", "\n\nselect 2 ", " select 3"));
  EXPECT_EQ(read.commands, 3U);
}

TEST(script_text, statements_that_psql_would_change_are_left_out) {
  const auto read
    = read_script("select :a; select :'a', :{?b}; select a::int, b[1:2]; call f(a := 1);");
  EXPECT_THAT(read.statements, ElementsAre(" select a::int, b[1:2]", " call f(a := 1)"));
  EXPECT_EQ(read.with_variables, 2U);
}

TEST(script_text, data_is_no_statement) {
  const auto read = read_script("copy t from stdin;\nselect 1;\n\\.\nselect 2;");
  EXPECT_THAT(read.statements, ElementsAre("copy t from stdin", "\nselect 2"));
}

TEST(script_text, the_body_of_a_function_is_part_of_its_statement) {
  const auto read
    = read_script("create function f() begin atomic select case when a then 1 end; end; select 1;");
  EXPECT_THAT(read.statements,
              ElementsAre("create function f() begin atomic select case when a then 1 end; end",
                          " select 1"));
}

} // namespace
} // namespace howdah::oracle
