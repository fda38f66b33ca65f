#pragma once

#include "sql/facts.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace howdah::sql {

/// Tells names of common table expressions from names of relations. The tree shows WITH after the
/// tables that use it, so references are settled when a WITH clause or its statement ends.
class cte_scopes {
public:
  /// Where a statement or a WITH clause began.
  struct mark {
    std::size_t references = 0;
    std::size_t ctes = 0;
  };

  mark here() const noexcept { return {references_.size(), ctes_.size()}; }
  void refer(relation_fact relation, bool may_be_cte);
  /// A CTE's body ended; its references began at `begin`.
  void define(std::string name, mark begin);
  /// A WITH clause ended: settles what its bodies see of each other. Without RECURSIVE a body sees
  /// the ones before it.
  void end_with(mark begin, bool recursive);
  /// A statement ended: settles the references outside the bodies and forgets the statement's CTEs.
  void end_statement(mark begin);
  /// What is left: the relations.
  std::vector<relation_fact> take();

private:
  struct reference {
    relation_fact relation;
    bool may_be_cte;
    bool is_cte = false;
  };
  struct cte {
    std::string name;
    std::size_t first, last; ///< references of its body
  };

  std::vector<reference> references_;
  std::vector<cte> ctes_;
};

} // namespace howdah::sql
