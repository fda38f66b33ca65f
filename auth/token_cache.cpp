#include "auth/token_cache.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace howdah::auth {

void token_cache::remember(const token_digest& token, verified_token what,
                           std::chrono::sys_seconds now) {
  what.until = std::min(what.until, now + age_);
  if (most_ == 0 || what.until <= now)
    return;
  const std::lock_guard guard(lock_);
  if (const auto known = by_token_.find(token); known != by_token_.end())
    drop(known->second);
  else if (entries_.size() >= most_)
    drop(std::prev(entries_.end()));
  entries_.push_front({.token = token, .what = std::move(what)});
  by_token_.emplace(token, entries_.begin());
}

std::optional<result<principal_ptr>> token_cache::holder_of(std::string_view token,
                                                            const permissions_ptr& by,
                                                            std::chrono::sys_seconds now) {
  const auto digest = token_digest::of(token);
  const std::lock_guard guard(lock_);
  const auto known = by_token_.find(digest);
  if (known == by_token_.end())
    return std::nullopt;
  const auto at = known->second;
  if (at->what.until <= now || !at->what.by->holds()) {
    drop(at);
    return std::nullopt;
  }
  entries_.splice(entries_.begin(), entries_, at);
  if (at->judged_by != by) {
    at->holder = by->vouch(*at->what.claims);
    at->judged_by = by;
  }
  return at->holder;
}

std::size_t token_cache::size() const {
  const std::lock_guard guard(lock_);
  return entries_.size();
}

void token_cache::drop(order::iterator at) {
  by_token_.erase(at->token);
  entries_.erase(at);
}

} // namespace howdah::auth
