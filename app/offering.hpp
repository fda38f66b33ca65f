#pragma once

#include "actors/protocol/pool.hpp"
#include "app/config/configuration.hpp"
#include "tools/catalogue.hpp"

#include <caf/actor_system.hpp>

#include <chrono>

namespace howdah::app {

/// What a program serves: howdah's tools on a database, unless somebody else's `main` brings
/// another. Outlives the server.
class offering {
public:
  virtual ~offering() = default;
  virtual tools::catalogue catalogue(const configuration& values) const = 0;
  /// Runs the plans in place of a POOL of database connections. An invalid handle: there is no such
  /// thing.
  virtual actors::pool_actor backend(caf::actor_system& system) const = 0;
  /// How long a call runs before it becomes a task, for clients that know tasks.
  virtual std::chrono::milliseconds task_after() const { return std::chrono::seconds(2); }
};

const offering& standard_offering();

} // namespace howdah::app
