#include "sql/routines.hpp"

#include "core/denial.hpp"
#include "sql/identifier.hpp"
#include "sql/refusal.hpp"

#include <algorithm>
#include <set>
#include <string_view>
#include <tuple>
#include <utility>

namespace howdah::sql {

namespace {

/// Volatile in their extensions, because each call gives another value, and harmless.
struct exception {
  std::string_view extension;
  std::string_view name;
};
constexpr exception harmless[]
  = {{"pgcrypto", "gen_random_bytes"},  {"pgcrypto", "gen_random_uuid"},
     {"pgcrypto", "gen_salt"},          {"tablefunc", "normal_rand"},
     {"uuid-ossp", "uuid_generate_v1"}, {"uuid-ossp", "uuid_generate_v1mc"},
     {"uuid-ossp", "uuid_generate_v4"}};

bool is_harmless(const routine& known) noexcept {
  return std::ranges::any_of(harmless, [&](const exception& each) {
    return each.extension == known.extension && each.name == known.name;
  });
}

bool may_mean(const routine_use& use, const routine& known) noexcept {
  const bool reached = use.schema.empty() ? known.on_path : use.schema == known.schema;
  return use.kind == known.kind && reached && known.least <= use.arguments
         && use.arguments <= known.most;
}

std::optional<rule> rule_for(const routine& known, access_mode mode, bool named) noexcept {
  if (known.as_owner && !named)
    return rule::owner_rights;
  const bool writes = known.may_write && !is_harmless(known);
  return writes && (mode == access_mode::read_only || !named)
           ? std::optional(rule::volatile_routine)
           : std::nullopt;
}

std::string subject_of(const routine& known) {
  const auto name = known.schema + "." + known.name;
  switch (known.kind) {
  case routine_kind::function:
    return name + "()";
  case routine_kind::operation:
    return "Operator " + name;
  case routine_kind::cast:
    return "The cast to " + name;
  }
  return name;
}

/// Statements that take a relation as a whole.
bool moves_more_than_rows(std::string_view owner) noexcept {
  constexpr std::string_view rows_only[]
    = {"DeleteStmt",       "InsertStmt",  "JoinExpr",   "LockingClause", "MergeStmt",
       "RangeTableSample", "RangeTblRef", "SelectStmt", "TruncateStmt",  "UpdateStmt"};
  return std::ranges::find(rows_only, owner) == std::end(rows_only);
}

/// Collects uses, each once.
class collection {
public:
  void add(routine_use use) {
    if (use.schema != "pg_catalog" || use.kind == routine_kind::cast)
      if (seen_.emplace(use.kind, use.schema, use.name, use.arguments).second)
        uses_.push_back(std::move(use));
  }
  std::vector<routine_use> take() { return std::move(uses_); }

private:
  std::set<std::tuple<routine_kind, std::string, std::string, int>> seen_;
  std::vector<routine_use> uses_;
};

} // namespace

std::vector<routine_use> uses_in(const facts& found) {
  collection uses;
  for (const auto& each : found.functions)
    uses.add({routine_kind::function, each.schema, each.name, each.arguments, each.at});
  for (const auto& each : found.attributes) // of a row: a column, or a function of the row
    uses.add({routine_kind::function, {}, each.name, 1, each.at});
  for (const auto& each : found.operators)
    uses.add({routine_kind::operation, each.schema, each.name, 2, each.at});
  for (const auto& each : found.casts)
    uses.add({routine_kind::cast, each.schema, each.type, 1, each.at});
  return uses.take();
}

std::vector<relation_use> relations_in(const facts& found) {
  std::vector<relation_use> uses;
  for (const auto& each : found.relations)
    uses.push_back({.schema = each.schema,
                    .name = each.name,
                    .defined = !each.owner.empty() && moves_more_than_rows(each.owner),
                    .at = each.at});
  if (const auto* shown = found.find("VariableShowStmt", "name"); shown && shown->value == "all")
    uses.push_back({.schema = "pg_catalog", .name = "pg_settings", .shown = true});
  for (const auto& each : found.types)
    if (each.schema != "pg_catalog")
      uses.push_back({.schema = each.schema, .name = each.name, .as_type = true, .at = each.at});
  for (const auto& each : found.casts)
    if (const auto name
        = each.type == "regclass" && each.literal ? read_name(*each.literal) : std::nullopt)
      uses.push_back({.schema = name->schema, .name = name->name, .as_type = true, .at = each.at});
  return uses;
}

std::optional<problem> refused_use(const routine_use& use, std::span<const routine> of_that_name,
                                   access_mode mode, const rights* may) {
  for (const auto& known : of_that_name) {
    if (!may_mean(use, known))
      continue;
    const bool named = may && may->calls(known.schema, known.name);
    if (may && !named && known.extension.empty())
      return denied_function(*may, known.schema + '.' + known.name);
    if (const auto why = rule_for(known, mode, named))
      return refusal(*why, access_mode::read_only, subject_of(known));
  }
  return std::nullopt;
}

} // namespace howdah::sql
