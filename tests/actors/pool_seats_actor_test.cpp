#include "auth/voucher.hpp"
#include "tests/actors/pool_fixture.hpp"

#include <gmock/gmock.h>
#include <set>

namespace howdah::actors {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

const seat own{.login = "own"};
const seat other{.login = "other"};

/// The connections of one pool, for seats of several logins and roles.
class pool_seats : public pool_test {
protected:
  void submit_in(const seat& as, std::uint64_t exchange, const std::string& who = "ann") {
    auto work = prepared(exchange);
    work.principal = *auth::voucher::token_holder(
      who, std::make_shared<const rights>(rights{.role = "r", .as = as}));
    submit(std::move(work));
  }
  void connect_as(const seat& as, std::size_t count = 1) {
    for (; count > 0; --count)
      tell(pool_under_test,
           connect_ended{.as = as,
                         .opened = std::make_shared<std::unique_ptr<postgres::connection>>()});
  }
  void fail_to_connect_as(const seat& as) {
    tell(pool_under_test,
         connect_ended{.as = as,
                       .opened = nullptr,
                       .failure = problem{.code = errc::unavailable, .message = "wrong password"}});
  }
  /// The logins of all attempts to connect, oldest first.
  std::vector<std::string> ordered() {
    std::vector<std::string> all;
    for (const auto& each : seen.orders)
      all.push_back(each.options.as.login);
    return all;
  }
};

TEST_F(pool_seats, a_login_has_connections_of_its_own) {
  open(1, 4);
  connect();
  submit_in(own, 1);
  EXPECT_THAT(ordered(), ElementsAre("", "own"));
  EXPECT_THAT(given_to(1), IsEmpty());
  connect_as(own);
  EXPECT_THAT(given_to(2), ElementsAre(1));
  submit(2);
  EXPECT_THAT(given_to(1), ElementsAre(2));
  finish(2, 1);
  submit_in(own, 3);
  EXPECT_THAT(given_to(2), ElementsAre(1, 3));
  EXPECT_THAT(seen.orders, SizeIs(2));
}

TEST_F(pool_seats, a_role_takes_any_connection_of_its_login_and_its_own_rather) {
  open(2, 2);
  connect(2);
  submit_in({.role = "a"}, 1);
  submit_in({.role = "b"}, 2, "bob");
  finish(1, 1);
  finish(2, 2);
  submit_in({.role = "a"}, 3);
  EXPECT_THAT(given_to(1), ElementsAre(1, 3));
  submit_in({.role = "c"}, 4, "bob");
  EXPECT_THAT(given_to(2), ElementsAre(2, 4));
  EXPECT_THAT(seen.orders, SizeIs(2)) << "roles change on a connection";
}

TEST_F(pool_seats, an_idle_connection_makes_room_for_a_login_without_one) {
  open(1, 2);
  connect();
  submit(1);
  submit(2);
  connect();
  finish(1, 1);
  finish(2, 2);
  submit_in(own, 3);
  EXPECT_THAT(seen.retired, SizeIs(1));
  EXPECT_THAT(ordered(), ElementsAre("", "", "own")) << "after it had gone";
  connect_as(own);
  EXPECT_THAT(given_to(3), ElementsAre(3));
}

TEST_F(pool_seats, what_is_released_goes_to_whose_turn_it_is) {
  open(0, 1);
  submit(1);
  connect();
  submit_in(own, 2);
  submit(3);
  submit(4);
  EXPECT_THAT(seen.retired, IsEmpty()) << "it is busy";
  finish(1, 1);
  EXPECT_THAT(seen.retired, ElementsAre(1));
  EXPECT_THAT(ordered(), ElementsAre("", "own"));
  connect_as(own);
  EXPECT_THAT(given_to(2), ElementsAre(2));
  finish(2, 2);
  EXPECT_THAT(seen.retired, ElementsAre(1, 2)) << "and back";
  connect();
  EXPECT_THAT(given_to(3), ElementsAre(3));
}

TEST_F(pool_seats, every_login_has_its_turn_with_more_of_them_than_connections) {
  open(0, 2);
  for (std::uint64_t n = 1; n <= 6; ++n)
    submit_in({.login = "l" + std::to_string(n)}, n, "u" + std::to_string(n));
  std::set<std::uint64_t> served;
  std::size_t connected = 0;
  std::map<std::uint64_t, std::size_t> done;
  for (int turn = 0; turn < 40 && served.size() < 6; ++turn) {
    while (connected < seen.orders.size())
      connect_as(seen.orders[connected++].options.as);
    EXPECT_LE(seen.databases.size() - seen.retired.size(), 2U);
    for (const auto& [id, work] : seen.given)
      for (auto& next = done[id]; next < work.size(); ++next) {
        served.insert(work[next].work->exchange.value);
        finish(id, work[next].work->exchange.value);
      }
  }
  EXPECT_THAT(served, ElementsAre(1, 2, 3, 4, 5, 6));
}

TEST_F(pool_seats, logins_that_fail_are_nobody_elses_trouble) {
  open(1, 4);
  connect();
  submit_in(own, 1);
  fail_to_connect_as(own);
  EXPECT_THAT(answer_to(1), HasSubstr("unavailable"));
  submit_in(own, 2);
  EXPECT_NE(answer_to(2), "no answer") << "at once, while it rests";
  submit(3);
  EXPECT_THAT(given_to(1), ElementsAre(3));
  submit_in(other, 4);
  connect_as(other);
  EXPECT_THAT(given_to(2), ElementsAre(4));
  advance(200ms);
  submit_in(own, 5);
  EXPECT_EQ(ordered().back(), "own") << "tried again";
}

TEST_F(pool_seats, a_login_that_nobody_uses_any_more_is_given_up) {
  open(1, 4);
  connect();
  submit_in(own, 1);
  connect_as(own);
  finish(2, 1);
  advance(settings.idle_timeout + 10s);
  EXPECT_THAT(seen.retired, ElementsAre(2)) << "the minimum is the server's own";
}

} // namespace
} // namespace howdah::actors
