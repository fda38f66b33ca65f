#pragma once

#include "actors/protocol/exchange.hpp"

#include <atomic>
#include <cstdint>

namespace howdah::transport {

/// A number that this process never handed out before. Any thread.
inline std::uint64_t next_number() noexcept {
  static std::atomic<std::uint64_t> last{0};
  return last.fetch_add(1, std::memory_order_relaxed) + 1;
}

inline actors::exchange_id next_exchange() noexcept {
  return {next_number()};
}

} // namespace howdah::transport
