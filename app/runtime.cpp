#include "app/runtime.hpp"

#include <caf/io/middleman.hpp>

namespace howdah::app {

runtime_config::runtime_config() {
  load<caf::io::middleman>();
  set("scheduler.policy", caf::atom("sharing")); // stealing sleeps 50 us and more between polls
  set("scheduler.max-threads", std::size_t{1});
  set("middleman.workers", std::size_t{0});
  set("middleman.max-consecutive-reads", std::size_t{1});
  set("middleman.heartbeat-interval", caf::timespan{0});
  set("logger.file-verbosity", caf::atom("quiet"));
  set("logger.console-verbosity", caf::atom("quiet"));
}

} // namespace howdah::app
