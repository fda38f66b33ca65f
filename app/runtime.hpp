#pragma once

#include <caf/actor_system_config.hpp>

namespace howdah::app {

/// CAF, set up for a program whose hot path lives on the multiplexer's one thread. Reads neither
/// arguments nor files.
class runtime_config : public caf::actor_system_config {
public:
  runtime_config();
};

} // namespace howdah::app
