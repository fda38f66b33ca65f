#include "tests/actors/pool_fixture.hpp"

#include <gmock/gmock.h>

namespace howdah::actors {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;

TEST_F(pool_test, opens_its_minimum_at_the_start_and_more_only_as_work_waits) {
  open(2, 4);
  EXPECT_EQ(seen.orders.size(), 2U);
  connect(2);
  submit(1);
  submit(2);
  EXPECT_EQ(seen.orders.size(), 2U);
  submit(3);
  EXPECT_EQ(seen.orders.size(), 3U);
  for (std::uint64_t i = 4; i < 20; ++i)
    submit(i);
  EXPECT_EQ(seen.orders.size(), 4U) << "never beyond the maximum";
}

TEST_F(pool_test, work_that_waited_for_the_first_connection_runs_on_it) {
  open(1, 1);
  submit(1);
  submit(2);
  connect();
  EXPECT_EQ(given_to(1), (std::vector<std::uint64_t>{1}));
  finish(1, 1);
  EXPECT_EQ(given_to(1), (std::vector<std::uint64_t>{1, 2}));
}

TEST_F(pool_test, a_database_that_refuses_is_told_at_once_to_everybody_who_waits) {
  open(1, 1);
  submit(1);
  fail_to_connect();
  EXPECT_THAT(answer_to(1), HasSubstr("unavailable"));
  submit(2);
  EXPECT_THAT(answer_to(2), HasSubstr("unavailable")) << "while the next attempt is not due";
}

TEST_F(pool_test, a_database_that_says_nothing_is_given_up_by_a_waiting_call_within_a_second) {
  open(1, 1);
  submit(1);
  advance(700ms);
  EXPECT_EQ(answer_to(1), "no answer");
  advance(300ms);
  EXPECT_THAT(answer_to(1), HasSubstr("unavailable"));
}

TEST_F(pool_test, attempts_back_off_and_recovery_needs_no_call) {
  open(1, 1);
  for (std::size_t attempt = 1; attempt <= 8; ++attempt) {
    EXPECT_EQ(seen.orders.size(), attempt);
    fail_to_connect();
    advance(6000ms);
  }
  const auto before = seen.orders.size();
  fail_to_connect();
  advance(2000ms);
  EXPECT_EQ(seen.orders.size(), before) << "attempts are seconds apart by now";
  advance(4000ms);
  EXPECT_EQ(seen.orders.size(), before + 1);
  connect();
  submit(1);
  EXPECT_EQ(given_to(1), (std::vector<std::uint64_t>{1}));
}

TEST_F(pool_test, a_full_queue_is_busy_and_says_when_to_come_back) {
  settings.bounds.queue_length = 2;
  open(1, 1);
  connect();
  for (std::uint64_t i = 1; i <= 3; ++i)
    submit(i);
  EXPECT_TRUE(seen.replies.empty());
  submit(4);
  EXPECT_THAT(answer_to(4), HasSubstr("busy"));
}

TEST_F(pool_test, waiting_too_long_for_a_connection_is_busy) {
  open(1, 1);
  connect();
  submit(1);
  submit(2);
  advance(settings.bounds.queue_timeout + 100ms);
  EXPECT_THAT(answer_to(2), HasSubstr("busy"));
  EXPECT_EQ(answer_to(1), "no answer") << "what runs is bounded by its own timeout";
}

TEST_F(pool_test, a_broken_connection_is_never_handed_out_and_is_replaced) {
  open(1, 1);
  connect();
  tell(pool_under_test, connection_broken{.database = 1});
  EXPECT_EQ(seen.orders.size(), 2U);
  submit(1);
  EXPECT_TRUE(given_to(1).empty());
  connect();
  EXPECT_EQ(given_to(2), (std::vector<std::uint64_t>{1}));
}

TEST_F(pool_test, work_of_a_broken_connection_runs_again_before_what_came_later) {
  open(1, 1);
  connect();
  submit(1);
  submit(2);
  auto again = seen.given[1].front();
  again.attempt = 1;
  tell(pool_under_test, connection_broken{.database = 1, .unfinished = {again}});
  connect();
  ASSERT_EQ(given_to(2), (std::vector<std::uint64_t>{1}));
  EXPECT_EQ(seen.given[2].front().attempt, 1);
}

TEST_F(pool_test, a_cancel_by_name_spares_what_it_says) {
  open(1, 1);
  connect();
  for (const std::uint64_t exchange : {1U, 2U, 3U}) {
    auto work = prepared(exchange);
    work.key = {.scope = 7, .id = {"1"}};
    submit(work);
  }
  tell(pool_under_test,
       cancel_work{
         .exchange = {}, .key = {.scope = 7, .id = {"1"}}, .why = cancelled, .spared = {{1}, {3}}});
  EXPECT_TRUE(seen.stopped[1].empty());
  EXPECT_NE(answer_to(2), "no answer");
  EXPECT_EQ(answer_to(3), "no answer");
}

TEST_F(pool_test, a_cancel_by_name_reaches_the_work_of_its_scope_only) {
  open(1, 1);
  connect();
  auto own = prepared(1);
  own.key = {.scope = 7, .id = {"1"}};
  auto other = prepared(2);
  other.key = {.scope = 8, .id = {"1"}};
  submit(own);
  submit(other);
  tell(pool_under_test,
       cancel_work{.exchange = {}, .key = {.scope = 8, .id = {"1"}}, .why = cancelled});
  EXPECT_NE(answer_to(2), "no answer");
  EXPECT_TRUE(seen.stopped[1].empty());
  tell(pool_under_test,
       cancel_work{.exchange = {}, .key = {.scope = 7, .id = {"1"}}, .why = cancelled});
  ASSERT_EQ(seen.stopped[1].size(), 1U);
  EXPECT_EQ(seen.stopped[1].front().work, given(1, 1));
}

TEST_F(pool_test, the_scope_zero_cannot_be_named) {
  open(1, 1);
  connect();
  submit(1);
  tell(pool_under_test,
       cancel_work{.exchange = {}, .key = {.scope = 0, .id = {}}, .why = cancelled});
  EXPECT_TRUE(seen.stopped[1].empty());
}

TEST_F(pool_test, a_client_that_left_for_good_stops_its_work_at_once) {
  open(1, 1);
  connect();
  auto work = prepared(1);
  work.cancel_on_departure = true;
  submit(work);
  tell(pool_under_test,
       cancel_work{.exchange = exchange_id{1}, .why = cancelled, .departure = true});
  EXPECT_EQ(seen.stopped[1].size(), 1U);
}

TEST_F(pool_test, a_legacy_client_that_left_has_a_grace_to_come_back) {
  open(1, 1);
  connect();
  submit(1);
  tell(pool_under_test,
       cancel_work{.exchange = exchange_id{1}, .why = cancelled, .departure = true});
  advance(9000ms);
  EXPECT_TRUE(seen.stopped[1].empty());
  advance(1500ms);
  EXPECT_EQ(seen.stopped[1].size(), 1U);
}

TEST_F(pool_test, a_legacy_client_that_left_is_forgotten_when_its_work_has_finished) {
  open(1, 1);
  connect();
  submit(1);
  tell(pool_under_test,
       cancel_work{.exchange = exchange_id{1}, .why = cancelled, .departure = true});
  finish(1, 1);
  advance(11'000ms);
  EXPECT_TRUE(seen.stopped[1].empty());
  submit(2);
  EXPECT_EQ(seen.given[1].size(), 2U);
}

TEST_F(pool_test, a_database_actor_that_dies_by_a_bug_answers_its_caller_and_is_replaced) {
  open(1, 1);
  connect();
  submit(1);
  tell(seen.databases[1], database_tick{});
  EXPECT_THAT(answer_to(1), HasSubstr("internal"));
  EXPECT_EQ(seen.orders.size(), 2U);
}

TEST_F(pool_test, connections_beyond_the_minimum_are_retired_when_idle_for_long) {
  open(1, 2);
  connect();
  submit(1);
  submit(2);
  connect();
  finish(1, 1);
  finish(2, 2);
  advance(settings.idle_timeout - 10s);
  EXPECT_TRUE(seen.retired.empty());
  advance(20s);
  EXPECT_EQ(seen.retired, (std::vector<std::uint64_t>{1}));
}

TEST_F(pool_test, a_drain_lets_queued_work_finish_and_refuses_new_work) {
  open(1, 1);
  connect();
  submit(1);
  submit(2);
  drain();
  submit(3);
  EXPECT_THAT(answer_to(3), HasSubstr("shutting_down"));
  finish(1, 1);
  EXPECT_EQ(given_to(1), (std::vector<std::uint64_t>{1, 2}));
  EXPECT_FALSE(drained);
  finish(1, 2);
  EXPECT_TRUE(drained);
}

TEST_F(pool_test, a_drain_stops_what_outlives_the_grace) {
  open(1, 1);
  connect();
  submit(1);
  submit(2);
  drain();
  advance(settings.bounds.grace + 100ms);
  EXPECT_THAT(answer_to(2), HasSubstr("shutting_down"));
  ASSERT_EQ(seen.stopped[1].size(), 1U);
  EXPECT_EQ(seen.stopped[1].front().why.code, errc::shutting_down);
  EXPECT_FALSE(drained);
  finish(1, 1);
  EXPECT_TRUE(drained);
}

TEST_F(pool_test, a_drain_of_an_idle_pool_ends_at_once) {
  open(1, 1);
  connect();
  drain();
  EXPECT_TRUE(drained);
}

} // namespace
} // namespace howdah::actors
