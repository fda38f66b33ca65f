#include "auth/voucher.hpp"
#include "tests/actors/pool_fixture.hpp"

#include <gmock/gmock.h>

namespace howdah::actors {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

/// A statement that is known by a number.
class paced_plan : public tests::fake_plan {
public:
  explicit paced_plan(std::size_t number) : number_(number) {}
  std::size_t pace() const override { return number_; }

private:
  std::size_t number_;
};

constexpr std::size_t quick = 1;
constexpr std::size_t unknown = 2;

/// Two connections, of which one is shared as soon as one is busy with quick reads.
class pool_sharing : public pool_test {
protected:
  pool_sharing() {
    settings.spread = 1;
    settings.depth = 3;
    open(1, 1);
    connect();
    submit_paced(100, quick);
    took(100, 1ms);
  }
  job paced(std::uint64_t exchange, std::size_t number) {
    auto work = prepared(exchange);
    work.plan = std::make_shared<paced_plan>(number);
    return work;
  }
  void submit_paced(std::uint64_t exchange, std::size_t number = quick) {
    submit(paced(exchange, number));
  }
  void took(std::uint64_t exchange, std::chrono::duration<double> time) {
    tell(pool_under_test,
         work_ended{.database = 1, .work = given(1, exchange), .took = time});
  }
  /// Without those of the beginning.
  std::vector<std::uint64_t> ran() {
    auto all = given_to(1);
    all.erase(all.begin());
    return all;
  }
};

TEST_F(pool_sharing, quick_reads_share_a_connection_up_to_a_depth) {
  for (std::uint64_t exchange = 1; exchange <= 4; ++exchange)
    submit_paced(exchange);
  EXPECT_THAT(ran(), ElementsAre(1, 2, 3));
  finish(1, 2);
  EXPECT_THAT(ran(), ElementsAre(1, 2, 3, 4));
}

TEST_F(pool_sharing, what_is_not_known_to_be_quick_has_its_connection_alone) {
  submit_paced(1);
  submit_paced(2, unknown);
  submit(3);
  EXPECT_THAT(ran(), ElementsAre(1)) << "nothing of another kind goes behind it";
  finish(1, 1);
  EXPECT_THAT(ran(), ElementsAre(1, 2));
  submit_paced(4);
  EXPECT_THAT(ran(), ElementsAre(1, 2)) << "and nothing quick behind that";
  EXPECT_TRUE(seen.given[1].back().alone);
}

TEST_F(pool_sharing, what_became_slow_shares_no_more) {
  submit_paced(1);
  took(1, 30ms);
  submit_paced(2);
  submit_paced(3);
  EXPECT_THAT(ran(), ElementsAre(1, 2));
}

TEST_F(pool_sharing, work_that_comes_back_runs_next_and_alone) {
  submit_paced(1);
  submit_paced(2);
  auto back = seen.given[1].back();
  back.alone = true;
  tell(pool_under_test, work_returned{.database = 1, .work = back});
  submit_paced(3);
  EXPECT_THAT(ran(), ElementsAre(1, 2)) << "its turn is next, and not yet";
  finish(1, 1);
  EXPECT_THAT(ran(), ElementsAre(1, 2, 2));
  EXPECT_TRUE(seen.given[1].back().alone);
  finish(1, 2);
  EXPECT_THAT(ran(), ElementsAre(1, 2, 2, 3));
}

TEST_F(pool_sharing, other_connections_are_used_before_one_is_shared) {
  settings.spread = 2;
  open(2, 2);
  connect(2);
  submit_paced(50);
  finish(2, 50);
  seen.given.clear();
  for (std::uint64_t exchange = 1; exchange <= 4; ++exchange)
    submit_paced(exchange);
  EXPECT_THAT(given_to(1), ElementsAre(2, 3));
  EXPECT_THAT(given_to(2), ElementsAre(1, 4));
}

TEST_F(pool_sharing, nobody_shares_with_another_seat) {
  submit_paced(1);
  auto other = paced(2, quick);
  other.principal = *auth::voucher::token_holder(
    "ann", std::make_shared<const rights>(rights{.role = "r", .as = {.role = "other"}}));
  submit(std::move(other));
  EXPECT_THAT(ran(), ElementsAre(1));
  finish(1, 1);
  EXPECT_THAT(ran(), ElementsAre(1, 2));
}

TEST_F(pool_sharing, who_wants_to_hear_on_the_way_has_its_connection_alone) {
  auto work = paced(1, quick);
  work.progress_token = "1";
  submit(std::move(work));
  submit_paced(2);
  EXPECT_THAT(ran(), ElementsAre(1));
}

TEST_F(pool_sharing, calls_of_one_batch_are_told_apart_when_their_connection_breaks) {
  for (int i = 0; i < 3; ++i)
    submit_paced(7);
  const auto given = seen.given[1];
  ASSERT_THAT(given, SizeIs(4));
  tell(pool_under_test, connection_broken{.database = 1,
                                          .answered = {given[1].work},
                                          .unfinished = {{.work = given[2].work, .attempt = 1}}});
  connect();
  ASSERT_THAT(seen.given[2], SizeIs(2));
  EXPECT_EQ(seen.given[2][0].work, given[2].work);
  EXPECT_EQ(seen.given[2][1].work, given[3].work);
}

TEST_F(pool_sharing, a_cancel_reaches_the_one_that_is_meant) {
  submit_paced(1);
  submit_paced(2);
  tell(pool_under_test, cancel_work{.exchange = exchange_id{2}, .why = cancelled});
  ASSERT_THAT(seen.stopped[1], SizeIs(1));
  EXPECT_EQ(seen.stopped[1].front().work, given(1, 2));
}

} // namespace
} // namespace howdah::actors
