#include "actors/survey_memory.hpp"

#include <utility>

namespace howdah::actors {

void survey_memory::keep(const sql::admitted_ptr& asked, sql::admitted_ptr reached,
                         time_point until) {
  if (entries_.size() >= capacity)
    entries_.clear();
  entries_.insert_or_assign(asked.get(), entry{asked, std::move(reached), until});
}

sql::admitted_ptr survey_memory::find(const sql::admitted_ptr& asked, time_point now) const {
  const auto known = entries_.find(asked.get());
  return known != entries_.end() && now < known->second.until ? known->second.reached : nullptr;
}

} // namespace howdah::actors
