#include "sql/command.hpp"

#include "core/ascii.hpp"

#include <algorithm>
#include <string_view>

namespace howdah::sql {

namespace {

std::string transaction_command(const facts& found) {
  constexpr std::string_view prefix = "TRANS_STMT_";
  const auto* kind = found.find("TransactionStmt", "kind");
  if (!kind || !kind->value.starts_with(prefix))
    return {};
  auto out = kind->value.substr(prefix.size());
  std::ranges::replace(out, '_', ' ');
  return out;
}

} // namespace

std::string command_of(const statement_fact& statement, const facts& found) {
  const auto node = statement.kind->node;
  if (node == "VacuumStmt")
    return found.find(node, "is_vacuumcmd") ? "VACUUM" : "ANALYZE";
  if (node == "GrantStmt")
    return found.find(node, "is_grant") ? "GRANT" : "REVOKE";
  if (node == "VariableSetStmt")
    if (const auto* kind = found.find(node, "kind"); kind && kind->value.starts_with("VAR_RESET"))
      return "RESET";
  auto transaction = node == "TransactionStmt" ? transaction_command(found) : std::string();
  return transaction.empty() ? std::string(statement.kind->command) : transaction;
}

std::string operation_of(const statement_fact& statement, const facts& found) {
  const auto family = statement.kind->family;
  if (family == statement_family::query || family == statement_family::show
      || family == statement_family::explain)
    return "select";
  const auto word = command_of(statement, found);
  return lower_case(word.substr(0, word.find(' ')));
}

} // namespace howdah::sql
