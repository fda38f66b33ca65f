#include "actors/pool.hpp"
#include "tests/actors/fake_plan.hpp"
#include "tests/support/virtual_actors.hpp"

#include <caf/typed_event_based_actor.hpp>

#include <gmock/gmock.h>
#include <vector>

namespace howdah::actors {
namespace {

using ::testing::ElementsAre;

using given_work = std::vector<std::pair<std::uint64_t, std::uint64_t>>; ///< database, exchange

database_actor::behavior_type noting_database(database_actor::pointer, std::uint64_t id,
                                              given_work* given) {
  return {[=](const assignment& work) { given->emplace_back(id, work.work->exchange.value); },
          [](const stop_work&) {},
          [](const retire&) {},
          [](const socket_readable&) {},
          [](const socket_writable&) {},
          [](const cancel_returned&) {},
          [](const database_tick&) {},
          [](const reply&) {},
          [](const notice&) {
          }};
}

connector_actor::behavior_type idle_connector(connector_actor::pointer) {
  return {[](const connect_order&) {
  }};
}

class noting_factory : public database_factory {
public:
  noting_factory(tests::virtual_actors& actors, given_work* given)
    : actors_(actors), given_(given) {}
  database_actor make(std::uint64_t id, std::shared_ptr<std::unique_ptr<postgres::connection>>,
                      const pool_actor&) const override {
    return actors_.spawn(noting_database, id, given_);
  }

private:
  tests::virtual_actors& actors_;
  given_work* given_;
};

/// What becomes of work when its connection breaks around it.
class pool_loss : public tests::virtual_actors {
protected:
  pool_loss() {
    settings_.bounds.pool_min = 1;
    settings_.bounds.pool_max = 1;
    settings_.factory = std::make_shared<noting_factory>(*this, &given_);
    settings_.connector = spawn(idle_connector);
    pool_ = spawn_broker(pool, settings_);
    connect();
    submit();
  }
  /// Calls of one batch: they have their exchange in common.
  void submit() {
    auto made = tests::job_for(7);
    made.deadline = std::chrono::steady_clock::time_point::max();
    work_.push_back(std::make_shared<const job>(std::move(made)));
    tell(pool_, assignment{.work = work_.back()});
  }
  void connect() {
    tell(pool_, connect_ended{.opened = std::make_shared<std::unique_ptr<postgres::connection>>()});
  }

  std::vector<job_ptr> work_;
  given_work given_;
  pool_settings settings_;
  pool_actor pool_;
};

TEST_F(pool_loss, work_that_did_not_reach_its_connection_goes_to_the_next) {
  tell(pool_, connection_broken{.database = 1});
  connect();
  EXPECT_THAT(given_, ElementsAre(std::pair(1, 7), std::pair(2, 7)));
}

TEST_F(pool_loss, work_that_was_answered_does_not_run_again) {
  tell(pool_, connection_broken{.database = 1, .answered = {work_.front()}});
  connect();
  EXPECT_THAT(given_, ElementsAre(std::pair(1, 7)));
}

TEST_F(pool_loss, work_that_is_handed_back_runs_once_more) {
  tell(pool_,
       connection_broken{.database = 1, .unfinished = {{.work = work_.front(), .attempt = 1}}});
  connect();
  EXPECT_THAT(given_, ElementsAre(std::pair(1, 7), std::pair(2, 7)));
}

} // namespace
} // namespace howdah::actors
