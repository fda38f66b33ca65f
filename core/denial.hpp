#pragma once

#include "core/problem.hpp"
#include "core/rights.hpp"

#include <string_view>

namespace howdah {

/// What a caller is told whose rights do not suffice: what was denied, in the words that clients
/// know, and in `hint` what would be allowed. Code access_denied, rule "permissions". Never says
/// whether what is denied exists.
problem denied_without_role();
/// `on_relation`: the statement names a relation. Code insufficient_scope when the role may, but
/// not with this access token.
problem denied_operation(const rights& may, std::string_view operation, bool on_relation = true);
problem denied_schema(const rights& may, std::string_view schema);
problem denied_table(const rights& may, std::string_view schema, std::string_view relation);
problem denied_column(const rights& may, std::string_view relation, std::string_view column);
/// All columns of it are asked for, and some are hidden.
problem denied_whole_row(const rights& may, std::string_view relation);
problem denied_tool(const rights& may, std::string_view tool);
problem denied_function(const rights& may, std::string_view function);

/// Nothing when the relation is in reach.
std::optional<problem> denied_relation(const rights& may, std::string_view schema,
                                       std::string_view relation);

} // namespace howdah
