#include "sql/judgement.hpp"

#include "core/ascii.hpp"
#include "core/denial.hpp"
#include "sql/command.hpp"
#include "sql/definitions.hpp"
#include "sql/functions.hpp"
#include "sql/permission.hpp"
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
  const rights* may;

  bool read_only() const noexcept { return mode == access_mode::read_only; }
  /// What a reader must not touch is refused.
  bool as_reader() const noexcept { return read_only() || may; }
  bool unrestricted() const noexcept { return mode == access_mode::unrestricted; }
};

problem at(problem why, const trial& of, location where) {
  why.position = character_position(of.text, where);
  return why;
}

std::string called(std::string_view schema, std::string_view name) {
  return schema.empty() ? std::string(name) : std::string(schema).append(".").append(name);
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
    const auto why = sets             ? std::optional(rule::session_control)
                     : of.as_reader() ? refused_relation(relation)
                                      : std::nullopt;
    if (why)
      return at(refusal(*why, of.mode, called(relation.schema, relation.name)), of, relation.at);
  }
  return std::nullopt;
}

/// Could end the role's seat, or tell PostgreSQL of another caller.
bool leads_out(std::optional<rule> why) noexcept {
  return why == rule::session_control || why == rule::sql_as_text || why == rule::role
         || why == rule::other_server;
}

/// Tells what whoever had the session before did in it.
bool looks_back(const function_verdict& judged) noexcept {
  return judged.read_only == rule::sequence && judged.leaves == effect::none;
}

std::optional<rule> rule_in(const trial& of, const function_verdict& judged,
                            std::string_view function) noexcept {
  if (of.may && (looks_back(judged) || (of.may->confined() && leads_out(judged.read_only))))
    return judged.read_only;
  if (of.read_only() || (of.may && !grants_builtin(*of.may, function)))
    return judged.read_only;
  return of.unrestricted() ? std::nullopt : judged.read_write;
}

/// A mode that lets others call it does not refuse it: the role does.
problem refused_function(const trial& of, rule why, std::string_view name,
                         const std::string& subject) {
  if (of.read_only() || !of.may)
    return refusal(why, of.mode, subject);
  auto out = denied_function(*of.may, name);
  out.rule = text_of(why).id;
  return out;
}

verdict judge_functions(const trial& of) {
  if (of.unrestricted() && !of.may)
    return std::nullopt;
  for (const auto& function : of.found.functions)
    if (const auto why = rule_in(of, judge_function(function), function.name)) {
      const auto name = called(function.schema, function.name);
      return at(refused_function(of, *why, name, name + "()"), of, function.at);
    }
  for (const auto& attribute : of.found.attributes)
    if (const auto why = rule_in(of, judge_attribute(attribute.name), attribute.name))
      return at(refused_function(of, *why, attribute.name,
                                 attribute.name + ", which may be a function here,"),
                of, attribute.at);
  return std::nullopt;
}

verdict judge_settings(const trial& of) {
  if (!of.as_reader())
    return std::nullopt;
  const auto* shown = of.found.find("VariableShowStmt", "name");
  if (shown && secret_setting(lower_case(shown->value)))
    return refusal(rule::server_setting, of.mode, "SHOW " + shown->value);
  for (const auto& function : of.found.functions)
    if (function.name == "current_setting"
        && (!function.literal || secret_setting(lower_case(*function.literal))))
      return at(refusal(rule::server_setting, of.mode,
                        "current_setting(" + function.literal.value_or("a computed name") + ")"),
                of, function.at);
  return std::nullopt;
}

} // namespace

std::optional<problem> refused(const facts& found, access_mode mode, std::string_view text,
                               const rights* may) {
  if (may)
    if (auto why = denied(found, *may, text))
      return why;
  if (found.starts.size() != 1)
    return not_one_statement(found, mode, text);
  if (found.bad_parameter)
    return refusal(rule::parameter_number, mode, "The statement");
  const trial of{found, mode, text, may};
  for (const auto judge :
       {judge_statements, judge_clauses, judge_relations, judge_functions, judge_settings})
    if (auto why = judge(of))
      return why;
  return refused_definition(found, mode);
}

} // namespace howdah::sql
