#pragma once

#include "core/problem.hpp"
#include "core/rights.hpp"
#include "sql/facts.hpp"

#include <optional>
#include <string_view>

namespace howdah::sql {

/// What the text alone tells of a statement that a role may not run: operations, names with their
/// schema, and PostgreSQL's own functions that read or name what the role may not see. Names
/// without a schema, users' functions, views and columns are the catalog's to tell (name_book).
std::optional<problem> denied(const facts& found, const rights& may, std::string_view text);

/// True when the role's rights end at some schema, table or column.
bool is_bounded(const rights& may) noexcept;

/// True when the permissions file grants this function of PostgreSQL itself, by its very name.
bool grants_builtin(const rights& may, std::string_view function) noexcept;

} // namespace howdah::sql
