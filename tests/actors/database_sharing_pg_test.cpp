#include "tests/actors/database_fixture.hpp"

#include <set>

namespace howdah::actors {
namespace {

using namespace std::chrono_literals;
using postgres::catalog_statement;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

/// A DATABASE that several reads were handed to at once.
class database_sharing : public database_test {
protected:
  database_actor started() {
    const auto made = spawn_database();
    assign(made, 0, read(catalog_statement("SELECT pg_backend_pid()"))); // the reads come together behind it
    expect_answer(0, std::to_string(backend) + "|SELECT 1;");
    expect_free(0);
    return made;
  }
  assignment numbered(std::uint64_t exchange) {
    postgres::trip asks{.form = postgres::trip_form::read,
                        .statements = {{catalog_statement("SELECT $1")}}};
    asks.statements.front().parameters = {{"number " + std::to_string(exchange), 25}};
    return work(exchange, plan({asks}));
  }
  void expect_numbered(std::uint64_t exchange) {
    expect_answer(exchange, "number " + std::to_string(exchange) + "|SELECT 1;");
  }
};

TEST_F(database_sharing, they_are_answered_in_turn) {
  const auto database = started();
  for (std::uint64_t exchange = 1; exchange <= 200; ++exchange)
    pool->send(database, numbered(exchange));
  for (std::uint64_t exchange = 1; exchange <= 200; ++exchange)
    expect_numbered(exchange);
  for (std::uint64_t exchange = 1; exchange <= 200; ++exchange)
    expect_free(exchange);
}

TEST_F(database_sharing, what_falls_to_the_failure_of_another_is_handed_back_to_run_alone) {
  const auto database = started();
  pool->send(database, work(1, read(catalog_statement("SELECT 1 / 0 FROM pg_sleep(0.2)"))));
  pool->send(database, numbered(2));
  pool->send(database, numbered(3));
  expect_answer(1, "failed: query_failed 22012");
  for (const std::uint64_t exchange : {2U, 3U}) {
    const auto back = hear<work_returned>(pool).work;
    ASSERT_TRUE(back.work);
    EXPECT_EQ(back.work->exchange.value, exchange);
    EXPECT_EQ(back.attempt, 0);
    EXPECT_TRUE(back.alone);
    pool->send(database, back);
    expect_numbered(exchange);
  }
}

TEST_F(database_sharing, one_that_keeps_others_waiting_runs_again_alone) {
  settings.stuck_after = 100ms;
  const auto database = started();
  pool->send(database, work(1, read(catalog_statement("SELECT 'slow' FROM pg_sleep(0.8)"))));
  for (const std::uint64_t exchange : {2U, 3U})
    pool->send(database, numbered(exchange));
  const auto slow = hear<work_returned>(pool).work;
  ASSERT_TRUE(slow.work);
  EXPECT_EQ(slow.work->exchange.value, 1U);
  EXPECT_TRUE(slow.alone);
  std::set<std::uint64_t> others;
  for (int i = 0; i < 2; ++i) { // handed back, if the cancel struck their transaction
    pool->receive([&](const work_returned& back) { others.insert(back.work.work->exchange.value); },
                  [&](const work_ended& done) { others.insert(done.work->exchange.value); },
                  caf::after(10s) >> [] { ADD_FAILURE() << "nothing heard"; });
  }
  EXPECT_EQ(others, (std::set<std::uint64_t>{2, 3}));
  pool->send(database, slow);
  for (bool told = false; !told;)
    sink->receive([&](const reply& heard) { told = heard.to.value == 1; },
                  caf::after(10s) >> [&] {
                    ADD_FAILURE() << "nothing heard";
                    told = true;
                  });
}

TEST_F(database_sharing, all_of_them_are_handed_back_when_the_connection_breaks) {
  const auto database = started();
  pool->send(database, work(1, read(catalog_statement("SELECT pg_sleep(60)"))));
  pool->send(database, numbered(2));
  pool->send(database, numbered(3));
  ASSERT_TRUE(waits_for("active"));
  kill_backend();
  const auto broken = hear<connection_broken>(pool);
  EXPECT_THAT(broken.answered, IsEmpty());
  EXPECT_THAT(broken.unfinished, SizeIs(3));
  expect_silence<reply>(sink);
}

TEST_F(database_sharing, a_stopped_one_ends_and_no_other_is_called_cancelled) {
  const auto database = started();
  const auto slow = work(1, read(catalog_statement("SELECT pg_sleep(60)")));
  pool->send(database, slow);
  pool->send(database, numbered(2));
  ASSERT_TRUE(waits_for("active"));
  pool->send(database,
             stop_work{.work = slow.work, .why = {.code = errc::cancelled, .message = "Enough."}});
  const auto heard = answer();
  EXPECT_EQ(heard.to.value, 1U);
  EXPECT_THAT(heard.body, HasSubstr("Enough."));
  bool served = false;
  for (bool told = false; !told;)
    pool->receive(
      [&](const work_returned& back) {
        EXPECT_EQ(back.work.work->exchange.value, 2U);
        pool->send(database, back.work);
      },
      [&](const work_ended& done) { told = served = done.work->exchange.value == 2; },
      caf::after(10s) >> [&] { told = true; });
  EXPECT_TRUE(served);
  expect_numbered(2);
}

} // namespace
} // namespace howdah::actors
