#pragma once

#include "actors/canceller.hpp"
#include "actors/connector.hpp"
#include "actors/database.hpp"
#include "tests/actors/scripted_plan.hpp"
#include "tests/support/eventually.hpp"
#include "tests/support/session_driver.hpp"
#include "tests/support/test_cluster.hpp"

#include <caf/actor_cast.hpp>
#include <caf/actor_system.hpp>
#include <caf/actor_system_config.hpp>
#include <caf/io/middleman.hpp>
#include <caf/scoped_actor.hpp>
#include <gtest/gtest.h>

#include <deque>
#include <gmock/gmock.h>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace howdah::actors {

/// The database actor on CAF's real multiplexer with a real PostgreSQL; the test is its pool and
/// its sink.
class database_test : public testing::Test {
  struct config : caf::actor_system_config {
    config() {
      load<caf::io::middleman>();
      set("scheduler.policy", caf::atom("sharing"));
      set("scheduler.max-threads", std::size_t{1});
      set("middleman.workers", std::size_t{0});
      set("logger.file-verbosity", caf::atom("quiet"));
      set("logger.console-verbosity", caf::atom("quiet"));
    }
  };
  config config_;

protected:
  using milliseconds = std::chrono::milliseconds;

  ~database_test() override {
    for (const auto& handle : spawned_)
      pool->send_exit(handle, caf::exit_reason::user_shutdown);
    for (const auto& handle : spawned_)
      pool->wait_for(handle);
  }

  /// A database actor with a connection of its own; `backend` becomes its process.
  database_actor spawn_database() {
    auto opened = tests::open_connection({.dsn = secret(tests::test_cluster().dsn()),
                                          .statement_timeout = settings.bounds.statement_timeout});
    backend = opened->facts().backend_pid;
    auto handle = system.middleman().spawn_broker(
      database, ++last_id,
      std::make_shared<std::unique_ptr<postgres::connection>>(std::move(opened)),
      caf::actor_cast<pool_actor>(pool), canceller_, settings);
    spawned_.push_back(caf::actor_cast<caf::actor>(handle));
    return handle;
  }

  static postgres::trip trip(postgres::trip_form form, postgres::catalog_statement statement) {
    return {.form = form, .statements = {{statement}}};
  }
  static tools::plan_ptr plan(std::vector<postgres::trip> trips,
                              std::uint64_t appetite = 1'000'000) {
    return std::make_shared<tests::scripted_plan>(std::move(trips), appetite);
  }
  static tools::plan_ptr read(postgres::catalog_statement statement) {
    return plan({trip(postgres::trip_form::read, statement)});
  }
  static tools::plan_ptr write(postgres::catalog_statement statement) {
    return plan({trip(postgres::trip_form::write, statement)});
  }

  assignment work(std::uint64_t exchange, tools::plan_ptr what, int attempt = 0) {
    job made{.exchange = {exchange},
             .sink = caf::actor_cast<sink_actor>(sink),
             .principal = auth::anonymous(),
             .envelope = {.id = {"1"}},
             .plan = std::move(what),
             .label = "test",
             .progress_token = progress_token};
    made.accepted = std::chrono::steady_clock::now();
    made.deadline = made.accepted + std::chrono::minutes(1);
    return {.work = std::make_shared<const job>(std::move(made)), .attempt = attempt};
  }
  void assign(const database_actor& to, std::uint64_t exchange, tools::plan_ptr what,
              int attempt = 0) {
    assigned = work(exchange, std::move(what), attempt);
    pool->send(to, assigned);
  }

  /// The next message of this kind, or a failed test.
  template <class Message>
  Message hear(caf::scoped_actor& at, milliseconds limit = milliseconds(10'000)) {
    std::optional<Message> heard;
    at->receive([&](Message& message) { heard = std::move(message); },
                caf::after(limit) >> [] { ADD_FAILURE() << "nothing heard"; });
    return heard.value_or(Message{});
  }
  template <class Message>
  void expect_silence(caf::scoped_actor& at, milliseconds span = milliseconds(100)) {
    at->receive([](const Message&) { ADD_FAILURE() << "heard too much"; },
                caf::after(span) >> [] {});
  }

  reply answer() { return hear<reply>(sink); }
  void expect_answer(std::uint64_t exchange, const std::string& text) {
    const auto heard = answer();
    EXPECT_EQ(heard.to.value, exchange);
    EXPECT_THAT(heard.body, testing::HasSubstr("\"" + text + "\"")) << text;
  }
  void expect_free(std::uint64_t exchange) {
    const auto ended = hear<work_ended>(pool).work;
    EXPECT_EQ(ended ? ended->exchange.value : 0, exchange);
  }

  std::string backend_state() const {
    return tests::administrate("SELECT state FROM pg_stat_activity WHERE pid = "
                               + std::to_string(backend));
  }
  bool waits_for(const std::string& state) const {
    return tests::eventually(tests::until_a_lost_client_is_noticed(),
                             [&] { return backend_state() == state; });
  }
  void kill_backend() const { tests::terminate_backend(backend); }

public:
  caf::actor_system system{config_};

protected:
  caf::scoped_actor pool{system};
  caf::scoped_actor sink{system};
  database_settings settings;
  std::string progress_token;
  assignment assigned; ///< the last
  int backend = 0;
  std::uint64_t last_id = 0;
  std::vector<caf::actor> spawned_;
  canceller_actor canceller_ = [this] {
    auto made = system.spawn<caf::detached>(canceller);
    spawned_.push_back(caf::actor_cast<caf::actor>(made));
    return made;
  }();
};

} // namespace howdah::actors
