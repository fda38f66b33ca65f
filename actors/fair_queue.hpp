#pragma once

#include "actors/protocol/job.hpp"

#include <chrono>
#include <cstddef>
#include <deque>
#include <list>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace howdah::actors {

/// Work waiting for a connection: first in, first out for each principal, and the principals take
/// turns, so that one with a thousand calls delays another by one call. Bounded per principal and
/// as a whole. Pure.
class fair_queue {
public:
  fair_queue(std::size_t total, std::size_t per_principal)
    : total_(total), per_principal_(per_principal) {}

  bool empty() const noexcept { return size_ == 0; }
  std::size_t size() const noexcept { return size_; }

  /// False when a bound is reached; the work was not taken.
  bool push(assignment work);
  /// For work that had its turn and comes back (lost connection): at the head of its principal,
  /// beyond the bounds.
  void push_front(assignment work);
  /// The first in turn for which `fits(job)` holds; of each principal the oldest alone is asked
  /// about.
  template <class Predicate>
  std::optional<assignment> pop_if(Predicate fits);
  std::optional<assignment> pop() {
    return pop_if([](const job&) { return true; });
  }
  /// `see(job)` of the oldest of each principal, in turn.
  template <class Visitor>
  void for_each_turn(Visitor see) const {
    for (const auto& each : turns_)
      see(*each.waiting.front().work);
  }
  /// Work for the connections of one login (`seat::login_key`).
  std::size_t waiting_for(const std::string& login) const;

  /// Takes out all work for which `unwanted(job)` holds.
  template <class Predicate>
  std::vector<assignment> remove_if(Predicate unwanted);

private:
  struct line {
    std::string principal;
    std::deque<assignment> waiting;
  };
  using turn = std::list<line>::iterator;

  turn line_of(const std::string& principal);
  void leave(turn which);
  assignment take_first(turn which);
  void count(const assignment& one);
  void discount(const assignment& one);

  std::size_t total_;
  std::size_t per_principal_;
  std::size_t size_ = 0;
  std::unordered_map<std::string, std::size_t> by_login_;
  std::list<line> turns_; ///< principals with waiting work; the front is next
  std::unordered_map<std::string, turn> by_principal_;
};

template <class Predicate>
std::optional<assignment> fair_queue::pop_if(Predicate fits) {
  for (auto i = turns_.begin(); i != turns_.end(); ++i)
    if (fits(*i->waiting.front().work))
      return take_first(i);
  return std::nullopt;
}

template <class Predicate>
std::vector<assignment> fair_queue::remove_if(Predicate unwanted) {
  std::vector<assignment> removed;
  for (auto i = turns_.begin(); i != turns_.end();) {
    const auto here = i++;
    std::erase_if(here->waiting, [&](const assignment& waiting) {
      if (!unwanted(*waiting.work))
        return false;
      removed.push_back(waiting);
      return true;
    });
    if (here->waiting.empty())
      leave(here);
  }
  for (const auto& each : removed)
    discount(each);
  return removed;
}

} // namespace howdah::actors
