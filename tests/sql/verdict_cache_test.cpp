#include "sql/verdict_cache.hpp"
#include "tests/sql/judged.hpp"

#include <gtest/gtest.h>

#include <string>

namespace howdah::sql::tests {
namespace {

policy rules_of(access_mode mode, std::size_t cache_bytes = 8 << 20) {
  policy rules;
  rules.mode = mode;
  rules.cache_bytes = cache_bytes;
  return rules;
}

TEST(verdict_cache, remembers_admissions_and_refusals_by_exact_bytes) {
  guard judge(rules_of(read_only));
  EXPECT_FALSE(judge.remembered("select 1"));
  const auto first = judge.judge("select 1");
  const auto known = judge.remembered("select 1");
  ASSERT_TRUE(known);
  EXPECT_EQ(**known, *first) << "the same object, not a second one";
  EXPECT_FALSE(judge.remembered("select  1"));
  EXPECT_FALSE(judge.remembered("SELECT 1"));
  EXPECT_FALSE(judge.judge("delete from t"));
  ASSERT_TRUE(judge.remembered("delete from t"));
  EXPECT_EQ(judge.remembered("delete from t")->error().rule, "write");
}

TEST(verdict_cache, texts_that_differ_in_a_literal_have_verdicts_of_their_own) {
  guard judge(rules_of(read_only));
  EXPECT_TRUE(judge.judge("select current_setting('server_version')"));
  EXPECT_FALSE(judge.judge("select current_setting('data_directory')"));
  EXPECT_TRUE(judge.judge("select current_setting('server_version')"));
}

TEST(verdict_cache, takes_over_what_another_guard_judged) {
  guard first(rules_of(read_only));
  guard second(rules_of(read_only));
  second.remember("select 1", nullptr, first.judge("select 1"));
  second.remember("drop table t", nullptr, first.judge("drop table t"));
  EXPECT_EQ((**second.remembered("select 1"))->text(), "select 1");
  EXPECT_EQ(second.remembered("drop table t")->error().rule, "definition");
  second.remember("drop table u", nullptr, first.judge("select 1"));
  EXPECT_FALSE(second.remembered("drop table u")) << "an admission is for its own text only";
}

TEST(verdict_cache, stays_within_its_bytes_and_forgets_the_least_recently_used) {
  constexpr std::size_t limit = 16 * 1024;
  guard judge(rules_of(read_only));
  verdict_cache cache(limit);
  cache.put("select 1", nullptr, judge.judge("select 1"));
  for (int i = 0; i < 1000; ++i) {
    const auto text = "select " + std::to_string(i) + (i % 2 ? "" : " for");
    cache.put(text, nullptr, judge.judge(text));
    ASSERT_LE(cache.bytes(), limit);
    ASSERT_TRUE(cache.find("select 1")) << "it is in use all the time";
    ASSERT_TRUE(cache.find(text));
  }
  EXPECT_LT(cache.size(), 100U);
  EXPECT_FALSE(cache.find("select 3"));
}

TEST(verdict_cache, does_not_give_its_room_to_one_large_text) {
  guard judge(rules_of(read_only, 16 * 1024));
  EXPECT_TRUE(judge.judge("select 1"));
  const auto large = "select '" + std::string(10'000, 'x') + "'";
  EXPECT_TRUE(judge.judge(large));
  EXPECT_FALSE(judge.remembered(large));
  EXPECT_TRUE(judge.remembered("select 1"));
}

TEST(verdict_cache, a_verdict_put_again_replaces_the_old_one) {
  verdict_cache cache(16 * 1024);
  guard judge(rules_of(read_only));
  for (int i = 0; i < 100; ++i)
    cache.put("select 1", nullptr, judge.judge("select 1"));
  EXPECT_EQ(cache.size(), 1U);
  EXPECT_LT(cache.bytes(), 1024U);
}

TEST(verdict_cache, of_no_bytes_remembers_nothing_and_judges_all_the_same) {
  guard judge(rules_of(read_only, 0));
  EXPECT_TRUE(judge.judge("select 1"));
  EXPECT_FALSE(judge.remembered("select 1"));
}

} // namespace
} // namespace howdah::sql::tests
