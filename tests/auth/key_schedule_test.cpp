#include "auth/keys/key_schedule.hpp"

#include <gtest/gtest.h>

#include <random>
#include <string>

namespace howdah::auth {
namespace {

using namespace std::chrono_literals;
using outlook = key_schedule::outlook;

constexpr key_bounds bounds{.fresh_default = 300s,
                            .fresh_min = 60s,
                            .fresh_max = 3'600s,
                            .stale_if_error = 1'000s,
                            .unknown_key_pause = 10s};

class key_schedule_test : public testing::Test {
protected:
  void fetch(std::optional<std::chrono::seconds> max_age = {}) {
    schedule.started(now);
    schedule.succeeded(max_age);
  }
  void fail() {
    schedule.started(now);
    schedule.failed(now);
  }
  auto until_due() const { return schedule.due().value() - now; }

  key_schedule::moment now{100h};
  key_schedule schedule{bounds, now};
};

TEST_F(key_schedule_test, the_first_fetch_is_due_at_once_and_tokens_wait_for_it) {
  EXPECT_EQ(until_due(), 0s);
  EXPECT_FALSE(schedule.keys_count(now));
  EXPECT_EQ(schedule.without_keys(now), outlook::wait);
  schedule.started(now);
  EXPECT_EQ(schedule.without_keys(now), outlook::wait);
}

TEST_F(key_schedule_test, one_fetch_at_a_time) {
  schedule.started(now);
  EXPECT_EQ(schedule.due(), std::nullopt);
  EXPECT_EQ(schedule.without_key("a", now, now), outlook::wait);
  EXPECT_EQ(schedule.due(), std::nullopt);
}

TEST_F(key_schedule_test, what_the_issuer_says_of_freshness_counts_within_bounds) {
  fetch(600s);
  EXPECT_EQ(until_due(), 600s);
  fetch(0s);
  EXPECT_EQ(until_due(), 60s);
  fetch(86'400s);
  EXPECT_EQ(until_due(), 3'600s);
  fetch();
  EXPECT_EQ(until_due(), 300s);
}

TEST_F(key_schedule_test, stale_keys_count_while_the_issuer_is_silent_but_not_for_ever) {
  fetch(100s);
  now += 100s;
  fail();
  EXPECT_TRUE(schedule.keys_count(now + 999s));
  EXPECT_FALSE(schedule.keys_count(now + 1'000s));
}

TEST_F(key_schedule_test, failures_are_retried_ever_more_rarely_up_to_half_a_minute) {
  for (const auto wait : {1s, 2s, 4s, 8s, 16s, 32s, 32s, 32s}) {
    fail();
    EXPECT_EQ(until_due(), wait);
    EXPECT_EQ(schedule.without_keys(now), outlook::unavailable);
    EXPECT_EQ(schedule.retry_at(), now + wait);
    now += wait;
    EXPECT_EQ(schedule.without_keys(now), outlook::wait);
  }
  fetch();
  now += 300s;
  fail();
  EXPECT_EQ(until_due(), 1s) << "a success begins anew";
}

TEST_F(key_schedule_test, an_unknown_key_is_looked_for_at_once) {
  fetch();
  now += 5s;
  EXPECT_EQ(schedule.without_key("new", now, now), outlook::wait);
  EXPECT_EQ(until_due(), 0s);
}

TEST_F(key_schedule_test, a_key_that_was_looked_for_in_vain_is_refused) {
  fetch();
  now += 5s;
  const auto asked = now;
  EXPECT_EQ(schedule.without_key("bad", asked, now), outlook::wait);
  fetch();
  EXPECT_EQ(schedule.without_key("bad", asked, now), outlook::refused);
  EXPECT_EQ(until_due(), 300s);
  now += 20s;
  EXPECT_EQ(schedule.without_key("bad", now, now), outlook::refused)
    << "for a while without a look";
  EXPECT_EQ(until_due(), 280s);
  now += 10s;
  EXPECT_EQ(schedule.without_key("bad", now, now), outlook::wait);
}

TEST_F(key_schedule_test, keys_that_rotate_twice_at_once_are_found_twice) {
  fetch();
  now += 5s;
  ASSERT_EQ(schedule.without_key("second", now, now), outlook::wait);
  fetch();
  schedule.found();
  now += 100ms;
  EXPECT_EQ(schedule.without_key("third", now, now), outlook::wait);
  EXPECT_EQ(until_due(), 900ms) << "a second between fetches all the same";
}

TEST_F(key_schedule_test, who_came_while_a_fetch_was_under_way_may_need_another) {
  fetch();
  now += 5s;
  ASSERT_EQ(schedule.without_key("second", now, now), outlook::wait);
  schedule.started(now);
  const auto asked = now + 1s;
  ASSERT_EQ(schedule.without_key("third", asked, asked), outlook::wait);
  now += 2s;
  schedule.succeeded({});
  schedule.found();
  EXPECT_EQ(schedule.without_key("third", asked, now), outlook::wait);
  EXPECT_EQ(until_due(), 0s);
}

TEST_F(key_schedule_test, while_the_issuer_cannot_be_asked_nobody_knows) {
  fetch();
  now += 5s;
  ASSERT_EQ(schedule.without_key("new", now, now), outlook::wait);
  fail();
  EXPECT_EQ(schedule.without_key("new", now, now), outlook::unavailable);
}

TEST_F(key_schedule_test, random_names_of_keys_cause_one_fetch_in_each_pause) {
  std::mt19937 random(7);
  fetch();
  const auto begun = now;
  int fetches = 0;
  for (int i = 0; i < 200'000; ++i) {
    now += 1ms;
    schedule.without_key(std::to_string(random()), now, now);
    if (schedule.due() && *schedule.due() <= now) {
      fetch(3'600s);
      ++fetches;
    }
  }
  EXPECT_LE(fetches, (now - begun) / 10s + 1);
  EXPECT_GE(fetches, 19) << "so that a new key is found all the same";
}

TEST_F(key_schedule_test, in_a_pause_an_unknown_key_is_refused_at_once) {
  fetch();
  now += 5s;
  ASSERT_EQ(schedule.without_key("bad", now, now), outlook::wait);
  fetch();
  now += 3s;
  EXPECT_EQ(schedule.without_key("worse", now, now), outlook::refused);
  EXPECT_EQ(until_due(), 7s) << "but looked for when the pause is over";
  now += 6500ms;
  EXPECT_EQ(schedule.without_key("other", now, now), outlook::wait) << "soon over";
}

} // namespace
} // namespace howdah::auth
