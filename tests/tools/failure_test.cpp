#include "mcp/document.hpp"
#include "tools/failure.hpp"

#include <gtest/gtest.h>

#include <gmock/gmock.h>

namespace howdah::tools {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

TEST(failure, an_error_of_postgresql_reads_as_in_psql) {
  const problem why{.code = errc::query_failed,
                    .message = "column \"nam\" does not exist",
                    .hint = "Perhaps you meant to reference the column \"customer.name\".",
                    .sqlstate = "42703",
                    .position = 12};
  const auto out = failure(why, "select id, nam from customer");
  EXPECT_EQ(
    out.text,
    R"(Query error: column \"nam\" does not exist\nLINE 1: select id, nam from customer\n                   ^\nHINT:  )"
    R"(Perhaps you meant to reference the column \"customer.name\".)");
  EXPECT_THAT(out.more, ElementsAre("SQLSTATE: 42703"));
  EXPECT_THAT(out.structured, HasSubstr(R"("sqlstate":"42703")"));
  EXPECT_TRUE(out.is_error);
}

TEST(failure, detail_hint_query_and_context_follow_in_this_order) {
  const problem why{.code = errc::query_failed,
                    .message = "boom",
                    .detail = "dd",
                    .hint = "hh",
                    .context = "cc",
                    .internal_query = "SELECT nope",
                    .internal_position = 8};
  EXPECT_EQ(
    failure(why, "do $$ $$").text,
    R"(Query error: boom\nLINE 1: SELECT nope\n               ^\nDETAIL:  dd\nHINT:  hh\nQUERY:  SELECT nope\nCONTEXT:  cc)");
}

TEST(failure, a_verdict_keeps_its_hint_rule_and_rewrite_for_the_second_text) {
  const problem why{.code = errc::syntax_error,
                    .message = "syntax error at or near \"raise\"",
                    .hint = "hint",
                    .rule = "syntax",
                    .rewrite = "select 1",
                    .position = 1};
  const auto out = failure(why, "raise");
  EXPECT_EQ(out.text,
            R"(Query error: syntax error at or near \"raise\"\nLINE 1: raise\n        ^)");
  EXPECT_THAT(out.more, ElementsAre(R"(Rule: syntax\nHint: hint\nInstead: select 1)"));
}

TEST(failure, problems_of_the_call_are_told_with_their_remedy) {
  const auto out = failure({.code = errc::invalid_argument, .message = "No.", .hint = "Do this."});
  EXPECT_EQ(out.text, R"(No.\nDo this.)");
  EXPECT_THAT(out.more, IsEmpty());
}

TEST(failure, busy_says_when_to_come_back) {
  const auto out = failure({.code = errc::busy, .message = "full", .retry_after_ms = 200});
  EXPECT_EQ(out.text, "Query error: full");
  EXPECT_THAT(out.more, ElementsAre("Retry after: 200 ms"));
}

TEST(failure, bytes_that_are_no_utf8_never_reach_the_answer) {
  const auto out = failure({.code = errc::query_failed, .message = "bad \xFF", .detail = "\xC3"});
  EXPECT_EQ(out.text, "Query error: bad \xEF\xBF\xBD\\nDETAIL:  \xEF\xBF\xBD");
  mcp::document parsed;
  EXPECT_FALSE(parsed.load(out.structured));
}

TEST(failure, a_refusal_is_the_sentence_of_the_guard_and_its_reasons_follow) {
  const problem why{.code = errc::statement_refused,
                    .message = "Read-only mode: only SELECT queries are allowed.",
                    .detail = "INSERT writes.",
                    .rule = "select-only",
                    .position = 1};
  const auto out = failure(why, "insert into t values (1)");
  EXPECT_EQ(out.text, "Read-only mode: only SELECT queries are allowed.");
  EXPECT_THAT(
    out.more,
    ElementsAre(
      R"(Rule: select-only\nLINE 1: insert into t values (1)\n        ^\nReason: INSERT writes.)"));
}

} // namespace howdah::tools
