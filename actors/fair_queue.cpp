#include "actors/fair_queue.hpp"

#include <algorithm>

namespace howdah::actors {

namespace {

/// How much the last call counts in what a tenant's calls usually take.
constexpr double newest = 0.2;

const std::string& tenant_of(const job& work) {
  return work.principal->tenant_key();
}

const role_limits& limits_of(const job& work) {
  static const role_limits none;
  return work.principal->may() ? work.principal->may()->limits : none;
}

bool within(std::size_t running, const quotas& allowed) {
  return !allowed.at_once || running < static_cast<std::size_t>(*allowed.at_once);
}

} // namespace

fair_queue::share& fair_queue::share_of(const job& work) {
  const auto& tenant = tenant_of(work);
  if (const auto known = shares_.find(tenant); known != shares_.end())
    return known->second;
  sweep();
  auto& made = shares_[tenant];
  made.tenant = tenant;
  made.at.arrival = ++arrivals_;
  return made;
}

/// Of no account are those that had no more than whoever has its turn now: they would begin there
/// as well.
void fair_queue::sweep() {
  if (shares_.size() < swept_at_)
    return;
  std::erase_if(shares_, [&](const auto& each) {
    const auto& of = each.second;
    return of.waiting == 0 && of.running == 0 && of.at.took <= now_;
  });
  swept_at_ = std::max<std::size_t>(64, 2 * shares_.size());
}

fair_queue::turn fair_queue::line_of(share& of, const job& work) {
  const auto& principal = work.principal->key();
  if (const auto known = of.by_principal.find(principal); known != of.by_principal.end())
    return known->second;
  of.turns.push_back({.principal = principal});
  const auto added = std::prev(of.turns.end());
  of.by_principal.emplace(principal, added);
  return added;
}

void fair_queue::drop_if_done(share& of, turn which) {
  if (!which->waiting.empty() || which->running > 0)
    return;
  of.by_principal.erase(which->principal);
  of.turns.erase(which);
}

bool fair_queue::may_run(const share& of, const line& one) {
  const auto& allowed = limits_of(*one.waiting.front().work);
  return within(one.running, allowed.of_caller) && within(of.running, allowed.of_tenant);
}

void fair_queue::move(share& of, standing to) {
  const bool waits = of.waiting > 0;
  if (waits)
    order_.erase({of.at, &of});
  of.at = to;
  furthest_ = std::max(furthest_, to.took);
  if (waits)
    order_.insert({of.at, &of});
}

bool fair_queue::push(assignment work) {
  if (size_ >= total_)
    return false;
  auto& of = share_of(*work.work);
  const auto own = line_of(of, *work.work);
  if (own->waiting.size() >= per_principal_)
    return false;
  count(work, of);
  own->waiting.push_back(std::move(work));
  return true;
}

void fair_queue::push_front(assignment work) {
  auto& of = share_of(*work.work);
  const auto own = line_of(of, *work.work);
  count(work, of);
  own->waiting.push_front(std::move(work));
}

assignment fair_queue::take_first(share& of, turn which) {
  auto work = std::move(which->waiting.front());
  which->waiting.pop_front();
  now_ = std::max(now_, of.at.took);
  discount(work, of);
  move(of, {of.at.took, ++turns_, of.at.arrival});
  of.turns.splice(of.turns.end(), of.turns, which);
  drop_if_done(of, which);
  return work;
}

fair_queue::duration fair_queue::began(const job& work) {
  auto& of = share_of(work);
  ++line_of(of, work)->running;
  ++of.running;
  ++running_;
  if (is_own(work))
    return duration(0);
  charge(of, of.usual / limits_of(work).weight.value_or(1));
  return duration(of.usual);
}

void fair_queue::charge(share& of, double more) {
  move(of, {of.at.took + more, of.at.turn, of.at.arrival});
}

void fair_queue::settle(share& of, duration took, double more) {
  charge(of, more);
  of.usual = of.usual == 0 ? took.count() : of.usual + newest * (took.count() - of.usual);
}

/// With nothing left to do nobody owes anybody anything.
void fair_queue::ended(const job& work, duration charged, duration took) {
  auto& of = share_of(work);
  const auto own = line_of(of, work);
  --own->running;
  --of.running;
  --running_;
  if (!is_own(work))
    settle(of, took, (took - charged).count() / limits_of(work).weight.value_or(1));
  drop_if_done(of, own);
  if (running_ == 0 && empty())
    now_ = furthest_;
}

/// Whoever comes back after a rest begins where the others are.
void fair_queue::count(const assignment& one, share& of) {
  ++size_;
  ++by_login_[one.work->principal->sits().login_key()];
  if (of.waiting == 0 && of.running == 0)
    of.at.took = std::max(of.at.took, now_);
  if (of.waiting++ == 0)
    order_.insert({of.at, &of});
}

void fair_queue::discount(const assignment& one, share& of) {
  --size_;
  if (--of.waiting == 0)
    order_.erase({of.at, &of});
  const auto own = by_login_.find(one.work->principal->sits().login_key());
  if (--own->second == 0)
    by_login_.erase(own);
}

std::size_t fair_queue::waiting_for(const std::string& login) const {
  const auto own = by_login_.find(login);
  return own == by_login_.end() ? 0 : own->second;
}

} // namespace howdah::actors
