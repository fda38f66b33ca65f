#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace howdah::actors {

/// Which legacy session wants to hear of which resource: a session that wants nothing takes no
/// room. Bounded in sessions and URIs; a session is forgotten when it expires. Pure.
class subscriptions {
public:
  subscriptions(std::size_t most_sessions, std::size_t most_of_one)
    : most_sessions_(most_sessions), most_of_one_(most_of_one) {}

  /// False when it is one too many. `expires` in seconds since the epoch.
  bool add(std::uint64_t session, std::int64_t expires, const std::string& uri);
  void remove(std::uint64_t session, std::string_view uri);
  /// True when there was something to forget.
  bool forget(std::uint64_t session);
  /// True when there was one to forget.
  bool forget_expired(std::int64_t now);

  std::vector<std::uint64_t> sessions_with(std::string_view uri) const;
  void collect(std::set<std::string>& uris) const;
  std::size_t sessions() const noexcept { return by_session_.size(); }

private:
  struct wishes {
    std::int64_t expires = 0;
    std::set<std::string, std::less<>> uris;
  };

  std::size_t most_sessions_;
  std::size_t most_of_one_;
  std::unordered_map<std::uint64_t, wishes> by_session_;
  std::multimap<std::int64_t, std::uint64_t> by_expiry_;
};

} // namespace howdah::actors
