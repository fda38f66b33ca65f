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
  own->waiting.push_back(std::move(work));
  ++size_;
  return true;
}

void fair_queue::push_front(assignment work) {
  line_of(work.work->principal->key())->waiting.push_front(std::move(work));
  ++size_;
}

std::optional<assignment> fair_queue::pop() {
  if (turns_.empty())
    return std::nullopt;
  const auto first = turns_.begin();
  auto work = std::move(first->waiting.front());
  first->waiting.pop_front();
  --size_;
  if (first->waiting.empty())
    leave(first);
  else
    turns_.splice(turns_.end(), turns_, first);
  return work;
}

} // namespace howdah::actors
