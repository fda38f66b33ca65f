#include "actors/issuer_desk.hpp"

#include <algorithm>
#include <utility>

namespace howdah::actors {

namespace {

using namespace std::chrono_literals;
using outlook = auth::key_schedule::outlook;

problem refusal_of(const auth::token_fault& fault) {
  return {.code = errc::not_authenticated, .message = fault.told, .detail = fault.logged};
}

} // namespace

issuer_desk::issuer_desk(const auth::issuer_settings& of, std::size_t most_waiting,
                         std::chrono::milliseconds patience, moment now)
  : settings_(of), rules_(auth::token_rules::of(of).value()), most_waiting_(most_waiting),
    patience_(patience), search_(of), schedule_(of.keys, now) {
}

issuer_desk::~issuer_desk() {
  lose_keys();
}

std::optional<issuer_desk::verdict> issuer_desk::judge(visitor who, moment now,
                                                       std::chrono::sys_seconds today) {
  auto told = with_key(who, now, today);
  if (!told)
    told = without_key(who, now);
  if (told)
    return told;
  if (waiting_.size() >= most_waiting_)
    return refuse({.code = errc::busy,
                   .message = "Too many tokens wait for the keys of the issuer " + issuer() + ".",
                   .hint = "Try again in a moment.",
                   .retry_after_ms = 1'000});
  waiting_.push_back(std::move(who));
  return std::nullopt;
}

/// Nothing: its key is not there.
std::optional<issuer_desk::verdict> issuer_desk::with_key(const visitor& who, moment now,
                                                          std::chrono::sys_seconds today) {
  if (!schedule_.keys_count(now))
    return std::nullopt;
  auto told = auth::judge(who.token, keys_, rules_, today);
  if (!told && told.error().unknown_key)
    return std::nullopt;
  if (!told)
    return refuse(refusal_of(told.error()));
  if (who.wants_key)
    schedule_.found();
  const auto until = told->claims.expires;
  return auth::verified_token{.claims
                              = std::make_shared<const auth::token_claims>(std::move(told->claims)),
                              .until = until,
                              .by = trust_.at(told->key)};
}

/// Nothing: the key may come.
std::optional<issuer_desk::verdict> issuer_desk::without_key(visitor& who, moment now) {
  who.wants_key = schedule_.keys_count(now);
  const auto next = who.wants_key ? schedule_.without_key(who.token.kid(), who.came, now)
                                  : schedule_.without_keys(now);
  switch (next) {
  case outlook::refused:
    return refuse(errc::not_authenticated,
                  "The access token is signed with a key that its issuer does not publish.");
  case outlook::unavailable:
    return unavailable(now);
  case outlook::wait:
    break;
  }
  return std::nullopt;
}

tl::unexpected<problem> issuer_desk::unavailable(moment now) const {
  const auto wait = std::max(schedule_.retry_at() - now, moment::duration(1s));
  return refuse({.code = errc::unavailable,
                 .message = "The keys of the issuer " + issuer() + " cannot be fetched now.",
                 .hint = "Try again in a moment.",
                 .retry_after_ms
                 = static_cast<int>(std::chrono::ceil<std::chrono::milliseconds>(wait).count())});
}

std::optional<std::string> issuer_desk::wanted(moment now) {
  if (const auto due = schedule_.due(); due && *due <= now) {
    search_.start();
    schedule_.started(now);
    look_ = look::page_wanted;
  }
  if (look_ != look::page_wanted)
    return std::nullopt;
  look_ = look::page_under_way;
  return search_.url();
}

result<void> issuer_desk::take(const result<fetched_page>& page, moment now) {
  if (look_ != look::page_under_way)
    return {};
  if (!page)
    return fail(page.error(), now);
  const auto step = search_.take(page->status, page->body);
  if (!step)
    return fail(step.error(), now);
  if (*step == auth::key_search::step::next) {
    look_ = look::page_wanted;
    return {};
  }
  auto keys = auth::key_set::parse(page->body);
  if (!keys)
    return fail(keys.error(), now);
  schedule_.succeeded(page->max_age);
  replace_keys(*std::move(keys));
  look_ = look::none;
  looked_ = true;
  return {};
}

tl::unexpected<problem> issuer_desk::fail(const problem& why, moment now) {
  search_.failed();
  schedule_.failed(now);
  look_ = look::none;
  looked_ = true;
  return refuse(why);
}

/// Trust in a key lasts as long as the issuer publishes it without a break.
void issuer_desk::replace_keys(auth::key_set by) {
  keys_ = std::move(by);
  auto before = std::exchange(trust_, {});
  for (const auto& each : keys_.keys()) {
    const auto& identity = each.key.identity();
    const auto old = before.extract(identity);
    trust_.try_emplace(identity, old ? old.mapped() : std::make_shared<auth::key_trust>());
  }
  for (const auto& [identity, gone] : before)
    gone->end();
}

void issuer_desk::lose_keys() {
  replace_keys({});
}

template <class Judge>
void issuer_desk::settle_by(std::vector<settled>& out, Judge judge) {
  for (auto& who : std::exchange(waiting_, {}))
    if (auto told = judge(who))
      out.push_back({.order = std::move(who.order), .is = *std::move(told)});
    else
      waiting_.push_back(std::move(who));
}

std::vector<issuer_desk::settled> issuer_desk::settle(moment now, std::chrono::sys_seconds today) {
  if (!schedule_.keys_count(now))
    lose_keys();
  std::vector<settled> out;
  if (std::exchange(looked_, false)) {
    // First whose key is there: that tells the schedule that keys do change.
    settle_by(out, [&](visitor& who) { return with_key(who, now, today); });
    settle_by(out, [&](visitor& who) { return without_key(who, now); });
  }
  settle_by(out, [&](const visitor& who) -> std::optional<verdict> {
    if (now - who.came < patience_)
      return std::nullopt;
    return unavailable(now);
  });
  return out;
}

issuer_desk::moment issuer_desk::next() const {
  auto soonest = trust_.empty() ? moment::max() : schedule_.good_until();
  if (const auto due = schedule_.due())
    soonest = std::min(soonest, *due);
  if (!waiting_.empty())
    soonest = std::min(soonest, waiting_.front().came + patience_); // who came first is the first
  return soonest;
}

} // namespace howdah::actors
