#include "actors/fair_queue.hpp"

#include <utility>

namespace howdah::actors {

fair_queue::turn fair_queue::line_of(const std::string& principal) {
  if (const auto known = by_principal_.find(principal); known != by_principal_.end())
    return known->second;
  turns_.push_back({.principal = principal, .waiting = {}});
  const auto added = std::prev(turns_.end());
  by_principal_.emplace(principal, added);
  return added;
}

void fair_queue::leave(turn which) {
  by_principal_.erase(which->principal);
  turns_.erase(which);
}

bool fair_queue::push(assignment work) {
  if (size_ >= total_)
    return false;
  const auto own = line_of(work.work->principal->key());
  if (own->waiting.size() >= per_principal_)
    return false;
  count(work);
  own->waiting.push_back(std::move(work));
  return true;
}

void fair_queue::push_front(assignment work) {
  count(work);
  line_of(work.work->principal->key())->waiting.push_front(std::move(work));
}

assignment fair_queue::take_first(turn which) {
  auto work = std::move(which->waiting.front());
  which->waiting.pop_front();
  discount(work);
  if (which->waiting.empty())
    leave(which);
  else
    turns_.splice(turns_.end(), turns_, which);
  return work;
}

void fair_queue::count(const assignment& one) {
  ++size_;
  ++by_login_[one.work->principal->sits().login_key()];
}

void fair_queue::discount(const assignment& one) {
  --size_;
  const auto own = by_login_.find(one.work->principal->sits().login_key());
  if (--own->second == 0)
    by_login_.erase(own);
}

std::size_t fair_queue::waiting_for(const std::string& login) const {
  const auto own = by_login_.find(login);
  return own == by_login_.end() ? 0 : own->second;
}

} // namespace howdah::actors
