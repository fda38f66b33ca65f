#pragma once

#include "actors/protocol/dispatcher.hpp"
#include "tests/support/eventually.hpp"
#include "tests/transport/scripted_dispatcher.hpp"

#include <caf/actor_system.hpp>
#include <caf/actor_system_config.hpp>
#include <caf/io/middleman.hpp>
#include <caf/send.hpp>
#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <cstddef>
#include <memory>
#include <string>
#include <utility>

namespace howdah::transport {

/// What a dispatcher that answers at once was asked; other threads look on. Set the rest before the
/// first request.
struct tally {
  std::atomic<int> requests{0};
  std::atomic<int> departures{0};
  std::size_t answer_bytes = 0; ///< at the least, of each answer
  std::string filler = " ";     ///< what makes it that long
};

/// Answers everything but `hang`.
inline actors::dispatcher_actor::behavior_type
prompt_dispatcher(actors::dispatcher_actor::broker_pointer self,
                  const std::shared_ptr<tally>& counts) {
  return {
    [=](const actors::request& asked) {
      ++counts->requests;
      if (method_of(asked) == "hang")
        return;
      auto body = echo_of(asked);
      while (body.size() < counts->answer_bytes)
        body += counts->filler;
      self->send(asked.sink, actors::reply{.to = asked.exchange, .body = std::move(body)});
    },
    [](const actors::end_session&) {},
    [](const actors::open_stream&) {},
    [](const actors::pipe_closed&) {},
    [=](const actors::departed&) { ++counts->departures; },
    [](const actors::health_query&) { return actors::health{.healthy = true, .database = "none"}; },
    [](const actors::drain&) { return actors::drained{}; },
    [](const actors::judgement&) {},
    [](const actors::input_overdue&) {},
    [](const actors::reply&) {},
    [](const actors::notice&) {},
    [](const actors::task_due&) {},
  };
}

/// A real actor system with a dispatcher that answers at once.
class real_actors : public testing::Test {
  struct config : caf::actor_system_config {
    config() {
      load<caf::io::middleman>();
      set("scheduler.policy", caf::atom("sharing"));
      set("scheduler.max-threads", std::size_t{1});
      set("middleman.workers", std::size_t{0});
      set("middleman.max-consecutive-reads", std::size_t{1});
    }
  };

protected:
  ~real_actors() override {
    caf::anon_send_exit(dispatcher, caf::exit_reason::user_shutdown);
    EXPECT_TRUE(tests::eventually(std::chrono::seconds(5), [this] { return running() == 0; }))
      << "an actor outlived its test";
  }

  std::size_t running() { return system.registry().running(); }

private:
  config config_;

protected:
  caf::actor_system system{config_};
  std::shared_ptr<tally> counts = std::make_shared<tally>();
  actors::dispatcher_actor dispatcher = system.middleman().spawn_broker(prompt_dispatcher, counts);
};

} // namespace howdah::transport
