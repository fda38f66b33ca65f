#include "actors/routine_book.hpp"

#include "sql/text.hpp"

namespace howdah::actors {

std::set<std::string> routine_book::unknown(const sql::admitted_statement& statement,
                                            moment oldest) const {
  std::set<std::string> names;
  for (const auto& use : statement.uses()) {
    const auto known = known_.find(use.name);
    if (known == known_.end() || known->second.asked < oldest)
      names.insert(use.name);
  }
  return names;
}

void routine_book::learn(const std::set<std::string>& names, const std::vector<sql::routine>& found,
                         moment when) {
  for (const auto& name : names)
    known_.insert_or_assign(name, entry{.routines = {}, .asked = when});
  for (const auto& each : found)
    if (const auto known = known_.find(each.name); known != known_.end())
      known->second.routines.push_back(each);
}

std::optional<problem> routine_book::refused(const sql::admitted_statement& statement) const {
  for (const auto& use : statement.uses())
    if (auto why = sql::refused_use(use, known_.at(use.name).routines)) {
      why->position = sql::character_position(statement.text(), use.at);
      return why;
    }
  return std::nullopt;
}

} // namespace howdah::actors
