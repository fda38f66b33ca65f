#pragma once

#include <string>

namespace howdah::sql {

/// A relation that a statement names, for the catalog to tell which it is.
struct relation_use {
  std::string schema; ///< empty when unqualified
  std::string name;
  bool as_type = false; ///< a type's name: of a relation's rows, if there is such a relation
  bool shown = false;   ///< SHOW ALL reads it, for which nobody needs a right to it
  bool defined = false; ///< a statement other than DML names it: COPY, ALTER, VACUUM, …
  int at = -1;          ///< byte offset into the text, from 0; -1 when the grammar does not tell
};

} // namespace howdah::sql
