#include "auth/voucher.hpp"
#include "tests/actors/pool_fixture.hpp"

#include <gmock/gmock.h>

namespace howdah::actors {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::SizeIs;

/// Callers of one pool whose roles have quotas.
class pool_quotas : public pool_test {
protected:
  void submit_as(const std::string& who, std::uint64_t exchange, const role_limits& limits) {
    auto work = prepared(exchange);
    work.principal = *auth::voucher::token_holder(
      who, std::make_shared<const rights>(rights{.role = "r", .limits = limits}));
    submit(std::move(work));
  }
  void finish_with(std::uint64_t database, std::uint64_t exchange, std::uint64_t rows,
                   std::size_t bytes) {
    tell(pool_under_test,
         work_ended{
           .database = database, .work = given(database, exchange), .rows = rows, .bytes = bytes});
  }
};

TEST_F(pool_quotas, a_call_beyond_them_is_answered_at_once) {
  open(1, 1);
  connect();
  const role_limits two{.of_caller = {.calls = 2}};
  for (std::uint64_t i = 1; i <= 3; ++i)
    submit_as("ann", i, two);
  EXPECT_THAT(answer_to(3), HasSubstr("busy"));
  submit_as("bob", 4, two);
  EXPECT_EQ(answer_to(4), "no answer") << "is somebody else";
  advance(61s);
  advance(61s);
  submit_as("ann", 5, two);
  EXPECT_EQ(answer_to(5), "no answer") << "and minutes pass";
}

TEST_F(pool_quotas, what_answers_took_counts) {
  open(1, 1);
  connect();
  const role_limits rows{.of_caller = {.rows = 100}};
  submit_as("ann", 1, rows);
  finish_with(1, 1, 100, 10);
  submit_as("ann", 2, rows);
  EXPECT_THAT(answer_to(2), HasSubstr("busy"));
  const role_limits bytes{.of_caller = {.bytes = 1000}};
  submit_as("bob", 3, bytes);
  finish_with(1, 3, 1, 1000);
  submit_as("bob", 4, bytes);
  EXPECT_THAT(answer_to(4), HasSubstr("busy"));
}

TEST_F(pool_quotas, the_time_of_a_connection_counts) {
  open(1, 1);
  connect();
  const role_limits seconds{.of_caller = {.seconds = 2}};
  submit_as("ann", 1, seconds);
  advance(3s);
  finish_with(1, 1, 1, 1);
  submit_as("ann", 2, seconds);
  EXPECT_THAT(answer_to(2), HasSubstr("busy"));
}

TEST_F(pool_quotas, a_statement_too_many_waits_and_leaves_a_connection_for_others) {
  open(2, 2);
  connect(2);
  const role_limits one{.of_caller = {.at_once = 1}};
  submit_as("ann", 1, one);
  submit_as("ann", 2, one);
  submit_as("bob", 3, one);
  EXPECT_THAT(given_to(2), ElementsAre(1));
  EXPECT_THAT(given_to(1), ElementsAre(3));
  finish(2, 1);
  EXPECT_THAT(given_to(2), ElementsAre(1, 2));
}

TEST_F(pool_quotas, the_slow_do_not_keep_out_the_fast) {
  open(1, 1);
  connect();
  for (std::uint64_t i = 1; i <= 3; ++i)
    submit_as("slow", i, {});
  advance(5s);
  finish(1, 1);
  for (std::uint64_t i = 11; i <= 13; ++i)
    submit_as("fast", i, {});
  advance(5s);
  finish(1, 2);
  EXPECT_THAT(given_to(1), ElementsAre(1, 2, 11));
  finish(1, 11);
  finish(1, 12);
  EXPECT_THAT(given_to(1), ElementsAre(1, 2, 11, 12, 13)) << "ten seconds are ahead of them";
}

} // namespace
} // namespace howdah::actors
