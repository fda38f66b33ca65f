#include "sql/transactions.hpp"

#include "sql/functions.hpp"
#include "sql/relations.hpp"

#include <algorithm>
#include <string_view>

namespace howdah::sql {

namespace {

std::string_view outermost(const facts& found) noexcept {
  return found.statements.front().kind->node;
}

/// Statements that PostgreSQL runs only outside a transaction block, in every form or in the one
/// that the tree shows. REINDEX and CLUSTER depend on what they are applied to (a partitioned
/// table, a database), which the tree does not show.
bool needs_no_transaction(const facts& found) noexcept {
  constexpr std::string_view always[] = {"AlterSubscriptionStmt",
                                         "AlterSystemStmt",
                                         "ClusterStmt",
                                         "CreateSubscriptionStmt",
                                         "CreateTableSpaceStmt",
                                         "CreatedbStmt",
                                         "DropSubscriptionStmt",
                                         "DropTableSpaceStmt",
                                         "DropdbStmt",
                                         "ReindexStmt"};
  const auto node = outermost(found);
  return std::ranges::find(always, node) != std::end(always)
         || (node == "VacuumStmt" && found.find(node, "is_vacuumcmd")) || node == "DiscardStmt"
         || (node == "AlterDatabaseStmt" && found.find(node, "option:tablespace"))
         || found.find("IndexStmt", "concurrent") || found.find("DropStmt", "concurrent")
         || found.find("PartitionCmd", "concurrent");
}

effect worst_effect(const facts& found) noexcept {
  auto worst = effect::none;
  for (const auto& called : found.functions)
    worst = std::max(worst, judge_function(called).leaves);
  for (const auto& attribute : found.attributes)
    worst = std::max(worst, judge_attribute(attribute.name).leaves);
  return worst;
}

/// Anything that is not clearly "no" counts as ANALYZE.
bool executes(const facts& found) noexcept {
  return std::ranges::any_of(found.notes, [](const note& n) {
    return n.node == "ExplainStmt" && n.field == "option:analyze" && n.value != "false"
           && n.value != "off";
  });
}

bool only_queries(const facts& found) noexcept {
  return std::ranges::all_of(found.statements, [](const statement_fact& s) {
    return s.kind->family == statement_family::query || s.kind->family == statement_family::explain
           || s.kind->family == statement_family::show;
  });
}

} // namespace

// It plans DML, too, in a READ ONLY transaction.
bool only_planned(const facts& found) noexcept {
  const auto plannable = [](const statement_fact& s) {
    return s.kind->family == statement_family::query || s.kind->family == statement_family::explain
           || s.kind->node == "InsertStmt" || s.kind->node == "UpdateStmt"
           || s.kind->node == "DeleteStmt" || s.kind->node == "MergeStmt";
  };
  return outermost(found) == "ExplainStmt" && !executes(found)
         && std::ranges::all_of(found.statements, plannable);
}

transaction_form form_of(const facts& found, access_mode mode) noexcept {
  if (mode == access_mode::read_only)
    return transaction_form::read;
  if (needs_no_transaction(found))
    return transaction_form::bare;
  const bool reads = only_queries(found) && !found.into && !found.locking;
  const bool harmless = worst_effect(found) == effect::none;
  return (reads || only_planned(found)) && harmless ? transaction_form::read
                                                    : transaction_form::write;
}

bool leaves_session_state(const facts& found, access_mode mode) noexcept {
  return mode == access_mode::unrestricted
         || found.statements.front().kind->family == statement_family::code
         || std::ranges::any_of(found.relations, is_temporary)
         || worst_effect(found) == effect::session;
}

bool returns_rows(const facts& found) noexcept {
  if (found.returning)
    return true;
  const auto node = outermost(found);
  if (node == "SelectStmt")
    return !found.into;
  constexpr std::string_view asking[]
    = {"CallStmt", "ExecuteStmt", "ExplainStmt", "FetchStmt", "VariableShowStmt"};
  return std::ranges::find(asking, node) != std::end(asking);
}

} // namespace howdah::sql
