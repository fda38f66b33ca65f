#include "actors/listeners.hpp"
#include "actors/session_levels.hpp"
#include "actors/subscriptions.hpp"

#include <gtest/gtest.h>

#include <gmock/gmock.h>
#include <set>
#include <string>

namespace howdah::actors {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

// -- subscriptions ---------------------------------------------------------------

std::set<std::string> all_of(const subscriptions& table) {
  std::set<std::string> uris;
  table.collect(uris);
  return uris;
}

TEST(subscriptions, know_who_wants_what) {
  subscriptions table(10, 10);
  EXPECT_TRUE(table.add(1, 100, "a"));
  EXPECT_TRUE(table.add(1, 100, "b"));
  EXPECT_TRUE(table.add(2, 100, "a"));
  EXPECT_THAT(table.sessions_with("a"), UnorderedElementsAre(1, 2));
  EXPECT_THAT(table.sessions_with("b"), ElementsAre(1));
  EXPECT_THAT(all_of(table), ElementsAre("a", "b"));
  table.remove(1, "a");
  table.remove(1, "never");
  table.remove(7, "a");
  EXPECT_THAT(table.sessions_with("a"), ElementsAre(2));
}

TEST(subscriptions, a_session_without_any_takes_no_room) {
  subscriptions table(1, 10);
  EXPECT_TRUE(table.add(1, 100, "a"));
  EXPECT_FALSE(table.add(2, 100, "a"));
  table.remove(1, "a");
  EXPECT_EQ(table.sessions(), 0U);
  EXPECT_TRUE(table.add(2, 100, "a"));
  EXPECT_TRUE(table.forget(2));
  EXPECT_FALSE(table.forget(2));
  EXPECT_FALSE(table.forget_expired(1'000)) << "it was forgotten with its place in time";
}

TEST(subscriptions, are_bounded_for_each_session) {
  subscriptions table(10, 2);
  EXPECT_TRUE(table.add(1, 100, "a"));
  EXPECT_TRUE(table.add(1, 100, "b"));
  EXPECT_FALSE(table.add(1, 100, "c"));
  EXPECT_TRUE(table.add(1, 100, "a")) << "it has that one";
}

TEST(subscriptions, expire_with_their_session) {
  subscriptions table(10, 10);
  table.add(1, 100, "a");
  table.add(2, 200, "b");
  EXPECT_FALSE(table.forget_expired(99));
  EXPECT_TRUE(table.forget_expired(100));
  EXPECT_THAT(all_of(table), ElementsAre("b"));
}

// -- log levels ------------------------------------------------------------------

TEST(session_levels, are_each_sessions_own_until_it_expires) {
  session_levels table(2);
  EXPECT_TRUE(table.set(1, mcp::log_level::info, 100, 0));
  EXPECT_TRUE(table.set(2, mcp::log_level::error, 200, 0));
  EXPECT_FALSE(table.set(3, mcp::log_level::error, 200, 99));
  EXPECT_TRUE(table.set(1, mcp::log_level::debug, 100, 99)) << "it is remembered already";
  EXPECT_EQ(table.of(1), mcp::log_level::debug);
  EXPECT_EQ(table.of(3), std::nullopt);
  EXPECT_TRUE(table.set(3, mcp::log_level::error, 200, 100)) << "the first has expired";
  EXPECT_EQ(table.of(1), std::nullopt);
  table.forget(2);
  EXPECT_EQ(table.of(2), std::nullopt);
}

// -- listeners -------------------------------------------------------------------

listen listener(std::uint64_t exchange, mcp::subscription_filter wanted = {.tools_list = true}) {
  return {.exchange = {exchange},
          .principal = auth::anonymous(),
          .key = {.scope = 1, .id = {std::to_string(exchange)}},
          .wanted = std::move(wanted)};
}

TEST(listeners, hear_nothing_before_they_are_acknowledged) {
  listeners table(10, 10);
  table.add(listener(1));
  int heard = 0;
  const auto count = [&](const listen&) {
    ++heard;
  };
  table.each_that_wants(mcp::change::tools_list, count);
  EXPECT_EQ(heard, 0);
  table.acknowledge({1});
  table.acknowledge({2});
  table.each_that_wants(mcp::change::tools_list, count);
  table.each_that_wants(mcp::change::prompts_list, count);
  EXPECT_EQ(heard, 1);
}

TEST(listeners, are_bounded_for_each_principal_and_in_all) {
  listeners table(10, 2);
  EXPECT_TRUE(table.add(listener(1)));
  EXPECT_TRUE(table.add(listener(2)));
  EXPECT_FALSE(table.add(listener(3)));
  EXPECT_TRUE(table.remove({1}));
  EXPECT_FALSE(table.remove({1}));
  EXPECT_TRUE(table.add(listener(3)));
  listeners small(1, 10);
  EXPECT_TRUE(small.add(listener(1)));
  EXPECT_FALSE(small.add(listener(2)));
}

TEST(listeners, are_named_by_id_within_a_scope) {
  listeners table(10, 10);
  table.add(listener(1));
  table.add(listener(2));
  EXPECT_THAT(table.named({.scope = 1, .id = {"2"}}), ElementsAre(exchange_id{2}));
  EXPECT_THAT(table.named({.scope = 2, .id = {"2"}}), IsEmpty());
  EXPECT_THAT(table.all(), ElementsAre(exchange_id{1}, exchange_id{2}));
}

} // namespace
} // namespace howdah::actors
