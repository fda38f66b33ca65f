#pragma once

#include "auth/principal.hpp"
#include "core/problem.hpp"
#include "core/usage.hpp"

#include <chrono>
#include <cstddef>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace howdah::actors {

/// What callers and tenants took in the last minute, and whether they may have more. A minute that
/// slides: what the one before it had counts for as much of it as is still within the last sixty
/// seconds. Any thread.
class quota_book {
public:
  using time_point = std::chrono::steady_clock::time_point;

  /// Counts one more call of this caller, or says why it has to wait.
  std::optional<problem> admit(const auth::principal& caller, time_point now);
  /// What a call took that was admitted.
  void charge(const auth::principal& caller, const spent& more, time_point now);
  usage of(const auth::principal& caller, time_point now) const;
  /// What each tenant took since this was asked last, for the operator.
  std::vector<std::pair<std::string, spent>> take_report();
  std::size_t size() const;
  /// Whoever took nothing in the last minutes.
  void forget_idle(time_point now);

private:
  struct account {
    time_point since = {}; ///< when `now` began
    spent now = {};
    spent before = {};
    spent unreported = {};
  };
  using accounts = std::unordered_map<std::string, account>;

  static account rolled(account of, time_point now);
  static account& opened(accounts& in, const std::string& key, time_point now);
  static spent lately(const account& of, time_point now);
  static std::optional<problem> refusal(const account& of, const quotas& allowed, const char* whose,
                                        time_point now);
  static void add(account& to, const spent& more);

  mutable std::mutex lock_;
  accounts callers_;
  accounts tenants_;
};

} // namespace howdah::actors
