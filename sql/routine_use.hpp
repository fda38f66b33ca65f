#pragma once

#include <string>

namespace howdah::sql {

/// What a statement calls in its text: a function, an operator, or a cast to a type.
enum class routine_kind { function, operation, cast };

/// One call, as the tree has it. Names of PostgreSQL's own may have overloads of somebody else, so
/// all of them are uses but those that say pg_catalog.
struct routine_use {
  routine_kind kind = routine_kind::function;
  std::string schema; ///< empty when unqualified
  std::string name;
  int arguments = 0;
  int at = -1; ///< byte offset into the text, from 0; -1 when the grammar does not tell
};

} // namespace howdah::sql
