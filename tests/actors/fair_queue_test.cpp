#include "actors/fair_queue.hpp"
#include "auth/voucher.hpp"
#include "tests/actors/fake_plan.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <string>
#include <utility>
#include <vector>

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
    return [who](const assignment& waiting) {
      return waiting.work->principal->subject() == who;
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

assignment limited(const char* who, std::uint64_t exchange, const role_limits& limits) {
  auto work = tests::job_for(exchange);
  work.principal = *auth::voucher::token_holder(
    who, std::make_shared<const rights>(rights{.role = "r", .limits = limits}));
  return {.work = std::make_shared<job>(std::move(work))};
}

/// How often each had its turn, when each call of a tenant takes that long and all always wait.
std::map<std::string, int> turns_of(const std::map<std::string, std::pair<double, double>>& tenants,
                                    double seconds) {
  fair_queue queue(1000, 1000);
  std::uint64_t next = 0;
  const auto call_of = [&](const std::string& who) {
    return limited(who.c_str(), ++next, {.weight = tenants.at(who).second});
  };
  for (const auto& [who, each] : tenants)
    for (int i = 0; i < 3; ++i)
      queue.push(call_of(who));
  std::map<std::string, int> turns;
  for (double passed = 0; passed < seconds;) {
    const auto work = queue.pop();
    const auto& who = work->work->principal->subject();
    const auto took = tenants.at(who).first;
    const auto charged = queue.began(*work->work);
    passed += took;
    queue.ended(*work->work, charged, fair_queue::duration(took));
    ++turns[who];
    queue.push(call_of(who));
  }
  return turns;
}

TEST(fair_queue, shares_time_and_not_turns) {
  const auto turns = turns_of({{"slow", {1.0, 1}}, {"fast", {0.01, 1}}}, 200);
  EXPECT_NEAR(turns.at("slow"), 100, 2);
  EXPECT_NEAR(turns.at("fast"), 10'000, 200);
}

TEST(fair_queue, shares_by_weight) {
  const auto turns = turns_of({{"a", {0.1, 1}}, {"b", {0.1, 3}}, {"c", {0.1, 1}}}, 100);
  EXPECT_NEAR(turns.at("b"), 600, 10);
  EXPECT_NEAR(turns.at("a"), 200, 5);
  EXPECT_NEAR(turns.at("c"), 200, 5);
}

TEST(fair_queue, is_fair_between_many) {
  std::map<std::string, std::pair<double, double>> tenants;
  for (int i = 0; i < 50; ++i)
    tenants["t" + std::to_string(i)] = {0.001 * (i + 1), 1};
  double sum = 0;
  double squares = 0;
  for (const auto& [who, count] : turns_of(tenants, 500)) {
    const auto had = count * tenants.at(who).first;
    sum += had;
    squares += had * had;
  }
  EXPECT_GT(sum * sum / (50 * squares), 0.99) << "Jain's index";
}

TEST(fair_queue, whoever_comes_back_gets_no_more_than_whoever_stayed) {
  fair_queue queue(100, 100);
  const auto run = [&](double took) {
    const auto work = queue.pop();
    queue.ended(*work->work, queue.began(*work->work), fair_queue::duration(took));
    return work->work->principal->subject();
  };
  for (std::uint64_t i = 0; i < 20; ++i) {
    queue.push(limited("busy", i, {}));
    run(1);
  }
  for (std::uint64_t i = 0; i < 4; ++i) {
    queue.push(limited("busy", i, {}));
    queue.push(limited("rested", i, {}));
  }
  std::string order;
  for (int i = 0; i < 8; ++i)
    order += run(1).front();
  EXPECT_EQ(std::count(order.begin(), order.begin() + 4, 'r'), 2) << order;
}

TEST(fair_queue, who_took_more_waits_until_the_others_had_as_much) {
  fair_queue queue(100, 100);
  for (std::uint64_t i = 0; i < 3; ++i) {
    queue.push(limited("heavy", i, {}));
    queue.push(limited("light", 10 + i, {}));
  }
  const auto first = queue.pop();
  const auto charged = queue.began(*first->work);
  queue.ended(*first->work, charged, fair_queue::duration(10));
  const auto other = first->work->principal->subject() == "heavy" ? "light" : "heavy";
  for (int i = 0; i < 3; ++i) {
    const auto next = queue.pop();
    EXPECT_EQ(next->work->principal->subject(), other);
    queue.ended(*next->work, queue.began(*next->work), fair_queue::duration(1));
  }
}

TEST(fair_queue, nobody_runs_more_at_once_than_the_role_allows) {
  fair_queue queue(100, 100);
  const role_limits two{.of_caller = {.at_once = 2}};
  for (std::uint64_t i = 1; i <= 4; ++i)
    queue.push(limited("ann", i, two));
  queue.push(limited("bob", 5, two));
  const auto first = queue.pop();
  queue.began(*first->work);
  const auto second = queue.pop();
  queue.began(*second->work);
  const auto third = queue.pop();
  queue.began(*third->work);
  EXPECT_FALSE(queue.pop()) << "both of ann's run";
  EXPECT_EQ(queue.size(), 2U);
  const auto& of_ann = first->work->principal->subject() == "ann" ? first : second;
  queue.ended(*of_ann->work, fair_queue::duration(0), fair_queue::duration(1));
  ASSERT_TRUE(queue.pop());
}

TEST(fair_queue, the_servers_own_questions_are_free_and_never_far_behind) {
  fair_queue queue(1000, 1000);
  const auto own = [](std::uint64_t exchange) {
    auto work = tests::job_for(exchange);
    work.label.clear();
    work.principal = auth::anonymous();
    return assignment{.work = std::make_shared<job>(std::move(work))};
  };
  const auto run = [&](const assignment& one) {
    queue.ended(*one.work, queue.began(*one.work), fair_queue::duration(1));
  };
  for (std::uint64_t i = 0; i < 100; ++i) {
    queue.push(own(i));
    run(*queue.pop());
  }
  for (int i = 0; i < 20; ++i)
    queue.push(limited(("u" + std::to_string(i)).c_str(), 100, {}));
  queue.push(own(200));
  int before = 0;
  for (auto next = queue.pop(); next->work->exchange.value != 200; next = queue.pop(), ++before)
    run(*next);
  EXPECT_LE(before, 20) << "each of the others had one turn at most";
}

TEST(fair_queue, forgets_tenants_that_are_done) {
  fair_queue queue(10'000, 10);
  for (std::uint64_t i = 0; i < 5'000; ++i) {
    queue.push(limited(("u" + std::to_string(i)).c_str(), i, {}));
    const auto work = queue.pop();
    queue.ended(*work->work, queue.began(*work->work), fair_queue::duration(0.001));
  }
  EXPECT_LT(queue.tenants(), 200U);
}

} // namespace
} // namespace howdah::actors
