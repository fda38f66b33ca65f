#include "tests/actors/database_fixture.hpp"

#include <caf/typed_event_based_actor.hpp>

#include <filesystem>

namespace howdah::actors {
namespace {

using namespace std::chrono_literals;
using postgres::catalog_statement;
using postgres::trip_form;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;
using tests::administrate;
using tests::eventually;

problem cancelled_by_caller() {
  return {.code = errc::cancelled, .message = "The caller cancelled it."};
}

TEST_F(database_test, answers_the_exchange_and_is_free_again) {
  const auto database = spawn_database();
  for (std::uint64_t exchange = 1; exchange <= 3; ++exchange) {
    assign(database, exchange, read(catalog_statement("SELECT 42")));
    expect_answer(exchange, "42|SELECT 1;");
    expect_free(exchange);
  }
  expect_silence<reply>(sink);
}

TEST_F(database_test, two_exchanges_with_one_id_get_their_own_answers) {
  const auto first = spawn_database();
  const auto second = spawn_database();
  assign(first, 10, read(catalog_statement("SELECT 'ten' FROM pg_sleep(0.2)")));
  assign(second, 20, read(catalog_statement("SELECT 'twenty'")));
  expect_answer(20, "twenty|SELECT 1;");
  expect_answer(10, "ten|SELECT 1;");
}

TEST_F(database_test, a_failure_is_answered) {
  const auto database = spawn_database();
  assign(database, 1, read(catalog_statement("SELECT 1 / 0")));
  expect_answer(1, "failed: query_failed 22012");
  expect_free(1);
}

TEST_F(database_test, a_trip_may_have_less_time_than_its_caller) {
  const auto database = spawn_database();
  auto hurried = trip(trip_form::read, catalog_statement("SELECT pg_sleep(20)"));
  hurried.at_most = 50ms;
  assign(database, 1, plan({std::move(hurried)}));
  expect_answer(1, "failed: timed_out 57014");
  assign(database, 2, read(catalog_statement("SHOW statement_timeout")));
  expect_answer(2, "30s|SHOW;");
}

TEST_F(database_test, trips_follow_one_another) {
  const auto database = spawn_database();
  assign(database, 1,
         plan({trip(trip_form::write, catalog_statement("SELECT 'a'")),
               trip(trip_form::catalog, catalog_statement("SELECT 'b'")),
               trip(trip_form::read, catalog_statement("SELECT 'c'"))}));
  expect_answer(1, "a|SELECT 1;b|SELECT 1;c|SELECT 1;");
}

TEST_F(database_test, a_trip_waits_until_the_one_before_is_cancelled) {
  const auto database = spawn_database();
  assign(
    database, 1,
    plan({trip(trip_form::read, catalog_statement("SELECT g FROM generate_series(1, 10000000) g")),
          trip(trip_form::read, catalog_statement("SELECT 'next'"))},
         2));
  expect_answer(1, "1|2|next|SELECT 1;");
  expect_free(1);
}

TEST_F(database_test, a_stopped_read_ends_in_postgresql_and_is_answered) {
  const auto database = spawn_database();
  assign(database, 1, read(catalog_statement("SELECT pg_sleep(60)")));
  ASSERT_TRUE(waits_for("active"));
  pool->send(database, stop_work{.work = work(1, read(catalog_statement("SELECT 1"))).work,
                                 .why = cancelled_by_caller()}); // somebody else's
  pool->send(database, stop_work{.work = assigned.work, .why = cancelled_by_caller()});
  const auto heard = answer();
  EXPECT_EQ(heard.to.value, 1U);
  EXPECT_THAT(heard.body, HasSubstr("The caller cancelled it."));
  expect_free(1);
  EXPECT_EQ(backend_state(), "idle");
  assign(database, 2, read(catalog_statement("SELECT 'serves on'")));
  expect_answer(2, "serves on|SELECT 1;");
}

TEST_F(database_test, a_sent_write_is_finished_and_reported) {
  administrate("CREATE TABLE finished (a int)");
  const auto database = spawn_database();
  assign(database, 1, write(catalog_statement("INSERT INTO finished SELECT 1 FROM pg_sleep(0.5)")));
  ASSERT_TRUE(waits_for("active"));
  pool->send(database, stop_work{.work = assigned.work, .why = cancelled_by_caller()});
  expect_answer(1, "INSERT 0 1;");
  EXPECT_EQ(administrate("SELECT count(*) FROM finished"), "1");
}

TEST_F(database_test, a_committed_write_cannot_be_stopped_in_its_later_trips) {
  administrate("CREATE TABLE later (a int)");
  const auto database = spawn_database();
  assign(database, 1,
         plan({trip(trip_form::write, catalog_statement("INSERT INTO later VALUES (1)")),
               trip(trip_form::catalog, catalog_statement("SELECT 'x' FROM pg_sleep(0.5)"))}));
  ASSERT_TRUE(eventually(10s, [] { return administrate("SELECT count(*) FROM later") == "1"; }));
  pool->send(database, stop_work{.work = assigned.work, .why = cancelled_by_caller()});
  expect_answer(1, "INSERT 0 1;x|SELECT 1;");
}

TEST_F(database_test, the_statement_timeout_is_an_answer) {
  settings.bounds.statement_timeout = 100ms;
  const auto database = spawn_database();
  assign(database, 1, read(catalog_statement("SELECT pg_sleep(60)")));
  expect_answer(1, "failed: timed_out 57014");
  expect_free(1);
}

TEST_F(database_test, a_result_beyond_the_limit_is_too_large) {
  settings.bounds.result_bytes = 10'000;
  const auto database = spawn_database();
  assign(database, 1,
         read(catalog_statement("SELECT repeat('x', 50) FROM generate_series(1, 5000)")));
  expect_answer(1, "failed: too_large ");
  expect_free(1);
  assign(database, 2, read(catalog_statement("SELECT repeat('x', 100000000)")));
  expect_answer(2, "failed: too_large ");
  EXPECT_THAT(hear<connection_broken>(pool).answered, ElementsAre(assigned.work));
}

TEST_F(database_test, an_idle_break_is_told_at_once) {
  const auto database = spawn_database();
  assign(database, 1, read(catalog_statement("SELECT 1")));
  answer();
  expect_free(1);
  kill_backend();
  const auto broken = hear<connection_broken>(pool);
  EXPECT_EQ(broken.database, last_id);
  EXPECT_THAT(broken.answered, IsEmpty());
  EXPECT_THAT(broken.unfinished, IsEmpty());
  EXPECT_FALSE(broken.why.message.empty());
}

TEST_F(database_test, a_lost_read_is_handed_back_once) {
  auto database = spawn_database();
  assign(database, 1, read(catalog_statement("SELECT pg_sleep(60)")));
  ASSERT_TRUE(waits_for("active"));
  kill_backend();
  const auto broken = hear<connection_broken>(pool);
  ASSERT_THAT(broken.unfinished, SizeIs(1));
  EXPECT_EQ(broken.unfinished.front().work->exchange.value, 1U);
  EXPECT_EQ(broken.unfinished.front().attempt, 1);
  expect_silence<reply>(sink);

  database = spawn_database();
  assign(database, 1, read(catalog_statement("SELECT pg_sleep(60)")), 1);
  ASSERT_TRUE(waits_for("active"));
  kill_backend();
  expect_answer(1, "failed: connection_lost ");
  const auto again = hear<connection_broken>(pool);
  EXPECT_THAT(again.unfinished, IsEmpty());
  EXPECT_THAT(again.answered, ElementsAre(assigned.work));
}

TEST_F(database_test, a_lost_write_is_never_handed_back) {
  const auto database = spawn_database();
  assign(database, 1, write(catalog_statement("SELECT pg_sleep(60)")));
  ASSERT_TRUE(waits_for("active"));
  kill_backend();
  expect_answer(1, "failed: outcome_unknown ");
  EXPECT_THAT(hear<connection_broken>(pool).unfinished, IsEmpty());
}

TEST_F(database_test, what_has_written_is_never_handed_back_though_a_later_read_is_lost) {
  const auto database = spawn_database();
  assign(database, 1,
         plan({trip(trip_form::write, catalog_statement("SELECT 'written'")),
               trip(trip_form::catalog, catalog_statement("SELECT pg_sleep(60)"))}));
  ASSERT_TRUE(eventually(10s, [&] {
    return administrate(
             "SELECT query ~ 'pg_sleep' AND state = 'active' FROM pg_stat_activity WHERE pid = "
             + std::to_string(backend))
           == "t";
  }));
  kill_backend();
  expect_answer(1, "failed: connection_lost ");
  EXPECT_THAT(hear<connection_broken>(pool).unfinished, IsEmpty());
}

TEST_F(database_test, a_read_in_progress_is_answered_when_the_actor_ends) {
  const auto database = spawn_database();
  assign(database, 1, read(catalog_statement("SELECT pg_sleep(60)")));
  ASSERT_TRUE(waits_for("active"));
  pool->send_exit(database, caf::exit_reason::user_shutdown);
  expect_answer(1, "failed: shutting_down ");
  EXPECT_TRUE(waits_for(""));
  expect_silence<reply>(sink);
}

TEST_F(database_test, a_write_in_progress_is_answered_truly_when_the_actor_ends) {
  const auto database = spawn_database();
  assign(database, 1, write(catalog_statement("SELECT pg_sleep(60)")));
  ASSERT_TRUE(waits_for("active"));
  pool->send_exit(database, caf::exit_reason::user_shutdown);
  expect_answer(1, "failed: outcome_unknown ");
}

TEST_F(database_test, retires_at_once_when_idle_and_after_its_work_otherwise) {
  const auto idle = spawn_database();
  pool->send(idle, retire{});
  EXPECT_TRUE(waits_for(""));
  const auto running = spawn_database();
  assign(running, 1, read(catalog_statement("SELECT 'done' FROM pg_sleep(0.3)")));
  pool->send(running, retire{});
  expect_answer(1, "done|SELECT 1;");
  EXPECT_TRUE(waits_for(""));
}

TEST_F(database_test, progress_grows_until_the_answer) {
  progress_token = "\"token\"";
  settings.progress_interval = 200ms;
  const auto database = spawn_database();
  assign(database, 1, read(catalog_statement("SELECT 'slow' FROM pg_sleep(1)")));
  std::vector<notice> heard;
  bool answered = false;
  while (!answered)
    sink->receive([&](notice& told) { heard.push_back(std::move(told)); },
                  [&](const reply&) { answered = true; },
                  caf::after(10s) >> [&] { answered = true; });
  EXPECT_GE(heard.size(), 2U);
  EXPECT_LE(heard.size(), 6U);
  for (const auto& told : heard) {
    EXPECT_EQ(told.to.value, 1U);
    EXPECT_THAT(told.body, HasSubstr("\"progressToken\":\"token\""));
  }
}

TEST_F(database_test, what_takes_long_is_looked_at_from_elsewhere) {
  progress_token = "1";
  settings.progress_interval = 100ms;
  settings.look_after = 200ms;
  const auto database = spawn_database();
  assign(database, 1, read(catalog_statement("SELECT 'slow' FROM pg_sleep(2)")));
  const auto look = hear<assignment>(pool).work;
  EXPECT_EQ(look->label, "");
  EXPECT_EQ(look->plan->first().statements.at(0).parameters.at(0).text, std::to_string(backend));
  pool->send(look->sink,
             reply{.to = look->exchange,
                   .body = R"({"jsonrpc":"2.0","id":0,"result":{"progress":"VACUUM: 7 %"}})"});
  bool told = false;
  for (bool answered = false; !answered;)
    sink->receive(
      [&](const notice& said) {
        told = told || said.body.find("VACUUM: 7 %") != std::string::npos;
      },
      [&](const reply&) { answered = true; }, caf::after(10s) >> [&] { answered = true; });
  EXPECT_TRUE(told);
}

canceller_actor::behavior_type useless_canceller(canceller_actor::pointer self) {
  return {[self](const cancel_order& order) {
    self->send(order.asker, cancel_returned{});
  }};
}

TEST_F(database_test, a_cancel_without_effect_costs_the_connection) {
  canceller_ = system.spawn(useless_canceller);
  spawned_.push_back(caf::actor_cast<caf::actor>(canceller_));
  const auto database = spawn_database();
  assign(database, 1, read(catalog_statement("SELECT pg_sleep(60)")));
  ASSERT_TRUE(waits_for("active"));
  pool->send(database, stop_work{.work = assigned.work, .why = cancelled_by_caller()});
  EXPECT_THAT(answer().body, HasSubstr("The caller cancelled it."));
  EXPECT_THAT(hear<connection_broken>(pool, 2s).answered, ElementsAre(assigned.work));
  EXPECT_TRUE(waits_for("")) << "the server notices by itself";
}

std::size_t open_descriptors() {
  return static_cast<std::size_t>(std::distance(
    std::filesystem::directory_iterator("/proc/self/fd"), std::filesystem::directory_iterator()));
}

TEST_F(database_test, large_statements_go_out_in_pieces_and_no_descriptor_is_kept) {
  postgres::trip large{.form = trip_form::read,
                       .statements = {{catalog_statement("SELECT length($1)")}}};
  large.statements.front().parameters = {{std::string(8'000'000, 'x'), 25}};
  const auto once = [&] {
    const auto database = spawn_database();
    for (std::uint64_t exchange = 1; exchange <= 3; ++exchange) {
      assign(database, exchange, plan({large}));
      expect_answer(exchange, "8000000|SELECT 1;");
      expect_free(exchange);
    }
    pool->send(database, retire{});
    pool->wait_for(database);
  };
  once();
  const auto before = open_descriptors();
  for (int i = 0; i < 5; ++i)
    once();
  EXPECT_TRUE(eventually(5s, [&] { return open_descriptors() <= before; }))
    << before << " became " << open_descriptors();
}

TEST_F(database_test, a_connector_opens_connections_or_says_why_not) {
  const auto connecting = system.spawn<caf::detached>(connector);
  spawned_.push_back(caf::actor_cast<caf::actor>(connecting));
  pool->send(connecting, connect_order{.options = tests::options_for(tests::test_cluster().dsn()),
                                       .asker = caf::actor_cast<pool_actor>(pool)});
  const auto opened = hear<connect_ended>(pool);
  ASSERT_TRUE(opened.opened && *opened.opened);
  pool->send(connecting, connect_order{.options = tests::options_for("host=/nowhere"),
                                       .asker = caf::actor_cast<pool_actor>(pool)});
  const auto failed = hear<connect_ended>(pool);
  EXPECT_FALSE(failed.opened);
  ASSERT_TRUE(failed.failure);
  EXPECT_EQ(failed.failure->code, errc::unavailable);
}

} // namespace
} // namespace howdah::actors
