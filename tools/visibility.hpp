#pragma once

#include "core/rights.hpp"
#include "postgres/statement.hpp"

#include <vector>

namespace howdah::tools {

/// What a caller may see of the catalog, as the last five parameters of a catalog statement (`may`
/// in postgres/catalog/): arrays of regular expressions, or five NULLs for whoever is not
/// restricted.
///   schemas  any of them
///   tables, denied  pairs: schema, relation
///   columns  fours: schema, relation, what is allowed of its columns, what is denied
///   words  columns that comments must not name
/// The statements show what `rights` says is in reach, and nothing else.
std::vector<postgres::parameter> visibility(const rights* may);

/// Adds them to those of a statement.
void add_visibility(postgres::runnable& to, const rights* may);

} // namespace howdah::tools
