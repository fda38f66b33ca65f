#pragma once

#include "core/problem.hpp"
#include "core/rights.hpp"
#include "sql/guard.hpp"
#include "sql/known_names.hpp"
#include "sql/restricted_columns.hpp"
#include "sql/statement.hpp"

#include <chrono>
#include <cstddef>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace howdah::sql {

/// What the database has under the names that statements use, each with the moment it was asked,
/// and what follows for a statement that the guard admitted by its text. Views are judged by what
/// they read and call, to any depth, but for a view that a role is given by its own name: whoever
/// gave it answers for what it reads. Verdicts are remembered until something known changes. Not
/// thread-safe.
class name_book {
public:
  using moment = std::chrono::steady_clock::time_point;

  /// `rules`: the guard's, by which the queries of views are judged.
  explicit name_book(const policy& rules);

  /// The names of this statement, and of the views it reads, that were not asked since `oldest`.
  std::set<std::string> unknown(const admitted_statement& statement, moment oldest) const;
  /// `names` were asked at `when`, and `found` holds all there is under them.
  void learn(const std::set<std::string>& names, const known_names& found, moment when);
  /// The statement, with what its result must not show; or why it is refused. Given what is known:
  /// all its names must be.
  result<admitted_ptr> judged(const admitted_ptr& statement);
  /// What the statement means by its names of relations, and what the queries of views beneath it
  /// mean: each once, sorted. Given what is known: all its names must be.
  std::set<relation_name> reached(const admitted_statement& statement) const;
  std::size_t size() const noexcept { return known_.size(); }
  void clear();

private:
  struct relation : known_relation {
    std::optional<result<admitted_ptr>> query = {}; ///< of a view, or of a type's checks
  };
  struct entry {
    std::vector<routine> routines = {};
    std::vector<relation> relations = {};
    moment asked = {};

    bool says_the_same(const entry& as) const;
  };
  /// Holds its statement, so that no other takes its address.
  struct verdict {
    admitted_ptr of;
    result<admitted_ptr> reached;
  };
  /// A statement may be reached with the caller's rights, and through a view without them.
  using visited = std::set<std::pair<const admitted_statement*, const rights*>>;

  result<admitted_ptr> judge_anew(const admitted_ptr& statement) const;
  void forget_verdicts();
  void keep(const std::string& name, entry now);
  void collect(const admitted_statement& statement, moment oldest, std::set<std::string>& unknown,
               visited& seen) const;
  void reach(const admitted_statement& statement, std::set<relation_name>& all) const;
  std::optional<problem> judge(const admitted_statement& statement, const rights* may,
                               visited& seen) const;
  std::optional<problem> judge_relation(const relation_use& use, const rights* may,
                                        visited& seen) const;
  std::optional<problem> judge_view(const relation& view, const rights* may, visited& seen) const;
  std::vector<restricted_relation> restricted_in(const admitted_statement& statement,
                                                 const rights& may) const;
  /// What is checked of the values of a type may call anything, too.
  std::optional<problem> judge_type(const relation_use& use, const rights* may,
                                    visited& seen) const;
  /// What the name means here, among relations or among types with checks; null when there is
  /// nothing of that name.
  const relation* find(const relation_use& use, bool type = false) const;

  mutable guard views_;
  access_mode mode_;
  std::unordered_map<std::string, entry> known_;
  std::unordered_map<const admitted_statement*, verdict> verdicts_; ///< by what is known now
  std::size_t remembered_bytes_ = 0;
};

} // namespace howdah::sql
