#include "postgres/statement_cache.hpp"

#include <gtest/gtest.h>

#include <gmock/gmock.h>
#include <set>

namespace howdah::postgres {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(statement_cache, a_statement_gets_a_name_at_second_sight) {
  statement_cache cache;
  EXPECT_TRUE(cache.use("SELECT 1", {}).name.empty());
  const auto second = cache.use("SELECT 1", {});
  EXPECT_FALSE(second.name.empty());
  EXPECT_TRUE(second.prepare);
  const auto third = cache.use("SELECT 1", {});
  EXPECT_EQ(third.name, second.name);
  EXPECT_FALSE(third.prepare);
}

TEST(statement_cache, some_are_worth_a_name_at_once) {
  statement_cache cache;
  EXPECT_TRUE(cache.use("ROLLBACK", {}, true).prepare);
  EXPECT_FALSE(cache.use("ROLLBACK", {}, true).prepare);
}

TEST(statement_cache, text_and_parameter_types_make_a_statement) {
  statement_cache cache;
  const std::vector<parameter> integer{{"1", 23}};
  const std::vector<parameter> other_value{{"2", 23}};
  const std::vector<parameter> text{{"1", 25}};
  const auto name = cache.use("SELECT $1", integer, true).name;
  EXPECT_EQ(cache.use("SELECT $1", other_value).name, name);
  EXPECT_NE(cache.use("SELECT $1", text, true).name, name);
  EXPECT_NE(cache.use("SELECT $1", {}, true).name, name);
  EXPECT_NE(cache.use("SELECT  $1", integer, true).name, name);
  EXPECT_EQ(cache.size(), 4U);
}

TEST(statement_cache, the_least_recently_used_falls_out_and_is_to_be_deallocated) {
  statement_cache cache(2);
  const auto a = cache.use("a", {}, true).name;
  const auto b = cache.use("b", {}, true).name;
  cache.use("a", {});
  cache.use("c", {}, true);
  EXPECT_THAT(cache.take_forgotten(), ElementsAre(b));
  EXPECT_THAT(cache.take_forgotten(), IsEmpty());
  EXPECT_EQ(cache.use("a", {}).name, a);
  EXPECT_EQ(cache.size(), 2U);
}

TEST(statement_cache, long_texts_stay_unnamed) {
  statement_cache cache;
  const std::string text(statement_cache::longest_text + 1, 'x');
  for (int i = 0; i < 3; ++i)
    EXPECT_TRUE(cache.use(text, {}, true).name.empty());
  EXPECT_EQ(cache.size(), 0U);
}

TEST(statement_cache, what_was_never_prepared_is_not_deallocated) {
  statement_cache cache;
  cache.never_was(cache.use("a", {}, true).name);
  EXPECT_EQ(cache.size(), 0U);
  EXPECT_THAT(cache.take_forgotten(), IsEmpty());
  cache.never_was("unknown");
}

TEST(statement_cache, a_dropped_statement_comes_back_under_a_new_name) {
  statement_cache cache;
  const auto old = cache.use("a", {}, true).name;
  cache.drop(old);
  EXPECT_THAT(cache.take_forgotten(), ElementsAre(old));
  const auto fresh = cache.use("a", {}, true);
  EXPECT_TRUE(fresh.prepare);
  EXPECT_NE(fresh.name, old);
}

TEST(statement_cache, a_reset_server_needs_no_deallocation) {
  statement_cache cache(1);
  cache.use("a", {}, true);
  cache.use("b", {}, true);
  cache.clear();
  EXPECT_EQ(cache.size(), 0U);
  EXPECT_THAT(cache.take_forgotten(), IsEmpty());
}

TEST(statement_cache, when_names_vanished_all_are_given_up) {
  statement_cache cache;
  cache.use("a", {}, true);
  cache.forget_all();
  EXPECT_EQ(cache.size(), 0U);
  EXPECT_THAT(cache.take_forgotten(), ElementsAre("ALL"));
}

TEST(statement_cache, is_bounded_whatever_comes) {
  statement_cache cache(16);
  std::set<std::string> alive;
  for (int i = 0; i < 10'000; ++i) {
    const auto text = "SELECT " + std::to_string(i % 97);
    if (const auto used = cache.use(text, {}, i % 3 == 0); used.prepare) {
      EXPECT_TRUE(alive.insert(used.name).second);
    }
    for (const auto& name : cache.take_forgotten())
      EXPECT_EQ(alive.erase(name), 1U);
    ASSERT_LE(cache.size(), 16U);
    ASSERT_EQ(alive.size(), cache.size());
  }
}

} // namespace
} // namespace howdah::postgres
