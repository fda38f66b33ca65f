#pragma once

#include "auth/principal.hpp"
#include "core/problem.hpp"

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <unordered_map>

namespace howdah::actors {

/// What calls took of the database.
struct spent {
  double calls = 0;
  double rows = 0;
  double bytes = 0; ///< of answers
  double seconds = 0;

  spent& operator+=(const spent& more) noexcept;
};

/// What callers and tenants took in the last minute, and whether they may have more. A minute that
/// slides: what the one before it had counts for as much of it as is still within the last sixty
/// seconds. Pure.
class quota_book {
public:
  using time_point = std::chrono::steady_clock::time_point;

  /// Counts one more call of this caller, or says why it has to wait.
  std::optional<problem> admit(const auth::principal& caller, time_point now);
  /// What a call took that was admitted.
  void charge(const auth::principal& caller, const spent& more, time_point now);
  spent of_caller(const auth::principal& caller, time_point now) const;
  spent of_tenant(const auth::principal& caller, time_point now) const;
  std::size_t size() const noexcept { return callers_.size() + tenants_.size(); }
  /// Whoever took nothing in the last minutes.
  void forget_idle(time_point now);

private:
  struct account {
    time_point since = {}; ///< when `now` began
    spent now = {};
    spent before = {};
  };
  using accounts = std::unordered_map<std::string, account>;

  static account& opened(accounts& in, const std::string& key, time_point now);
  static spent within(const accounts& in, const std::string& key, time_point now);

  accounts callers_;
  accounts tenants_;
};

} // namespace howdah::actors
