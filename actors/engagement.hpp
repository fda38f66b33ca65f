#pragma once

#include "actors/protocol/job.hpp"
#include "core/problem.hpp"
#include "postgres/statement.hpp"
#include "tools/tool.hpp"

#include <chrono>
#include <memory>
#include <optional>

namespace howdah::actors {

/// A job that a DATABASE has taken, from its first trip to its answer.
struct engagement {
  using time_point = std::chrono::steady_clock::time_point;

  assignment work;
  std::unique_ptr<tools::conversation> conversation = {};
  std::optional<postgres::trip> next = {};  ///< begins as soon as the session takes it
  std::optional<problem> stopped = {};      ///< why it was told to stop, once it will
  std::chrono::milliseconds allowance{0};   ///< of the trip under way; 0: as long as it takes
  std::optional<std::chrono::duration<double>> took = {}; ///< of its trips, while others were there
  bool begun = false;                       ///< something of it was sent
  bool wrote = false; ///< a trip of it was a write: it runs once, and nothing stops it
  bool stuck = false; ///< stopped because others wait behind it: it runs again, alone
};

} // namespace howdah::actors
