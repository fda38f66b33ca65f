#include "tests/postgres/session_fixture.hpp"

#include <algorithm>
#include <deque>
#include <random>

namespace howdah::postgres {
namespace {

using namespace std::chrono_literals;
using tests::recorder;

/// Several reads under way on one connection.
class session_pipelined : public session_test {
protected:
  struct sent {
    recorder sink = recorder();
    std::optional<outcome> ended = {};
  };

  trip_limits bounds() {
    trip_limits usual;
    usual.statement_timeout = options().statement_timeout;
    return usual;
  }
  sent& begin(runnable statement, trip_form form = trip_form::read,
              const std::optional<trip_limits>& given = {}) {
    auto& made = all_.emplace_back();
    driver.session().begin({form, {std::move(statement)}}, given.value_or(bounds()), made.sink,
                           session::clock::now());
    return made;
  }
  sent& begin(catalog_statement text, const std::string& value) {
    return begin({text, {{value, 25}}});
  }
  void collect() {
    while (auto ended = driver.session().take_outcome())
      for (auto& each : all_)
        if (ended->of == &each.sink)
          each.ended = *ended;
  }
  void finish() {
    EXPECT_TRUE(tests::eventually(20s, [&] {
      driver.turn(5ms);
      collect();
      return std::ranges::all_of(all_, [](const auto& each) { return each.ended.has_value(); });
    }));
    driver.settle();
  }
  void expect_served(const sent& each, const std::string& value) {
    ASSERT_TRUE(each.ended);
    EXPECT_FALSE(each.ended->failure) << each.ended->failure->message;
    EXPECT_FALSE(each.ended->unserved);
    EXPECT_EQ(each.sink.first(), value);
  }
  void expect_unserved(const sent& each) {
    ASSERT_TRUE(each.ended);
    EXPECT_TRUE(each.ended->unserved);
    EXPECT_EQ(each.sink.count, 0U);
  }
  void expect_sound() {
    EXPECT_FALSE(driver.session().broken());
    EXPECT_TRUE(driver.session().ready());
    EXPECT_EQ(driver.value({catalog_statement("SELECT 42")}), "42");
    EXPECT_EQ(backend_state(), "idle");
  }

