#include "actors/session_levels.hpp"

namespace howdah::actors {

bool session_levels::set(std::uint64_t session, mcp::log_level level, std::int64_t expires,
                         std::int64_t now) {
  forget_expired(now);
  if (const auto known = by_session_.find(session); known != by_session_.end()) {
    known->second.level = level;
    return true;
  }
  if (by_session_.size() >= most_)
    return false;
  by_session_.emplace(session, entry{level, by_expiry_.emplace(expires, session)});
  return true;
}

std::optional<mcp::log_level> session_levels::of(std::uint64_t session) const {
  const auto known = by_session_.find(session);
  return known == by_session_.end() ? std::nullopt : std::optional(known->second.level);
}

void session_levels::forget(std::uint64_t session) {
  const auto known = by_session_.find(session);
  if (known == by_session_.end())
    return;
  by_expiry_.erase(known->second.place);
  by_session_.erase(known);
}

void session_levels::forget_expired(std::int64_t now) {
  while (!by_expiry_.empty() && by_expiry_.begin()->first <= now) {
    by_session_.erase(by_expiry_.begin()->second);
    by_expiry_.erase(by_expiry_.begin());
  }
}

} // namespace howdah::actors
