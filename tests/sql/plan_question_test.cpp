#include "tests/sql/judged.hpp"

#include <gtest/gtest.h>

#include <memory>

namespace howdah::sql {
namespace {

rights_ptr role_with(role_limits limits) {
  return std::make_shared<const rights>(rights{.role = "r",
                                               .operations = {"*"},
                                               .schemas = {name_pattern("*")},
                                               .tables = {{.name = name_pattern("*")}},
                                               .limits = std::move(limits)});
}

admitted_ptr admitted(std::string_view text, const rights_ptr& may = role_with({.cost = 1000})) {
  policy rules;
  rules.mode = access_mode::read_write;
  auto verdict = guard(rules).judge(text, may);
  EXPECT_TRUE(verdict) << text << ": " << verdict.error().message;
  return verdict.value_or(nullptr);
}

/// What is explained of a statement; "nothing".
std::string explained(std::string_view text) {
  const auto judged = admitted(text);
  if (!judged || !judged->explained())
    return "nothing";
  constexpr std::string_view prefix = "EXPLAIN (FORMAT JSON) ";
  const auto& question = judged->explained()->text();
  EXPECT_TRUE(question.starts_with(prefix)) << question;
  return question.substr(prefix.size());
}

TEST(plan_question, only_a_role_with_a_limit_on_estimates_has_its_statements_explained) {
  constexpr auto text = "select 1";
  EXPECT_FALSE(admitted(text, nullptr)->explained());
  EXPECT_FALSE(admitted(text, role_with({.rows = 5, .work_mem = "1MB"}))->explained());
  EXPECT_TRUE(admitted(text, role_with({.cost = 5}))->explained());
  EXPECT_TRUE(admitted(text, role_with({.estimated_rows = 5}))->explained());
}

TEST(plan_question, whatever_is_planned_is_explained_as_it_stands) {
  for (const auto* text :
       {"select * from t", "WITH a AS (DELETE FROM t RETURNING *) SELECT * FROM a", "table t",
        "values (1), (2)", "(select 1) union (select 2)", "insert into t select * from u",
        "update t set a = 1", "delete from t using u", "select 1 from t for update",
        "merge into t using u on t.a = u.a when matched then delete",
        "create table x as select * from t", "select * into x from t",
        "create temp table x as values (1)",
        "create materialized view x as select * from t with no data", "select '$$' || $1"})
    EXPECT_EQ(explained(text), text);
}

TEST(plan_question, what_has_no_plan_is_not_explained) {
  for (const auto* text :
       {"create table t (a int, b int generated always as (a + 1) stored)", "show work_mem",
        "create index on t (a)", "create view v as select * from t", "vacuum t", "truncate t",
        "create function f() returns int language sql as 'select 1'", "call p()", "drop table t",
        "do $$ begin end $$", "refresh materialized view m", "comment on table t is 'x'"})
    EXPECT_EQ(explained(text), "nothing") << text;
}

TEST(plan_question, an_explain_that_runs_nothing_is_not_explained_itself) {
  for (const auto* text :
       {"explain select 1", "explain (costs off) select 1", "explain verbose select 1",
        "explain (select 1)", "explain ((select 1) union select 2)",
        "explain (analyze false) select 1", "explain (analyze off, verbose) select 1"})
    EXPECT_EQ(explained(text), "nothing") << text;
}

TEST(plan_question, of_an_explain_that_runs_its_statement_that_statement_is_explained) {
  for (const auto* text :
       {"explain analyze select 1", "EXPLAIN ANALYZE VERBOSE select 1", "explain analyse select 1",
        "explain (analyze) select 1", "explain (verbose off, analyze true) select 1",
        "explain ( analyze off , analyze ) select 1", "explain/**/analyze--x\nverbose\tselect 1",
        "explain (analyze, format 'json', buffers) select 1",
        "explain (format /* ) */ text, analyze 1) select 1", ";;explain(analyze)select 1",
        "explain (\"analyze\" on)select 1", "explain (u&\"\\0061nalyze\")select 1",
        "explain (format $a$json$a$, analyze, costs \"false\") select 1"})
    EXPECT_EQ(explained(text), "select 1") << text;
  EXPECT_EQ(explained("explain analyze (select 1)"), "(select 1)");
  EXPECT_EQ(explained("explain (analyze) (select 1)"), "(select 1)");
  EXPECT_EQ(explained("explain (analyze) with a as (select 1) table a"),
            "with a as (select 1) table a");
  EXPECT_EQ(explained("explain analyze create table x as select 1"), "create table x as select 1");
}

TEST(plan_question, what_stands_before_a_statement_is_left_out) {
  EXPECT_EQ(explained(" ; ;\n -- select\n/* (/* nested */) */select 1 ;"), "select 1 ;");
}

TEST(plan_question, positions_are_those_of_the_statement_again) {
  for (const std::string before : {"", ";", "/* \xC3\xA4\xC3\xB6 */ ", "explain (analyze) "}) {
    const auto judged = admitted(before + "select nix from t");
    const auto& question = *judged->explained();
    const auto there = static_cast<int>(question.text().find("nix")) + 1;
    const auto position = there + question.shift();
    const auto bytes_more = before.find("\xC3") == std::string::npos ? 0 : 2;
    EXPECT_EQ(position, static_cast<int>(judged->text().find("nix")) + 1 - bytes_more);
  }
}

TEST(plan_question, it_reads_and_has_the_parameters_and_the_rights_of_its_statement) {
  const auto may = role_with({.cost = 5});
  const auto judged = admitted("insert into t values ($1, $2)", may);
  const auto& question = *judged->explained();
  EXPECT_EQ(judged->form(), transaction_form::write);
  EXPECT_EQ(question.form(), transaction_form::read);
  EXPECT_EQ(question.parameter_count(), 2);
  EXPECT_EQ(question.may(), may);
  EXPECT_FALSE(question.may_retry_as_write());
}

} // namespace
} // namespace howdah::sql
