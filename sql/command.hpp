#pragma once

#include "sql/facts.hpp"

#include <string>

namespace howdah::sql {

/// The command as people write it, where one node of the grammar is several: BEGIN and COMMIT
/// PREPARED, VACUUM and ANALYZE, SET and RESET.
std::string command_of(const statement_fact& statement, const facts& found);

/// The operation that a role needs for it: the command's first word, in lower case; "select" for
/// all that only reads.
std::string operation_of(const statement_fact& statement, const facts& found);

} // namespace howdah::sql
