#pragma once

#include "actors/pool.hpp"
#include "tests/actors/fake_plan.hpp"
#include "tests/support/virtual_actors.hpp"

#include <caf/event_based_actor.hpp>
#include <caf/typed_event_based_actor.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace howdah::actors {

using namespace std::chrono_literals;
inline const problem cancelled{.code = errc::cancelled, .message = "Request cancelled"};

/// What the scripted actors around the pool saw. Shared with them: the tests run on one thread.
struct world {
  std::vector<connect_order> orders;
  std::map<std::uint64_t, std::vector<assignment>> given;
  std::map<std::uint64_t, std::vector<stop_work>> stopped;
  std::map<std::uint64_t, database_actor> databases;
  std::vector<std::uint64_t> retired;
  std::vector<reply> replies;
};

inline database_actor::behavior_type scripted_database(database_actor::pointer self,
                                                       std::uint64_t id, world* seen) {
  return {
    [=](const assignment& work) { seen->given[id].push_back(work); },
    [=](const stop_work& which) { seen->stopped[id].push_back(which); },
    [=](const retire&) {
      seen->retired.push_back(id);
      self->quit();
    },
    [](const socket_readable&) {},
    [](const socket_writable&) {},
    [](const cancel_returned&) {},
    [=](const database_tick&) { throw std::runtime_error("a bug"); },
    [](const reply&) {},
    [](const notice&) {},
  };
}

inline connector_actor::behavior_type scripted_connector(connector_actor::pointer, world* seen) {
  return {[=](const connect_order& order) {
    seen->orders.push_back(order);
  }};
}

inline sink_actor::behavior_type scripted_sink(sink_actor::pointer, world* seen) {
  return {[=](const reply& answer) { seen->replies.push_back(answer); },
          [](const notice&) {
          }};
}

class scripted_factory : public database_factory {
public:
  scripted_factory(caf::actor_system& system, world* seen) : system_(system), seen_(seen) {}
  database_actor make(std::uint64_t id, std::shared_ptr<std::unique_ptr<postgres::connection>>,
                      const pool_actor&) const override {
    auto made = system_.spawn(scripted_database, id, seen_);
    seen_->databases[id] = made;
    return made;
  }

private:
  caf::actor_system& system_;
  world* seen_;
};

class pool_test : public tests::virtual_actors {
protected:
  pool_actor open(std::size_t minimum, std::size_t maximum) {
    settings.bounds.pool_min = minimum;
    settings.bounds.pool_max = maximum;
    settings.factory = std::make_shared<scripted_factory>(system, &seen);
    settings.connector = spawn(scripted_connector, &seen);
    settings.connect.dsn = secret("host=db.example dbname=shop");
    sink = spawn(scripted_sink, &seen);
    return pool_under_test = spawn_broker(pool, settings);
  }

  /// The oldest attempts to connect succeed.
  void connect(std::size_t count = 1) {
    for (; count > 0; --count)
      tell(pool_under_test,
           connect_ended{.opened = std::make_shared<std::unique_ptr<postgres::connection>>()});
  }
  void fail_to_connect() {
    tell(pool_under_test,
         connect_ended{.opened = nullptr,
                       .failure = problem{.code = errc::unavailable, .message = "refused"}});
  }

  job prepared(std::uint64_t exchange) {
    auto work = tests::job_for(exchange);
    work.sink = sink;
    work.accepted = scheduler.clock().now();
    work.deadline = work.accepted + settings.bounds.queue_timeout;
    return work;
  }
  void submit(job work) {
    tell(pool_under_test, assignment{.work = std::make_shared<job>(std::move(work))});
  }
  void submit(std::uint64_t exchange) { submit(prepared(exchange)); }
  /// The last work of this exchange that a database was given.
  job_ptr given(std::uint64_t database, std::uint64_t exchange) const {
    const auto& all = seen.given.at(database);
    const auto found = std::find_if(all.rbegin(), all.rend(), [&](const assignment& each) {
      return each.work->exchange.value == exchange;
    });
    return found == all.rend() ? nullptr : found->work;
  }
  void finish(std::uint64_t database, std::uint64_t exchange) {
    tell(pool_under_test, work_ended{.database = database, .work = given(database, exchange)});
  }
  std::string answer_to(std::uint64_t exchange) {
    for (const auto& answer : seen.replies)
      if (answer.to.value == exchange)
        return answer.body;
    return "no answer";
  }
  void drain() {
    spawn([this](caf::event_based_actor* asker) {
      asker->request(pool_under_test, caf::infinite, pool_drain{})
        .then([this](const pool_drained&) { drained = true; });
    });
  }
  std::vector<std::uint64_t> given_to(std::uint64_t database) {
    std::vector<std::uint64_t> exchanges;
    for (const auto& work : seen.given[database])
      exchanges.push_back(work.work->exchange.value);
    return exchanges;
  }

  world seen;
  pool_settings settings;
  bool drained = false;
  pool_actor pool_under_test;
  sink_actor sink;
};

} // namespace howdah::actors
