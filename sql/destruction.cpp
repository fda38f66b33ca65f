#include "sql/destruction.hpp"

#include "sql/transactions.hpp"

#include <algorithm>

namespace howdah::sql {

namespace {

/// Whole objects, whatever their kind.
bool drops_objects(std::string_view node) noexcept {
  return node.starts_with("Drop") || node == "TruncateStmt";
}

/// Parts of objects: a column takes its values with it.
bool drops_parts(const facts& found) noexcept {
  return std::ranges::any_of(found.notes, [](const note& n) {
    return n.node == "AlterTableCmd" && n.field == "subtype"
           && (n.value == "AT_DropColumn" || n.value == "AT_DropConstraint");
  });
}

/// Statements inside of these are written down for later.
bool only_defines(const statement_fact& outermost) noexcept {
  return outermost.kind->family == statement_family::definition
         || outermost.kind->family == statement_family::prepared;
}

const statement_fact* without_condition(const facts& found) noexcept {
  const auto hit = std::ranges::find_if(found.statements, [](const statement_fact& each) {
    return !each.conditional
           && (each.kind->node == "DeleteStmt" || each.kind->node == "UpdateStmt");
  });
  return hit == found.statements.end() ? nullptr : &*hit;
}

} // namespace

std::string_view destruction_in(const facts& found) noexcept {
  const auto& outermost = found.statements.front();
  if (drops_objects(outermost.kind->node))
    return outermost.kind->command;
  if (drops_parts(found))
    return "ALTER … DROP";
  if (only_defines(outermost) || only_planned(found))
    return {};
  const auto* all_rows = without_condition(found);
  if (!all_rows)
    return {};
  return all_rows->kind->node == "DeleteStmt" ? "DELETE without WHERE" : "UPDATE without WHERE";
}

} // namespace howdah::sql
