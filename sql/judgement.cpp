#include "sql/judgement.hpp"

#include "sql/definitions.hpp"
#include "sql/functions.hpp"
#include "sql/refusal.hpp"
#include "sql/relations.hpp"
#include "sql/several.hpp"
#include "sql/text.hpp"

#include <algorithm>
#include <string>

namespace howdah::sql {

namespace {

using verdict = std::optional<problem>;

struct trial {
  const facts& found;
  access_mode mode;
  std::string_view text;

  bool read_only() const noexcept { return mode == access_mode::read_only; }
  bool unrestricted() const noexcept { return mode == access_mode::unrestricted; }
};

problem at(problem why, const trial& of, location where) {
  why.position = character_position(of.text, where);
  return why;
}

std::string called(std::string_view schema, std::string_view name) {
  return schema.empty() ? std::string(name) : std::string(schema).append(".").append(name);
}

/// BEGIN, COMMIT PREPARED and so on, which are one node of the grammar, as VACUUM and ANALYZE are.
std::string command_of(const statement_fact& statement, const facts& found) {
  const auto node = statement.kind->node;
  if (node == "VacuumStmt")
    return found.find(node, "is_vacuumcmd") ? "VACUUM" : "ANALYZE";
  const auto* kind = found.find("TransactionStmt", "kind");
  constexpr std::string_view prefix = "TRANS_STMT_";
  if (node != "TransactionStmt" || !kind || !kind->value.starts_with(prefix))
    return std::string(statement.kind->command);
  auto out = kind->value.substr(prefix.size());
  std::ranges::replace(out, '_', ' ');
  return out;
}

std::string subject_of(const statement_fact& statement, const facts& found) {
  auto out = command_of(statement, found);
  if (statement.owner == "CommonTableExpr")
    return out + " inside WITH";
  if (const auto* around = find_statement(statement.owner))
    return out.append(" inside ").append(around->command);
  return out;
}

/// Where a statement is, which the tree only tells of the relation that it writes.
location place_of(const statement_fact& statement, const facts& found) noexcept {
  const auto target = std::ranges::find_if(found.relations, [&](const relation_fact& r) {
    return r.written && r.owner == statement.kind->node;
  });
  return target == found.relations.end() || statement.owner.empty() ? -1 : target->at;
}

location place_of_into(const facts& found) noexcept {
  const auto target = std::ranges::find(found.relations, "IntoClause", &relation_fact::owner);
  return target == found.relations.end() ? -1 : target->at;
}

/// `SET` of a function's definition says how that function runs.
bool part_of_definition(const statement_fact& statement) noexcept {
  return statement.kind->family == statement_family::session && statement.owner == "DefElem";
}

verdict judge_statements(const trial& of) {
  for (const auto& statement : of.found.statements) {
    const auto why = refused_by(statement.kind->family, of.mode);
    if (why && !part_of_definition(statement))
      return at(statement_refusal(*why, of.mode, subject_of(statement, of.found)), of,
                place_of(statement, of.found));
  }
  return std::nullopt;
}

verdict judge_clauses(const trial& of) {
  if (!of.read_only())
    return std::nullopt;
  if (of.found.into)
    return at(statement_refusal(rule::select_into, of.mode, "SELECT INTO"), of,
              place_of_into(of.found));
  if (of.found.locking)
    return statement_refusal(rule::row_lock, of.mode, "SELECT FOR UPDATE/SHARE");
  return std::nullopt;
}

verdict judge_relations(const trial& of) {
  for (const auto& relation : of.found.relations) {
    const bool sets = relation.written && relation.name == "pg_settings" && !of.unrestricted();
    const auto why = of.read_only() ? refused_relation(relation)
                     : sets         ? std::optional(rule::session_control)
                                    : std::nullopt;
    if (why)
      return at(refusal(*why, of.mode, called(relation.schema, relation.name)), of, relation.at);
  }
  return std::nullopt;
}

std::optional<rule> rule_in(access_mode mode, const function_verdict& judged) noexcept {
  return mode == access_mode::read_only ? judged.read_only : judged.read_write;
}

verdict judge_functions(const trial& of) {
  if (of.unrestricted())
    return std::nullopt;
  for (const auto& function : of.found.functions)
    if (const auto why = rule_in(of.mode, judge_function(function)))
      return at(refusal(*why, of.mode, called(function.schema, function.name) + "()"), of,
                function.at);
  for (const auto& attribute : of.found.attributes)
    if (const auto why = rule_in(of.mode, judge_attribute(attribute.name)))
      return at(refusal(*why, of.mode, attribute.name + ", which may be a function here,"), of,
                attribute.at);
  return std::nullopt;
}

std::string lower(std::string_view text) {
  std::string out(text);
  std::ranges::transform(out, out.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? char(c + 32) : c; });
  return out;
}

verdict judge_settings(const trial& of) {
  if (!of.read_only())
    return std::nullopt;
  const auto* shown = of.found.find("VariableShowStmt", "name");
  if (shown && secret_setting(lower(shown->value)))
    return refusal(rule::server_setting, of.mode, "SHOW " + shown->value);
  for (const auto& function : of.found.functions)
    if (function.name == "current_setting"
        && (!function.literal || secret_setting(lower(*function.literal))))
      return at(refusal(rule::server_setting, of.mode,
                        "current_setting(" + function.literal.value_or("a computed name") + ")"),
                of, function.at);
  return std::nullopt;
}

} // namespace

std::optional<problem> refused(const facts& found, access_mode mode, std::string_view text) {
  if (found.starts.size() != 1)
    return not_one_statement(found, mode, text);
  if (found.bad_parameter)
    return refusal(rule::parameter_number, mode, "The statement");
  const trial of{found, mode, text};
  for (const auto judge :
       {judge_statements, judge_clauses, judge_relations, judge_functions, judge_settings})
    if (auto why = judge(of))
      return why;
  return refused_definition(found, mode);
}

} // namespace howdah::sql
