#pragma once

#include <chrono>
#include <thread>

namespace howdah::tests {

/// Polls what the outside world (another process, a socket) must bring about; false when the
/// deadline passes first.
template <class Predicate>
bool eventually(std::chrono::milliseconds limit, Predicate holds) {
  const auto deadline = std::chrono::steady_clock::now() + limit;
  while (!holds()) {
    if (std::chrono::steady_clock::now() > deadline)
      return false;
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  return true;
}

} // namespace howdah::tests
