#pragma once

#include <caf/actor_cast.hpp>
#include <caf/actor_system.hpp>
#include <caf/actor_system_config.hpp>
#include <caf/io/middleman.hpp>
#include <caf/io/network/test_multiplexer.hpp>
#include <caf/scheduler/test_coordinator.hpp>
#include <caf/scoped_actor.hpp>
#include <caf/send.hpp>
#include <gtest/gtest.h>

#include <chrono>
#include <utility>
#include <vector>

namespace howdah::tests {

/// GoogleTest over CAF's deterministic scheduler and multiplexer: no threads, no sockets, time
/// moves only by `advance`. Ends what it spawned and fails a test that leaves an actor behind.
class virtual_actors : public testing::Test {
  struct config : caf::actor_system_config {
    config() {
      load<caf::io::middleman, caf::io::network::test_multiplexer>();
      set("scheduler.policy", caf::atom("testing"));
      set("middleman.manual-multiplexing", true);
      set("middleman.workers", std::size_t{0});
      set("middleman.heartbeat-interval", caf::timespan{0});
      set("logger.file-verbosity", caf::atom("quiet"));
      set("logger.console-verbosity", caf::atom("quiet"));
    }
  };

public:
  /// Spawns a broker (an actor of the multiplexer thread) and runs it until it waits.
  template <class F, class... Ts>
  auto spawn_broker(F function, Ts&&... arguments) {
    auto handle = system.middleman().spawn_broker(function, std::forward<Ts>(arguments)...);
    spawned_.push_back(caf::actor_cast<caf::strong_actor_ptr>(handle));
    run();
    return handle;
  }

  template <class F, class... Ts>
  auto spawn(F function, Ts&&... arguments) {
    auto handle = system.spawn(function, std::forward<Ts>(arguments)...);
    spawned_.push_back(caf::actor_cast<caf::strong_actor_ptr>(handle));
    run();
    return handle;
  }

  /// Delivers every message until nobody has one.
  void run() {
    for (bool again = true; again;) {
      again = false;
      while (scheduler.try_run_once())
        again = true;
      while (multiplexer.try_exec_runnable() || multiplexer.try_read_data())
        again = true;
    }
  }

  void advance(std::chrono::milliseconds by) {
    // In small steps: a tick that is set while time moves fires in its turn.
    for (constexpr auto step = std::chrono::milliseconds(10); by.count() > 0; by -= step) {
      scheduler.advance_time(std::min(step, by));
      run();
    }
  }

  template <class Handle, class Message>
  void tell(const Handle& to, Message message) {
    caf::anon_send(to, std::move(message));
    run();
  }

protected:
  virtual_actors() { scheduler.clock().current_time += std::chrono::hours(1); }

  ~virtual_actors() override {
    end_all();
    EXPECT_LE(system.registry().running(), 1U) << "an actor outlived its test";
  }

  /// For tests that look at what happens at the end.
  void end_all() {
    for (auto& handle : std::exchange(spawned_, {}))
      caf::anon_send_exit(handle, caf::exit_reason::user_shutdown);
    run();
  }

  config config_;

public:
  caf::actor_system system{config_};
  caf::scoped_actor self{system, true};
  caf::scheduler::test_coordinator& scheduler
    = dynamic_cast<caf::scheduler::test_coordinator&>(system.scheduler());
  caf::io::network::test_multiplexer& multiplexer
    = dynamic_cast<caf::io::network::test_multiplexer&>(system.middleman().backend());

private:
  std::vector<caf::strong_actor_ptr> spawned_;
};

} // namespace howdah::tests