  static constexpr auto echo = catalog_statement("SELECT $1");
  static constexpr auto divide = catalog_statement("SELECT 1 / $1::int");
  std::deque<sent> all_;
};

TEST_F(session_pipelined, each_answer_reaches_its_consumer) {
  auto& first = begin(echo, "a");
  EXPECT_FALSE(driver.session().ready());
  ASSERT_TRUE(driver.session().takes_another_read());
  auto& second = begin(echo, "b");
  auto& third = begin(echo, "c");
  finish();
  expect_served(first, "a");
  expect_served(second, "b");
  expect_served(third, "c");
  expect_sound();
}

TEST_F(session_pipelined, nothing_is_sent_behind_a_write_nor_a_write_behind_anything) {
  administrate("CREATE TABLE t (a text)");
  begin({catalog_statement("INSERT INTO t VALUES ($1)"), {{"x", 25}}}, trip_form::write);
  EXPECT_FALSE(driver.session().takes_another_read());
  finish();
  expect_sound();
}

TEST_F(session_pipelined, what_follows_a_failure_is_unserved_and_the_session_serves_on) {
  auto& before = begin(divide, "1");
  auto& failing = begin(divide, "0");
  auto& behind = begin(echo, "b");
  auto& last = begin(echo, "c");
  finish();
  expect_served(before, "1");
  ASSERT_TRUE(failing.ended->failure);
  EXPECT_EQ(failing.ended->failure->sqlstate, "22012");
  EXPECT_FALSE(failing.ended->unserved);
  expect_unserved(behind);
  expect_unserved(last);
  expect_sound();
}

TEST_F(session_pipelined, a_stopped_one_ends_and_no_other_is_called_cancelled) {
  auto& asleep = begin({catalog_statement("SELECT pg_sleep(60)")});
  auto& behind = begin(echo, "b");
  driver.turn(20ms);
  EXPECT_TRUE(driver.session().stop({.code = errc::cancelled, .message = "enough"},
                                    &asleep.sink));
  EXPECT_FALSE(driver.session().takes_another_read() && driver.cancels() > 0);
  finish();
  ASSERT_TRUE(asleep.ended->failure);
  EXPECT_EQ(asleep.ended->failure->message, "enough");
  expect_unserved(behind);
  expect_sound();
}

TEST_F(session_pipelined, one_that_waits_can_be_stopped_while_another_runs) {
  auto& first = begin({catalog_statement("SELECT pg_sleep(0.05)")});
  auto& second = begin({catalog_statement("SELECT pg_sleep(60)")});
  EXPECT_TRUE(driver.session().stop({.code = errc::cancelled, .message = "enough"},
                                    &second.sink));
  finish();
  EXPECT_FALSE(first.ended->failure);
  ASSERT_TRUE(second.ended->failure);
  EXPECT_EQ(second.ended->failure->message, "enough");
  expect_sound();
}

TEST_F(session_pipelined, what_is_told_of_a_caller_is_told_of_nobody_else) {
  const auto claim = [&](const char* who) {
    auto told = bounds();
    if (who)
      told.told = std::make_shared<const std::vector<told_setting>>(
        std::vector<told_setting>{{"request.who", who}});
    return told;
  };
  const runnable ask{catalog_statement("SELECT coalesce(current_setting('request.who', true), '')")};
  auto& first = begin(ask, trip_form::read, claim("ann"));
  auto& second = begin(ask, trip_form::read, claim(nullptr));
  auto& third = begin(ask, trip_form::read, claim("bob"));
  finish();
  expect_served(first, "ann");
  expect_served(second, "");
  expect_served(third, "bob");
  expect_sound();
}

TEST_F(session_pipelined, one_whose_plan_went_stale_is_unserved_while_others_are_under_way) {
  administrate("CREATE TABLE t (a int); INSERT INTO t VALUES (7)");
  const auto all = catalog_statement("SELECT * FROM t");
  for (int i = 0; i < 3; ++i)
    EXPECT_EQ(driver.value({all}), "7");
  administrate("ALTER TABLE t ADD COLUMN b int");
  auto& stale = begin({all});
  auto& behind = begin(echo, "b");
  finish();
  expect_unserved(stale);
  expect_unserved(behind);
  EXPECT_EQ(driver.value({all}), "7");
  expect_sound();
}

TEST_F(session_pipelined, all_of_them_hear_that_the_connection_is_lost) {
  auto& first = begin({catalog_statement("SELECT pg_sleep(60)")});
  auto& second = begin(echo, "b");
  administrate("SELECT pg_terminate_backend(" + pid() + ")");
  EXPECT_TRUE(tests::eventually(5s, [&] {
    driver.turn(5ms);
    collect();
    return second.ended.has_value();
  }));
  for (const auto* each : {&first, &second}) {
    ASSERT_TRUE(each->ended && each->ended->failure);
    EXPECT_EQ(each->ended->failure->code, errc::connection_lost);
  }
  EXPECT_TRUE(driver.session().broken());
}

TEST_F(session_pipelined, whatever_is_mixed_nobody_gets_what_is_not_theirs) {
  std::mt19937 draw(7); // NOLINT: the same every time
  std::vector<std::pair<sent*, std::string>> asked;
  for (int i = 0; i < 2000; ++i) {
    const auto value = std::to_string(draw() % 40 == 0 ? 0 : i + 1);
    if (!driver.session().ready() && !driver.session().takes_another_read()) {
      finish();
      EXPECT_FALSE(driver.session().broken());
    }
    auto& made = begin(catalog_statement("SELECT $1 || (1 / $1::int)"), value);
    asked.emplace_back(&made, value);
    if (i % 6 == 5)
      finish();
  }
  finish();
  std::size_t served = 0;
  for (const auto& [each, value] : asked) {
    ASSERT_TRUE(each->ended);
    if (each->ended->unserved || each->ended->failure)
      continue;
    ++served;
    EXPECT_NE(value, "0");
    EXPECT_TRUE(each->sink.first().starts_with(value));
  }
  EXPECT_GT(served, 1000U);
  expect_sound();
}

} // namespace
} // namespace howdah::postgres
