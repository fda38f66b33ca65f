#include "actors/quota_book.hpp"

#include <algorithm>
#include <cmath>
#include <string_view>
#include <utility>

namespace howdah::actors {

namespace {

using namespace std::chrono_literals;
constexpr auto window = 60s;

double part_of_window(quota_book::time_point since, quota_book::time_point now) {
  const std::chrono::duration<double> passed = now - since;
  return std::clamp(passed / std::chrono::duration<double>(window), 0.0, 1.0);
}

/// Which quota is used up: its name as the permissions file has it, and how much there is of it.
struct used_up {
  const char* what;
  double allowed;
};

std::optional<used_up> used_up_in(const quotas& allowed, const spent& so_far) {
  const auto over = [](const std::optional<double>& most, double had) {
    return most && had >= *most;
  };
  // The call itself counts, so that a quota of a fraction of one lets none in.
  if (allowed.calls && so_far.calls + 1 > *allowed.calls)
    return used_up{"calls", *allowed.calls};
  if (over(allowed.rows, so_far.rows))
    return used_up{"rows", *allowed.rows};
  if (over(allowed.bytes, so_far.bytes))
    return used_up{"bytes", *allowed.bytes};
  if (over(allowed.seconds, so_far.seconds))
    return used_up{"seconds of the database's time", *allowed.seconds};
  return std::nullopt;
}

std::string number(double value) {
  auto text = std::to_string(value);
  text.erase(text.find_last_not_of('0') + 1);
  if (text.ends_with('.'))
    text.pop_back();
  return text;
}

problem refused(const used_up& which, const char* whose, double part) {
  const auto left = std::chrono::duration<double>(window) * (1 - part);
  const auto wait = std::clamp<double>(std::ceil(left.count()), 1, 60);
  return {.code = errc::busy,
          .message = std::string(whose) + " quota of " + number(which.allowed) + ' ' + which.what
                     + " a minute is used up.",
          .hint = "Try again in a moment, ask for less, or have the operator raise it.",
          .retry_after_ms = static_cast<int>(wait * 1000)};
}

const quotas& none() {
  static const quotas nothing;
  return nothing;
}

} // namespace

spent& spent::operator+=(const spent& more) noexcept {
  calls += more.calls;
  rows += more.rows;
  bytes += more.bytes;
  seconds += more.seconds;
  return *this;
}

quota_book::account& quota_book::opened(accounts& in, const std::string& key, time_point now) {
  auto& own = in.try_emplace(key, account{.since = now}).first->second;
  const auto passed = (now - own.since) / window;
  if (passed < 1)
    return own;
  own.before = passed == 1 ? own.now : spent();
  own.now = {};
  own.since += passed * window;
  return own;
}

spent quota_book::within(const accounts& in, const std::string& key, time_point now) {
  const auto own = in.find(key);
  if (own == in.end())
    return {};
  auto copy = accounts{{key, own->second}};
  const auto& at = opened(copy, key, now);
  const auto left = 1 - part_of_window(at.since, now);
  auto all = at.now;
  all += {at.before.calls * left, at.before.rows * left, at.before.bytes * left,
          at.before.seconds * left};
  return all;
}

spent quota_book::of_caller(const auth::principal& caller, time_point now) const {
  return within(callers_, caller.key(), now);
}

spent quota_book::of_tenant(const auth::principal& caller, time_point now) const {
  return within(tenants_, caller.tenant_key(), now);
}

std::optional<problem> quota_book::admit(const auth::principal& caller, time_point now) {
  const auto* may = caller.may().get();
  const auto& own = may ? may->limits.of_caller : none();
  const auto& shared = may ? may->limits.of_tenant : none();
  if (const auto which = used_up_in(own, of_caller(caller, now)))
    return refused(*which, "Your", part_of_window(callers_[caller.key()].since, now));
  if (const auto which = used_up_in(shared, of_tenant(caller, now)))
    return refused(*which, "Your tenant's",
                   part_of_window(tenants_[caller.tenant_key()].since, now));
  charge(caller, {.calls = 1}, now);
  return std::nullopt;
}

void quota_book::charge(const auth::principal& caller, const spent& more, time_point now) {
  opened(callers_, caller.key(), now).now += more;
  opened(tenants_, caller.tenant_key(), now).now += more;
}

void quota_book::forget_idle(time_point now) {
  const auto idle = [&](const auto& each) {
    return now - each.second.since > 2 * window;
  };
  std::erase_if(callers_, idle);
  std::erase_if(tenants_, idle);
}

} // namespace howdah::actors
