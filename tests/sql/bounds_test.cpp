#include "sql/stack.hpp"
#include "tests/sql/judged.hpp"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace howdah::sql::tests {
namespace {

constexpr std::size_t largest = 64 * 1024;

std::string times(std::string_view part, std::size_t count) {
  std::string out;
  for (std::size_t i = 0; i < count; ++i)
    out += part;
  return out;
}

/// `head` + as many `part` as fit + `tail`.
std::string chain(const std::string& head, std::string_view part) {
  return head + times(part, (largest - head.size()) / part.size());
}

std::string nest(const std::string& head, std::string_view open, const std::string& core,
                 std::string_view close) {
  const auto count = (largest - head.size() - core.size()) / (open.size() + close.size());
  return head + times(open, count) + core + times(close, count);
}

/// Statements of the largest size that grow in one direction.
std::vector<std::pair<const char*, std::string>> hostile() {
  return {
    {"sums", chain("select 1", "+1")},
    {"powers", chain("select 1", "^1")},
    {"concatenations", chain("select ''", "||''")},
    {"casts", chain("select 1", "::a")},
    {"null tests", chain("select 1", " is null")},
    {"unions", chain("select 1", " union select 1")},
    {"tables", chain("table a", " except table a")},
    {"joins", chain("select from a", " natural join a")},
    {"from items", chain("select from a", ",a")},
    {"columns", chain("select 1", ",1")},
    {"alternatives", chain("select a", " or a")},
    {"subscripts", chain("select a", "[1]")},
    {"fields", chain("select (a)", ".a")},
    {"ctes", chain("with a as (select 1)", ",a as (select 1)") + " select 1"},
    {"statements", chain("select 1", ";select 1")},
    {"semicolons", chain("", ";")},
    {"minuses", chain("select ", "- ") + "1"},
    {"negations", chain("select ", "not ") + "a"},
    {"parentheses", nest("select ", "(", "1", ")")},
    {"sub-selects", nest("", "select(", "select 1", ")")},
    {"from sub-selects", nest("", "select*from(", "select 1", ")a")},
    {"withs", nest("", "with a as (", "select 1", ")select 1")},
    {"arrays", nest("select ", "array[", "1", "]")},
    {"rows", nest("select ", "(1,", "1", ")")},
    {"calls", nest("select ", "f(", "", ")")},
    {"cases", nest("select ", "case when ", "a", " then 1 end")},
    {"exists", nest("select 1 where ", "exists(select where ", "a", ")")},
    {"comments", nest("", "/*", "", "*/") + "select 1"},
    {"open comments", chain("", "/*")},
    {"pluses", chain("select 1 ", "+")},
    {"stars", chain("select 1 ", "/*")},
    {"runs of comments", chain("", times("/*", 255) + " ")},
    {"runs of operators", chain("select 1", times("+", 511) + "1")},
    {"quotes", chain("select ", "''")},
    {"dollars", chain("select ", "$a")},
    {"parameters", chain("select $1", ",$1")},
    {"identifier", chain("select ", "a")},
  };
}

void judge_all(void* failures) {
  for (const auto& [name, text] : hostile()) {
    const auto mode = unrestricted;
    const auto judgement = judged(mode, text.substr(0, largest));
    if (!judgement && judgement.error().message.empty())
      static_cast<std::vector<std::string>*>(failures)->emplace_back(name);
  }
}

TEST(bounds, the_largest_statements_are_judged_on_any_stack) {
  for (const std::size_t stack : {128UL * 1024, 512UL * 1024, 8UL << 20, 16UL << 20}) {
    std::vector<std::string> failures;
    ASSERT_TRUE(run_with_stack(stack, judge_all, &failures));
    EXPECT_TRUE(failures.empty()) << failures.front() << " on " << stack;
  }
}

TEST(bounds, long_lists_are_admitted_and_deep_trees_are_refused) {
  EXPECT_EQ(verdict(read_only, chain("select 1", ",1")), "read");
  EXPECT_EQ(verdict(read_only, chain("select a", " or a")), "read");
  EXPECT_EQ(verdict(read_only, chain("select from a", ",a")), "read");
  EXPECT_EQ(verdict(read_only, "select 1 where 1 in (1" + times(",1", 30'000) + ")"), "read");
  EXPECT_EQ(verdict(read_only, "select " + times("(", 4000) + "1" + times(")", 4000)), "read");
  EXPECT_EQ(verdict(read_only, "select 1" + times("+1", 500)), "read");
  EXPECT_EQ(verdict(read_only, "select 1" + times(" union all select 1", 500)), "read");
  EXPECT_EQ(verdict(read_only, chain("select 1", "+1")), "nesting");
  EXPECT_EQ(verdict(read_only, chain("select ", "not ") + "a"), "nesting");
}

TEST(bounds, size_and_nodes_are_limited_by_the_policy) {
  policy rules;
  rules.statement_bytes = 20;
  rules.nodes = 8;
  guard judge(rules);
  EXPECT_TRUE(judge.judge("select 1"));
  const auto longer = judge.judge("select 'twenty-one byte'").error();
  EXPECT_EQ(longer.code, errc::statement_too_large);
  EXPECT_EQ(longer.rule, "statement-size");
  EXPECT_EQ(judge.judge("select 1,1,1,1,1").error().rule, "statement-size");
  EXPECT_EQ(judge.judge("select " + std::string(100, '(')).error().code, errc::statement_too_large);
}

TEST(bounds, parameters_are_counted_and_must_be_sendable) {
  EXPECT_EQ((*judged(read_only, "select 1"))->parameter_count(), 0);
  EXPECT_EQ(
    (*judged(read_only, "select $2, $1, $2::int from t where a = any($7)"))->parameter_count(), 7);
  EXPECT_EQ((*judged(read_only, "select $65535"))->parameter_count(), 65535);
  EXPECT_EQ((*judged(read_only, "select '$9', \"$8\", $$ $7 $$ -- $6"))->parameter_count(), 0);
  EXPECT_EQ(judged(read_only, "select $65536").error().code, errc::parameter_mismatch);
  EXPECT_EQ(judged(read_only, "select $2147483648").error().code, errc::parameter_mismatch);
}

TEST(bounds, statements_that_return_rows_are_known) {
  for (const auto* text : {"select 1", "values (1)", "table t", "show x", "explain select 1",
                           "insert into t values (1) returning a",
                           "with x as (select 1) delete from t returning *", "call p(1)"})
    EXPECT_TRUE((*judged(read_write, text))->returns_rows()) << text;
  for (const auto* text :
       {"insert into t values (1)", "select 1 into t", "create table t as select 1", "do ''",
        "with x as (insert into u values (1) returning a) update t set b = 1", "truncate t"})
    EXPECT_FALSE((*judged(read_write, text))->returns_rows()) << text;
}

} // namespace
} // namespace howdah::sql::tests
