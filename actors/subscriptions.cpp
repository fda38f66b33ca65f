#include "actors/subscriptions.hpp"

namespace howdah::actors {

bool subscriptions::add(std::uint64_t session, std::int64_t expires, const std::string& uri) {
  const auto known = by_session_.find(session);
  if (known == by_session_.end()) {
    if (by_session_.size() >= most_sessions_)
      return false;
    by_session_[session] = {expires, {uri}};
    by_expiry_.emplace(expires, session);
    return true;
  }
  auto& uris = known->second.uris;
  if (uris.size() >= most_of_one_ && !uris.contains(uri))
    return false;
  uris.insert(uri);
  return true;
}

void subscriptions::remove(std::uint64_t session, std::string_view uri) {
  const auto known = by_session_.find(session);
  if (known == by_session_.end())
    return;
  auto& uris = known->second.uris;
  if (const auto found = uris.find(uri); found != uris.end())
    uris.erase(found);
  if (uris.empty())
    forget(session);
}

bool subscriptions::forget(std::uint64_t session) {
  const auto known = by_session_.find(session);
  if (known == by_session_.end())
    return false;
  const auto [first, last] = by_expiry_.equal_range(known->second.expires);
  for (auto each = first; each != last; ++each)
    if (each->second == session) {
      by_expiry_.erase(each);
      break;
    }
  by_session_.erase(known);
  return true;
}

bool subscriptions::forget_expired(std::int64_t now) {
  bool any = false;
  for (; !by_expiry_.empty() && by_expiry_.begin()->first <= now; any = true) {
    by_session_.erase(by_expiry_.begin()->second);
    by_expiry_.erase(by_expiry_.begin());
  }
  return any;
}

std::vector<std::uint64_t> subscriptions::sessions_with(std::string_view uri) const {
  std::vector<std::uint64_t> found;
  for (const auto& [session, wanted] : by_session_)
    if (wanted.uris.contains(uri))
      found.push_back(session);
  return found;
}

void subscriptions::collect(std::set<std::string>& uris) const {
  for (const auto& [session, wanted] : by_session_)
    uris.insert(wanted.uris.begin(), wanted.uris.end());
}

} // namespace howdah::actors
