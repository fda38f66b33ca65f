#include "app/check_sql/check_sql_command.hpp"
#include "app/check_sql/judged_sql.hpp"
#include "mcp/document.hpp"
#include "tests/app/load_fixture.hpp"

#include <gmock/gmock.h>
#include <sstream>

namespace howdah::app {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;
using words = std::vector<std::string>;

result<told> asked(words more, const std::string& input = {}) {
  more.insert(more.begin(), "check-sql");
  std::istringstream from(input);
  auto answer = check_sql_command(more, from);
  EXPECT_TRUE(answer);
  return answer.value_or(told{});
}

std::string page(const words& more, int code) {
  const auto answer = asked(more);
  EXPECT_TRUE(answer) << answer.error().message;
  EXPECT_EQ(answer ? answer->code : 2, code) << testing::PrintToString(more);
  return answer ? answer->text : std::string();
}

std::string misuse(const words& more) {
  const auto answer = asked(more);
  EXPECT_FALSE(answer) << testing::PrintToString(more);
  return answer ? std::string() : answer.error().message;
}

class check_sql : public load_test {
protected:
  std::string roles() {
    return file("roles:\n  reader: {tables: [customer]}\n"
                "  writer: {inherits: reader, schemas: public, operations: insert}\n"
                "users: {alice: writer, _default: reader}\n");
  }
};

TEST_F(check_sql, an_admitted_statement_is_told_with_all_that_it_names) {
  EXPECT_THAT(page({"select lower(name) from sales.customer, t where id = $1"}, 0),
              AllOf(StartsWith("admitted\n"), HasSubstr("  by          read-only access\n"),
                    HasSubstr("  runs        in a READ ONLY transaction that is rolled back\n"),
                    HasSubstr("  parameters  1\n"), HasSubstr("  operations  select\n"),
                    HasSubstr("  reads       t, sales.customer\n"),
                    HasSubstr("  calls       lower(1)\n"), Not(HasSubstr("writes"))));
}

TEST_F(check_sql, what_the_catalog_decides_is_said) {
  EXPECT_THAT(page({"select * from t"}, 0), HasSubstr("its catalog is asked"));
  EXPECT_THAT(page({"select f(1)"}, 0), HasSubstr("its catalog is asked"));
  EXPECT_THAT(page({"select 1"}, 0), Not(HasSubstr("catalog")));
  EXPECT_THAT(page({"--access", "read-write", "select * from t"}, 0), Not(HasSubstr("catalog")));
}

TEST_F(check_sql, a_refused_statement_is_told_with_rule_place_and_what_to_do) {
  EXPECT_THAT(page({"select a,\n  pg_read_file('x') from t"}, 1),
              AllOf(StartsWith("refused: Read-only mode: pg_read_file() is refused"),
                    HasSubstr("\nLINE 2:   pg_read_file('x') from t\n          ^\n"),
                    HasSubstr("  rule        server-file\n"), HasSubstr("  place       2:3\n"),
                    HasSubstr("  hint        Use tables"),
                    HasSubstr("  calls       pg_read_file(1)\n")));
  EXPECT_THAT(page({"begin; select 1; commit"}, 1), HasSubstr("  instead     select 1\n"));
  EXPECT_THAT(page({"selct 1"}, 1),
              AllOf(HasSubstr("  rule        syntax_error\n"), HasSubstr("  place       1:1\n"),
                    Not(HasSubstr("reads"))));
  EXPECT_THAT(page({""}, 1), StartsWith("refused: "));
}

TEST_F(check_sql, the_mode_decides) {
  EXPECT_THAT(page({"vacuum t"}, 1), HasSubstr("read-only access"));
  EXPECT_THAT(page({"--access=read-only", "delete from t"}, 1), HasSubstr("rule        write"));
  EXPECT_THAT(page({"--access=read-write", "delete from t"}, 0),
              AllOf(HasSubstr("destroys    DELETE without WHERE"), HasSubstr("writes      t")));
  EXPECT_THAT(page({"--access", "read-write", "set a.b = 1"}, 1), HasSubstr("session-control"));
  EXPECT_THAT(page({"--access", "unrestricted", "set a.b = 1"}, 0), HasSubstr("unrestricted"));
}

TEST_F(check_sql, a_caller_is_held_to_their_role) {
  const auto path = roles();
  const auto of = [&](const std::string& user, const std::string& sql, int code) {
    return page({"--permissions", path, "--user", user, sql}, code);
  };
  EXPECT_THAT(of("alice", "insert into customer values (1)", 0),
              HasSubstr("read-write access, role writer"));
  EXPECT_THAT(of("bob", "insert into customer values (1)", 1),
              AllOf(HasSubstr("Access denied: operation 'insert'"), HasSubstr("role reader"),
                    HasSubstr("Allowed operations: select.")));
  EXPECT_THAT(of("alice", "table secrets", 1), HasSubstr("place       1:7"));
  EXPECT_THAT(page({"--permissions", path, "table customer"}, 0),
              AllOf(HasSubstr("role reader"), HasSubstr("columns included")));
  EXPECT_THAT(page({"--permissions", path, "--access", "read-only", "--user", "alice",
                    "insert into customer values (1)"},
                   1),
              HasSubstr("rule        write"));
}

TEST_F(check_sql, a_limit_on_estimates_is_said_to_come_first) {
  const auto path = file("roles: {a: {limits: {max_cost: 10}}, b: {}}\nusers: {x: a, y: b}\n");
  const auto of = [&](const std::string& user, const std::string& form) {
    return page({"--permissions", path, "--user", user, form, "table t"}, 0);
  };
  EXPECT_THAT(page({"--permissions", path, "--user", "x", "table t"}, 0),
              HasSubstr("first       PostgreSQL is asked for its plan"));
  EXPECT_THAT(of("x", "--json"), HasSubstr(R"("explained_first":true)"));
  EXPECT_THAT(of("y", "--json"), HasSubstr(R"("explained_first":false)"));
}

TEST_F(check_sql, without_any_role_nothing_is_allowed) {
  const auto path = file("roles: {a: {}}\nusers: {alice: a}\n");
  EXPECT_THAT(page({"--permissions", path, "--user", "bob", "select 1"}, 1),
              AllOf(HasSubstr("no role assigned"), HasSubstr("a caller without a role")));
}

TEST_F(check_sql, the_statement_may_be_in_a_file_or_come_from_standard_input) {
  EXPECT_THAT(page({file("select 1\n")}, 0), StartsWith("admitted"));
  const auto read = asked({"-"}, "select 1\n;");
  ASSERT_TRUE(read);
  EXPECT_THAT(read->text, StartsWith("admitted"));
  EXPECT_THAT(misuse({"nosuch.sql"}), HasSubstr("cannot read the statement \"nosuch.sql\""));
  EXPECT_THAT(misuse({"/nosuch"}), HasSubstr("/nosuch"));
  EXPECT_THAT(page({"select(6/2)"}, 0), StartsWith("admitted"));
}

TEST_F(check_sql, a_statement_may_begin_like_a_flag) {
  EXPECT_THAT(page({"-- a comment\nselect 1"}, 0), StartsWith("admitted"));
  EXPECT_THAT(page({"--", "--json"}, 1), StartsWith("refused"));
  EXPECT_THAT(page({"select 1", "--access", "read-write"}, 0), HasSubstr("read-write"));
}

TEST_F(check_sql, programs_get_one_object) {
  for (const auto& [sql, code] : {std::pair("select f($1) from s.\"a\"\"b\"", 0),
                                  {"select \x01 from t", 1},
                                  {"selct '\"'", 1},
                                  {"insert into t values (1)", 1},
                                  {"select '\xC3\xA4', nope(", 1}}) {
    const auto text = page({"--json", sql}, code);
    EXPECT_TRUE(text.ends_with("}\n") && text.find('\n') == text.size() - 1) << text;
    mcp::document parsed;
    ASSERT_FALSE(parsed.load(text.substr(0, text.size() - 1))) << text;
    EXPECT_EQ(parsed.root()["verdict"].string(), code ? "refused" : "admitted");
    EXPECT_EQ(parsed.root()["message"].is_string(), code == 1);
  }
  EXPECT_THAT(page({"--json", "select f($1) from s.t"}, 0),
              AllOf(HasSubstr(R"("relations":[{"schema":"s","name":"t","written":false}])"),
                    HasSubstr(R"("functions":[{"schema":null,"name":"f","arguments":1}])"),
                    HasSubstr(R"("depends_on_catalog":true)"), HasSubstr(R"("parameters":1)")));
  EXPECT_THAT(page({"--json", "select 1,\n pg_sleep(1)"}, 1),
              AllOf(HasSubstr(R"("line":2,"column":2)"), HasSubstr(R"("rule":"delay")")));
}

TEST_F(check_sql, what_would_act_on_a_terminal_is_not_printed) {
  for (const auto* sql :
       {"select nope('\x1b[31mred\x1b[0m'", "select 1 from \"\x1b[31m\", pg_authid"})
    EXPECT_THAT(page({sql}, 1), Not(HasSubstr("\x1b")));
}

TEST_F(check_sql, texts_of_any_size_and_depth_get_a_verdict) {
  const auto repeated = [](const std::string& text, std::size_t times) {
    std::string all;
    for (std::size_t i = 0; i < times; ++i)
      all += text;
    return all;
  };
  for (const auto& sql :
       {"select " + repeated("(", 30000),
        "select " + repeated("(", 20000) + "1" + repeated(")", 20000),
        "select " + repeated("1+", 30000) + "1", "select " + repeated("not ", 15000) + "true",
        "select '" + repeated("x", 70000) + "'", repeated("select 1;", 6000)})
    EXPECT_THAT(page({sql}, 1), StartsWith("refused: ")) << sql.substr(0, 40);
}

TEST_F(check_sql, misuse_is_told_in_one_line) {
  const auto path = roles();
  for (const auto& [more, reason] : std::vector<std::pair<words, std::string>>{
         {{}, "needs a statement"},
         {{"--json"}, "needs a statement"},
         {{"select", "1"}, "more than one statement or file"},
         {{"--json=1", "select 1"}, "--json takes no value"},
         {{"--json", "--json", "select 1"}, "--json is given twice"},
         {{"select 1", "--access"}, "--access needs a value"},
         {{"--access=", "select 1"}, "--access needs a value"},
         {{"--access", "readonly", "select 1"}, "is none of read-only, read-write, unrestricted"},
         {{"--acces", "read-only", "select 1"}, "did you mean --access?"},
         {{"--user", "alice", "select 1"}, "--user needs --permissions"},
         {{"--permissions", path, "--access", "unrestricted", "select 1"}, "exclude each other"},
         {{"--permissions", path, "--user", "a\nb", "select 1"}, "--user"},
         {{"--permissions", "/no/such.yaml", "select 1"}, "/no/such.yaml"},
         {{"--permissions", file("roles: {a: {schema: x}}\n"), "select 1"}, "unknown key"}}) {
    const auto told = misuse(more);
    EXPECT_THAT(told, HasSubstr(reason));
    EXPECT_EQ(told.find('\n'), std::string::npos);
  }
}

TEST_F(check_sql, is_not_meant_by_other_arguments) {
  std::istringstream none;
  EXPECT_FALSE(check_sql_command({}, none));
  EXPECT_FALSE(check_sql_command({"--access", "check-sql"}, none));
}

TEST(place_in, counts_lines_and_characters_from_one) {
  const auto at = [](std::string_view text, int position) {
    const auto place = place_in(text, position);
    return std::to_string(place.line) + ':' + std::to_string(place.column);
  };
  EXPECT_EQ(at("abc", 1), "1:1");
  EXPECT_EQ(at("abc", 3), "1:3");
  EXPECT_EQ(at("a\nbc", 2), "1:2");
  EXPECT_EQ(at("a\nbc", 3), "2:1");
  EXPECT_EQ(at("a\r\nbc", 4), "2:1");
  EXPECT_EQ(at("a\rbc", 3), "2:1");
  EXPECT_EQ(at("\xC3\xA4\xE2\x82\xACx", 3), "1:3");
  EXPECT_EQ(at("\n\n\n", 4), "4:1");
  EXPECT_EQ(at("ab", 9), "1:3");
  EXPECT_EQ(at("", 1), "1:1");
}

} // namespace
} // namespace howdah::app
