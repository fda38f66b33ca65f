#pragma once

#include "actors/protocol/job.hpp"

#include <chrono>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <list>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace howdah::actors {

/// Work waiting for a connection, shared fairly: the tenant comes next that took the least of the
/// database's time, by its weight, and within a tenant the principals take turns, each first in,
/// first out. So one with a thousand calls delays another by one call, and one with slow calls does
/// not slow another's fast ones. The server's own questions (`is_own`) are charged to nobody.
/// Bounded per principal and as a whole; whoever runs as many
/// statements as its role allows waits. Pure. (Start-time fair queueing, by measured time: a call
/// is charged what the tenant's calls took so far when it begins, and the difference when it ends.)
class fair_queue {
public:
  using duration = std::chrono::duration<double>;

  fair_queue(std::size_t total, std::size_t per_principal)
    : total_(total), per_principal_(per_principal) {}

  bool empty() const noexcept { return size_ == 0; }
  std::size_t size() const noexcept { return size_; }
  /// That are remembered.
  std::size_t tenants() const noexcept { return shares_.size(); }

  /// False when a bound is reached; the work was not taken.
  bool push(assignment work);
  /// For work that had its turn and comes back (lost connection): at the head of its principal,
  /// beyond the bounds.
  void push_front(assignment work);
  /// The first in turn for which `fits(assignment)` holds; of each principal the oldest alone is asked
  /// about.
  template <class Predicate>
  std::optional<assignment> pop_if(Predicate fits);
  std::optional<assignment> pop() {
    return pop_if([](const assignment&) { return true; });
  }

  /// It runs. Returns what its tenant is charged for it at first.
  duration began(const job& work);
  /// It ran that long.
  void ended(const job& work, duration charged, duration took);

  /// `see(job)` of the oldest of each principal that may run, in turn.
  template <class Visitor>
  void for_each_turn(Visitor see) const;
  /// Work for the connections of one login (`seat::login_key`).
  std::size_t waiting_for(const std::string& login) const;

  /// Takes out all work for which `unwanted(job)` holds.
  template <class Predicate>
  std::vector<assignment> remove_if(Predicate unwanted);

private:
  /// The calls of one principal.
  struct line {
    std::string principal;
    std::deque<assignment> waiting = {};
    std::size_t running = 0;
  };
  using turn = std::list<line>::iterator;
  /// Of the database's time: what a tenant took, by its weight; when it had its turn last; when it
  /// came. Whoever has less comes first.
  struct standing {
    double took = 0;
    std::uint64_t turn = 0;
    std::uint64_t arrival = 0;
    auto operator<=>(const standing&) const = default;
  };
  struct share {
    std::string tenant;
    standing at = {};
    double usual = 0; ///< seconds of one call
    std::size_t waiting = 0;
    std::size_t running = 0;
    std::list<line> turns = {}; ///< principals with work; the front is next
    std::unordered_map<std::string, turn> by_principal = {};
  };
  using shares = std::map<std::string, share>;

  share& share_of(const job& work);
  static turn line_of(share& of, const job& work);
  /// Within what its role allows to run at once.
  static bool may_run(const share& of, const line& one);
  void move(share& of, standing to);
  void charge(share& of, double more);
  /// A call took that long, and is to be paid by that much more.
  void settle(share& of, duration took, double more);
  static void drop_if_done(share& of, turn which);
  void sweep();
  assignment take_first(share& of, turn which);
  void count(const assignment& one, share& of);
  void discount(const assignment& one, share& of);

  std::size_t total_;
  std::size_t per_principal_;
  std::size_t size_ = 0;
  std::size_t running_ = 0;
  double now_ = 0;      ///< the standing of the tenant that had its turn last
  double furthest_ = 0; ///< of any tenant
  std::uint64_t turns_ = 0;
  std::uint64_t arrivals_ = 0;
  std::unordered_map<std::string, std::size_t> by_login_;
  shares shares_;             ///< of tenants with work, or that took more than others so far
  std::size_t swept_at_ = 64; ///< as many shares are looked through for those of no account
  std::set<std::pair<standing, share*>> order_; ///< of those with work that waits
};

template <class Predicate>
std::optional<assignment> fair_queue::pop_if(Predicate fits) {
  for (const auto& [at, of] : order_)
    for (auto i = of->turns.begin(); i != of->turns.end(); ++i)
      if (!i->waiting.empty() && may_run(*of, *i) && fits(i->waiting.front()))
        return take_first(*of, i);
  return std::nullopt;
}

template <class Visitor>
void fair_queue::for_each_turn(Visitor see) const {
  for (const auto& [at, of] : order_)
    for (const auto& each : of->turns)
      if (!each.waiting.empty() && may_run(*of, each))
        see(*each.waiting.front().work);
}

template <class Predicate>
std::vector<assignment> fair_queue::remove_if(Predicate unwanted) {
  std::vector<assignment> removed;
  for (auto& [tenant, of] : shares_) {
    for (auto i = of.turns.begin(); i != of.turns.end();) {
      const auto here = i++;
      std::erase_if(here->waiting, [&](const assignment& waiting) {
        if (!unwanted(*waiting.work))
          return false;
        discount(waiting, of);
        removed.push_back(waiting);
        return true;
      });
      drop_if_done(of, here);
    }
  }
  return removed;
}

} // namespace howdah::actors
