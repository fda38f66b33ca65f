#pragma once

#include "core/problem.hpp"
#include "core/seat.hpp"

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <optional>
#include <utility>

namespace howdah::actors {

/// One login of the POOL: its connections, and how attempts to open more went. A value.
struct login_line {
  using time_point = std::chrono::steady_clock::time_point;
  using duration = std::chrono::milliseconds;

  seat as = {};
  std::size_t members = 0;
  std::size_t connecting = 0;
  std::optional<problem> failure = {}; ///< of the last attempt, until one succeeds
  duration backoff{0};
  time_point next_attempt = {};

  std::size_t connections() const noexcept { return members + connecting; }
  bool rests(time_point now) const noexcept { return now < next_attempt; }
  bool down() const noexcept { return members == 0 && failure; }

  void failed(problem why, time_point now, duration first, duration longest) {
    failure = std::move(why);
    backoff = std::clamp(backoff * 2, first, longest);
    next_attempt = now + backoff;
  }
  void succeeded() {
    failure.reset();
    backoff = duration(0);
    next_attempt = {};
  }
};

} // namespace howdah::actors
