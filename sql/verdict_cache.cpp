#include "sql/verdict_cache.hpp"

#include <functional>
#include <iterator>
#include <utility>

namespace howdah::sql {

namespace {

/// List node, hash node and control block of an entry, roughly.
constexpr std::size_t overhead = 256;

std::size_t cost_of(std::string_view text, const result<admitted_ptr>& verdict) noexcept {
  std::size_t cost = overhead + text.size() + sizeof(admitted_statement);
  if (verdict && (*verdict)->explained())
    cost += sizeof(admitted_statement) + (*verdict)->explained()->text().size();
  if (verdict)
    return cost + (*verdict)->uses().size() * sizeof(routine_use)
           + (*verdict)->relations().size() * sizeof(relation_use);
  const auto& why = verdict.error();
  for (const auto* part : {&why.message, &why.detail, &why.hint, &why.rule, &why.rewrite})
    cost += part->size();
  return cost + sizeof(problem);
}

} // namespace

std::size_t verdict_cache::hash::operator()(const key& of) const noexcept {
  return std::hash<std::string_view>()(of.text) ^ std::hash<const rights*>()(of.may);
}

verdict_cache::key verdict_cache::entry::name() const noexcept {
  return {verdict ? std::string_view((*verdict)->text()) : std::string_view(text), may.get()};
}

const result<admitted_ptr>* verdict_cache::find(std::string_view text, const rights_ptr& may) {
  const auto known = index_.find({text, may.get()});
  if (known == index_.end())
    return nullptr;
  entries_.splice(entries_.begin(), entries_, known->second);
  return &known->second->verdict;
}

void verdict_cache::put(std::string_view text, const rights_ptr& may,
                        const result<admitted_ptr>& verdict) {
  const auto cost = cost_of(text, verdict);
  const bool foreign = verdict && (*verdict)->text() != text;
  if (cost > limit_ / 4 || foreign)
    return;
  if (const auto known = index_.find({text, may.get()}); known != index_.end())
    forget(known->second);
  while (used_ + cost > limit_)
    forget(std::prev(entries_.end()));
  entries_.push_front({verdict ? std::string() : std::string(text), may, verdict, cost});
  index_.emplace(entries_.front().name(), entries_.begin());
  used_ += cost;
}

void verdict_cache::forget(place old) {
  used_ -= old->cost;
  index_.erase(old->name());
  entries_.erase(old);
}

} // namespace howdah::sql
