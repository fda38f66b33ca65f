#include "sql/permission.hpp"

#include "core/denial.hpp"
#include "sql/catalog_functions.hpp"
#include "sql/command.hpp"
#include "sql/identifier.hpp"
#include "sql/text.hpp"

#include <algorithm>

namespace howdah::sql {

namespace {

using verdict = std::optional<problem>;

struct trial {
  const facts& found;
  const rights& may;
  std::string_view text;

  problem at(problem why, location where) const {
    why.position = character_position(text, where);
    return why;
  }
};

/// Statements whose relations are all in the tree as relations. What other definitions reach is
/// named in ways of their own, or is a body that runs later.
bool shows_its_relations(std::string_view node) noexcept {
  constexpr std::string_view nodes[]
    = {"AlterSeqStmt", "AlterTableStmt", "CreateSeqStmt",      "CreateStmt", "CreateTableAsStmt",
       "IndexStmt",    "ViewStmt",       "RefreshMatViewStmt", "VacuumStmt", "ClusterStmt"};
  return std::ranges::find(nodes, node) != std::end(nodes);
}

/// The words that clients know: of a statement that names no table they leave the role out.
problem not_allowed(const trial& of, const statement_fact& statement) {
  constexpr std::string_view silent[] = {"CopyStmt", "GrantStmt", "RefreshMatViewStmt"};
  const bool one = of.found.statements.size() == 1;
  const bool on_relation
    = (!of.found.relations.empty() || statement.kind->node == "DropStmt")
      && !(one && std::ranges::find(silent, statement.kind->node) != std::end(silent));
  return denied_operation(of.may, operation_of(statement, of.found), on_relation);
}

problem needs_everything(const trial& of, const statement_fact& statement, std::string_view what) {
  auto why = not_allowed(of, statement);
  why.hint = std::string(what)
             + " reaches more than its text names, so it takes a role with all schemas, all "
               "tables and all columns.";
  return why;
}

/// What else changes nothing but names and relations.
bool only_renames(std::string_view node) noexcept {
  constexpr std::string_view nodes[] = {"CommentStmt", "DropStmt", "RenameStmt"};
  return std::ranges::find(nodes, node) != std::end(nodes);
}

bool changes_row_security(const facts& found) noexcept {
  constexpr std::string_view subtypes[]
    = {"AT_ChangeOwner", "AT_DisableRowSecurity", "AT_NoForceRowSecurity"};
  return std::ranges::any_of(found.notes, [&](const note& each) {
    return each.field == "subtype" && std::ranges::find(subtypes, each.value) != std::end(subtypes);
  });
}

/// Code could end the role's seat (RESET ROLE), or tell PostgreSQL of another caller (set_config).
bool leads_out(const statement_fact& statement, const facts& found) noexcept {
  const auto node = statement.kind->node;
  switch (statement.kind->family) {
  case statement_family::definition:
    return (!shows_its_relations(node) && !only_renames(node)) || changes_row_security(found);
  case statement_family::code:
    return node != "CallStmt";
  default:
    return false;
  }
}

problem refused_as_leading_out(const trial& of, const statement_fact& statement) {
  auto why = not_allowed(of, statement);
  why.hint = std::string(statement.kind->command)
             + " could change as whom your role's statements run, or what row security is told.";
  return why;
}

bool cascades(const facts& found) noexcept {
  return std::ranges::any_of(found.notes, [](const note& each) {
    return each.field == "behavior" && each.value == "DROP_CASCADE";
  });
}

bool names_itself(const rights& may, std::string_view operation) noexcept {
  return std::ranges::find(may.operations, operation) != may.operations.end();
}

bool always_allowed(const statement_fact& statement) noexcept {
  return statement.kind->family == statement_family::session && statement.owner == "DefElem";
}

verdict judge_statement(const trial& of, const statement_fact& statement) {
  const auto operation = operation_of(statement, of.found);
  if (of.may.confined() && leads_out(statement, of.found))
    return refused_as_leading_out(of, statement);
  switch (statement.kind->family) {
  case statement_family::query:
  case statement_family::show:
  case statement_family::explain:
  case statement_family::write:
  case statement_family::copy:
    return of.may.may(operation) ? verdict() : not_allowed(of, statement);
  case statement_family::definition:
  case statement_family::maintenance: {
    if (!of.may.may(operation))
      return not_allowed(of, statement);
    const bool shown = shows_its_relations(statement.kind->node) && !of.found.relations.empty();
    return shown || !is_bounded(of.may) ? verdict()
                                        : needs_everything(of, statement, statement.kind->command);
  }
  case statement_family::code:
    if (!of.may.may(operation))
      return not_allowed(of, statement);
    return names_itself(of.may, operation) || !is_bounded(of.may)
             ? verdict()
             : needs_everything(of, statement, statement.kind->command);
  default: // they outlive the call or change who runs it
    return always_allowed(statement) ? verdict() : not_allowed(of, statement);
  }
}

verdict judge_first_statement(const trial& of) {
  return judge_statement(of, of.found.statements.front());
}

verdict judge_other_statements(const trial& of) {
  for (const auto& statement : of.found.statements)
    if (auto why = judge_statement(of, statement))
      return why;
  if (cascades(of.found) && is_bounded(of.may))
    return needs_everything(of, of.found.statements.front(), "CASCADE");
  if (of.found.into && !of.may.may("create"))
    return denied_operation(of.may, "create");
  if (of.found.locking && !of.may.may("update"))
    return denied_operation(of.may, "update");
  return std::nullopt;
}

/// Without a schema it may be anywhere on the search path, but no schema has it for this role.
verdict judge_unqualified(const trial& of, std::string_view name) {
  const bool somewhere = std::ranges::any_of(
    of.may.tables, [&](const qualified_pattern& each) { return each.name.matches(name); });
  return somewhere ? verdict() : denied_relation(of.may, "public", name);
}

verdict judge_relations(const trial& of) {
  for (const auto& each : of.found.relations) {
    auto why = !each.database.empty() ? denied_schema(of.may, each.database)
               : each.schema.empty()  ? judge_unqualified(of, each.name)
                                      : denied_relation(of.may, each.schema, each.name);
    if (why)
      return of.at(std::move(*why), each.at);
  }
  return std::nullopt;
}

bool foreign(const rights& may, std::string_view schema) noexcept {
  return !schema.empty() && schema != "pg_catalog" && !may.reaches(schema);
}

verdict judge_functions(const trial& of) {
  for (const auto& each : of.found.functions) {
    const bool builtin = each.schema.empty() || each.schema == "pg_catalog";
    if (builtin && tells_of_the_catalog(each.name) && !grants_builtin(of.may, each.name))
      return of.at(denied_function(of.may, each.name), each.at);
    if (foreign(of.may, each.schema) && !of.may.calls(each.schema, each.name))
      return of.at(denied_schema(of.may, each.schema), each.at);
  }
  for (const auto& each : of.found.attributes)
    if (tells_of_the_catalog(each.name) && !grants_builtin(of.may, each.name))
      return of.at(denied_function(of.may, each.name), each.at);
  return std::nullopt;
}

verdict judge_operators(const trial& of) {
  for (const auto& each : of.found.operators)
    if (foreign(of.may, each.schema))
      return of.at(denied_schema(of.may, each.schema), each.at);
  return std::nullopt;
}

verdict judge_types(const trial& of) {
  for (const auto& each : of.found.types)
    if (foreign(of.may, each.schema))
      return of.at(denied_schema(of.may, each.schema), each.at);
  for (const auto& each : of.found.casts)
    if (names_an_object(each.type)
        && !(each.type == "regclass" && each.literal && read_name(*each.literal)))
      return of.at(denied_function(of.may, each.type), each.at);
  return std::nullopt;
}

/// No statement is no operation that anybody may.
problem nothing_to_allow(const rights& may, std::string_view text) {
  constexpr std::string_view blanks = " \t\n\r\f\v";
  const auto first = std::min(text.find_first_not_of(blanks), text.size());
  const auto end = std::min(text.find_first_of(blanks, first), text.size());
  auto why
    = denied_operation(may, text.substr(first, std::min(end - first, std::size_t{20})), false);
  why.detail = "There is no statement in the text: it is empty or only a comment.";
  return why;
}

} // namespace

bool is_bounded(const rights& may) noexcept {
  const auto every = [](const name_pattern& name) {
    return name.text() == "*";
  };
  return !std::ranges::any_of(may.schemas, every)
         || !std::ranges::any_of(may.tables,
                                 [&](const auto& each) { return !each.schema && every(each.name); })
         || !may.deny.empty() || !may.columns.empty();
}

bool grants_builtin(const rights& may, std::string_view function) noexcept {
  return std::ranges::any_of(may.functions, [&](const qualified_pattern& each) {
    return each.name.is_name() && each.matches("pg_catalog", function);
  });
}

std::optional<problem> denied(const facts& found, const rights& may, std::string_view text) {
  if (may.role.empty())
    return denied_without_role();
  if (found.starts.empty())
    return nothing_to_allow(may, text);
  const trial of{found, may, text};
  for (const auto judge : {judge_first_statement, judge_relations, judge_other_statements,
                           judge_functions, judge_operators, judge_types})
    if (auto why = judge(of))
      return why;
  return std::nullopt;
}

} // namespace howdah::sql
