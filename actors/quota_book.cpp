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

const role_limits& limits_of(const auth::principal& caller) {
  static const role_limits none;
  return caller.may() ? caller.may()->limits : none;
}

} // namespace

quota_book::account quota_book::rolled(account of, time_point now) {
  const auto passed = (now - of.since) / window;
  if (passed < 1)
    return of;
  return {.since = of.since + passed * window,
          .now = {},
          .before = passed == 1 ? of.now : spent(),
          .unreported = of.unreported};
}

quota_book::account& quota_book::opened(accounts& in, const std::string& key, time_point now) {
  auto& own = in.try_emplace(key, account{.since = now}).first->second;
  return own = rolled(own, now);
}

/// What counts for the last sixty seconds.
spent quota_book::lately(const account& of, time_point now) {
  const auto left = 1 - part_of_window(of.since, now);
  auto all = of.now;
  return all += {of.before.calls * left, of.before.rows * left, of.before.bytes * left,
                 of.before.seconds * left};
}

std::optional<problem> quota_book::refusal(const account& of, const quotas& allowed,
                                           const char* whose, time_point now) {
  const auto which = used_up_in(allowed, lately(of, now));
  if (!which)
    return std::nullopt;
  return refused(*which, whose, part_of_window(of.since, now));
}

std::optional<problem> quota_book::admit(const auth::principal& caller, time_point now) {
  const auto& limits = limits_of(caller);
  const std::lock_guard guard(lock_);
  auto& own = opened(callers_, caller.key(), now);
  auto& shared = opened(tenants_, caller.tenant_key(), now);
  if (auto why = refusal(own, limits.of_caller, "Your", now))
    return why;
  if (auto why = refusal(shared, limits.of_tenant, "Your tenant's", now))
    return why;
  add(own, {.calls = 1});
  add(shared, {.calls = 1});
  return std::nullopt;
}

void quota_book::charge(const auth::principal& caller, const spent& more, time_point now) {
  const std::lock_guard guard(lock_);
  add(opened(callers_, caller.key(), now), more);
  add(opened(tenants_, caller.tenant_key(), now), more);
}

void quota_book::add(account& to, const spent& more) {
  to.now += more;
  to.unreported += more;
}

usage quota_book::of(const auth::principal& caller, time_point now) const {
  const auto in = [&](const accounts& all, const std::string& key) {
    const auto own = all.find(key);
    return own == all.end() ? spent() : lately(rolled(own->second, now), now);
  };
  const std::lock_guard guard(lock_);
  return {.caller = in(callers_, caller.key()), .tenant = in(tenants_, caller.tenant_key())};
}

std::vector<std::pair<std::string, spent>> quota_book::take_report() {
  const std::lock_guard guard(lock_);
  std::vector<std::pair<std::string, spent>> report;
  for (auto& [tenant, own] : tenants_)
    if (own.unreported.calls > 0)
      report.emplace_back(tenant, std::exchange(own.unreported, {}));
  return report;
}

std::size_t quota_book::size() const {
  const std::lock_guard guard(lock_);
  return callers_.size() + tenants_.size();
}

void quota_book::forget_idle(time_point now) {
  const std::lock_guard guard(lock_);
  const auto idle = [&](const auto& each) {
    return now - each.second.since > 2 * window;
  };
  std::erase_if(callers_, idle);
  std::erase_if(tenants_, idle);
}

} // namespace howdah::actors
