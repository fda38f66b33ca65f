#pragma once

#include "core/problem.hpp"
#include "sql/routines.hpp"
#include "sql/statement.hpp"

#include <chrono>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

namespace howdah::actors {

/// What the database has under the names that statements use, each with the moment it was asked.
class routine_book {
public:
  using moment = std::chrono::steady_clock::time_point;

  /// The names of this statement that were not asked since `oldest`.
  std::set<std::string> unknown(const sql::admitted_statement& statement, moment oldest) const;
  /// `names` were asked at `when`, and `found` is all there is under them.
  void learn(const std::set<std::string>& names, const std::vector<sql::routine>& found,
             moment when);
  /// Why the statement is refused, given what is known; all its names must be.
  std::optional<problem> refused(const sql::admitted_statement& statement) const;
  std::size_t size() const noexcept { return known_.size(); }
  void clear() { known_.clear(); }

private:
  struct entry {
    std::vector<sql::routine> routines;
    moment asked;
  };

  std::unordered_map<std::string, entry> known_;
};

} // namespace howdah::actors
