#include "actors/fair_queue.hpp"
#include "auth/voucher.hpp"
#include "tests/actors/fake_plan.hpp"

#include <gtest/gtest.h>

namespace howdah::actors {
namespace {

assignment call(std::uint64_t exchange) {
  return {.work = std::make_shared<job>(tests::job_for(exchange))};
}

assignment work_of(const char* who, std::uint64_t exchange, const seat& as = {}) {
  auto work = tests::job_for(exchange);
  work.principal = *auth::voucher::token_holder(
    who, std::make_shared<const rights>(rights{.role = "r", .as = as}));
  return {.work = std::make_shared<job>(std::move(work))};
}

std::vector<std::uint64_t> drain(fair_queue& queue) {
  std::vector<std::uint64_t> order;
  while (auto next = queue.pop())
    order.push_back(next->work->exchange.value);
  return order;
}

TEST(fair_queue, serves_one_principal_in_the_order_of_arrival) {
  fair_queue queue(10, 10);
  for (std::uint64_t i = 1; i <= 3; ++i)
    EXPECT_TRUE(queue.push(call(i)));
  EXPECT_EQ(drain(queue), (std::vector<std::uint64_t>{1, 2, 3}));
  EXPECT_TRUE(queue.empty());
}

TEST(fair_queue, refuses_what_is_beyond_its_length_and_takes_again_after_a_pop) {
  fair_queue queue(2, 10);
  EXPECT_TRUE(queue.push(call(1)));
  EXPECT_TRUE(queue.push(call(2)));
  EXPECT_FALSE(queue.push(call(3)));
  EXPECT_EQ(queue.size(), 2U);
  queue.pop();
  EXPECT_TRUE(queue.push(call(4)));
}

TEST(fair_queue, refuses_a_principal_beyond_its_own_share) {
  fair_queue queue(10, 1);
  EXPECT_TRUE(queue.push(call(1)));
  EXPECT_FALSE(queue.push(call(2)));
  EXPECT_EQ(queue.size(), 1U);
}

TEST(fair_queue, returned_work_comes_first_even_when_the_queue_is_full) {
  fair_queue queue(1, 1);
  EXPECT_TRUE(queue.push(call(1)));
  queue.push_front(call(2));
  EXPECT_EQ(drain(queue), (std::vector<std::uint64_t>{2, 1}));
}

TEST(fair_queue, gives_out_what_is_no_longer_wanted) {
  fair_queue queue(10, 10);
  for (std::uint64_t i = 1; i <= 4; ++i)
    queue.push(call(i));
  const auto removed
    = queue.remove_if([](const job& work) { return work.exchange.value % 2 == 0; });
  ASSERT_EQ(removed.size(), 2U);
  EXPECT_EQ(removed[0].work->exchange.value, 2U);
  EXPECT_EQ(queue.size(), 2U);
  EXPECT_EQ(drain(queue), (std::vector<std::uint64_t>{1, 3}));
}

TEST(fair_queue, passes_over_whom_nothing_fits) {
  fair_queue queue(10, 10);
  queue.push(work_of("ann", 1));
  queue.push(work_of("bob", 2));
  queue.push(work_of("ann", 3));
  const auto of = [](const char* who) {
    return [who](const job& work) {
      return work.principal->subject() == who;
    };
  };
  EXPECT_FALSE(queue.pop_if(of("eve")));
  EXPECT_EQ(queue.pop_if(of("bob"))->work->exchange.value, 2U);
  EXPECT_EQ(queue.pop_if(of("ann"))->work->exchange.value, 1U);
  EXPECT_EQ(queue.size(), 1U);
}

TEST(fair_queue, counts_what_waits_for_each_login) {
  fair_queue queue(10, 10);
  queue.push(work_of("ann", 1));
  queue.push(work_of("bob", 2, {.role = "r"}));
  queue.push_front(work_of("bob", 3, {.login = "l"}));
  queue.push(work_of("bob", 4, {.login = "l"}));
  EXPECT_EQ(queue.waiting_for(""), 2U);
  EXPECT_EQ(queue.waiting_for(seat{.login = "l"}.login_key()), 2U);
  queue.pop();
  EXPECT_EQ(queue.waiting_for(""), 1U);
  queue.remove_if([](const job& work) { return work.exchange.value == 4; });
  EXPECT_EQ(queue.waiting_for(seat{.login = "l"}.login_key()), 1U);
  while (queue.pop())
    continue;
  EXPECT_EQ(queue.waiting_for(""), 0U);
  EXPECT_EQ(queue.waiting_for(seat{.login = "l"}.login_key()), 0U);
}

} // namespace
} // namespace howdah::actors
