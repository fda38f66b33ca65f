#include "auth/token_cache.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace howdah::auth {

namespace {

/// The claims are there as text and as values, which take about three times as much.
std::size_t size_of(const verified_token& what) {
  constexpr std::size_t around = 1024;
  return around + 4 * what.claims->all.json().size();
}

} // namespace

void token_cache::remember(const token_digest& token, verified_token what,
                           std::chrono::sys_seconds now) {
  what.until = std::min(what.until, now + age_);
  const auto size = size_of(what);
  if (most_ == 0 || size > most_bytes_ || what.until <= now)
    return;
  const std::lock_guard guard(lock_);
  if (const auto known = by_token_.find(token); known != by_token_.end())
    drop(known->second);
  while (entries_.size() >= most_ || bytes_ + size > most_bytes_)
    drop(std::prev(entries_.end()));
  bytes_ += size;
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
    at->holder = by->vouch(at->what.claims);
    at->judged_by = by;
  }
  return at->holder;
}

std::size_t token_cache::size() const {
  const std::lock_guard guard(lock_);
  return entries_.size();
}

void token_cache::drop(order::iterator at) {
  bytes_ -= size_of(at->what);
  by_token_.erase(at->token);
  entries_.erase(at);
}

} // namespace howdah::auth
