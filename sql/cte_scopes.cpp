#include "sql/cte_scopes.hpp"

#include <string_view>
#include <unordered_set>
#include <utility>

namespace howdah::sql {

void cte_scopes::refer(relation_fact relation, bool may_be_cte) {
  may_be_cte = may_be_cte && relation.schema.empty();
  references_.push_back({std::move(relation), may_be_cte});
}

void cte_scopes::define(std::string name, mark begin) {
  ctes_.push_back({std::move(name), begin.references, references_.size()});
}

void cte_scopes::end_with(mark begin, bool recursive) {
  std::unordered_set<std::string_view> visible;
  if (recursive)
    for (std::size_t i = begin.ctes; i < ctes_.size(); ++i)
      visible.insert(ctes_[i].name);
  for (std::size_t i = begin.ctes; i < ctes_.size(); ++i) {
    for (std::size_t r = ctes_[i].first; r < ctes_[i].last; ++r)
      if (references_[r].may_be_cte && visible.contains(references_[r].relation.name))
        references_[r].is_cte = true;
    visible.insert(ctes_[i].name);
  }
}

void cte_scopes::end_statement(mark begin) {
  if (begin.ctes == ctes_.size())
    return;
  std::unordered_set<std::string_view> visible;
  for (std::size_t i = begin.ctes; i < ctes_.size(); ++i)
    visible.insert(ctes_[i].name);
  std::size_t body = begin.ctes; // bodies come in the order of the text, so one pass does
  for (std::size_t r = begin.references; r < references_.size(); ++r) {
    while (body < ctes_.size() && r >= ctes_[body].last)
      ++body;
    const bool inside = body < ctes_.size() && r >= ctes_[body].first;
    if (!inside && references_[r].may_be_cte && visible.contains(references_[r].relation.name))
      references_[r].is_cte = true;
  }
  ctes_.erase(ctes_.begin() + static_cast<std::ptrdiff_t>(begin.ctes), ctes_.end());
}

std::vector<relation_fact> cte_scopes::take() {
  std::vector<relation_fact> relations;
  for (auto& each : references_)
    if (!each.is_cte)
      relations.push_back(std::move(each.relation));
  references_.clear();
  return relations;
}

} // namespace howdah::sql
