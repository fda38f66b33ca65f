#pragma once

#include "mcp/log_level.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <unordered_map>

namespace howdah::actors {

/// The log level of each legacy session that set one; others take no room. Bounded; a session is
/// forgotten when it expires. Pure; time is seconds since the epoch.
class session_levels {
public:
  explicit session_levels(std::size_t most) : most_(most) {}

  /// False when no more can be remembered.
  bool set(std::uint64_t session, mcp::log_level level, std::int64_t expires, std::int64_t now);
  std::optional<mcp::log_level> of(std::uint64_t session) const;
  void forget(std::uint64_t session);

private:
  struct entry {
    mcp::log_level level;
    std::multimap<std::int64_t, std::uint64_t>::iterator place;
  };
  void forget_expired(std::int64_t now);

  std::size_t most_;
  std::unordered_map<std::uint64_t, entry> by_session_;
  std::multimap<std::int64_t, std::uint64_t> by_expiry_;
};

} // namespace howdah::actors
