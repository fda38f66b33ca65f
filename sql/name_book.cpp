#include "sql/name_book.hpp"

#include "core/denial.hpp"
#include "sql/refusal.hpp"
#include "sql/restricted_columns.hpp"
#include "sql/routines.hpp"
#include "sql/settings_read.hpp"
#include "sql/text.hpp"

#include <algorithm>
#include <map>
#include <string_view>
#include <utility>

namespace howdah::sql {

namespace {

/// Bytes of statements whose verdicts are remembered.
constexpr std::size_t most_remembered = std::size_t{4} << 20;

/// A view does what a reader may, whoever made it; it may be longer than a caller's statement.
policy for_views(policy rules) {
  rules.mode = access_mode::read_only;
  rules.statement_bytes = std::size_t{1} << 20;
  return rules;
}

problem at(problem why, const admitted_statement& statement, int where) {
  why.position = character_position(statement.text(), where);
  return why;
}

/// Places and rewrites are of a text that the caller did not write.
problem inside(problem why, const std::string& what) {
  why.message = what + why.message;
  why.position.reset();
  why.rewrite.clear();
  return why;
}

problem refused_settings(const relation_use& use, access_mode mode) {
  auto why = refusal(rule::server_setting, mode,
                     use.shown ? "SHOW ALL" : "Reading the values of pg_settings");
  why.hint
    = "Say which: WHERE name IN ('work_mem', …), or SHOW work_mem. To a login that is not a "
      "member of pg_read_all_settings PostgreSQL shows no secrets there, so it may read all.";
  return why;
}

/// What is denied by name is denied in parts.
bool is_part_of_denied(const known_relation& known, const rights& may) noexcept {
  return std::ranges::any_of(known.ancestors, [&](const relation_name& of) {
    return std::ranges::any_of(may.deny,
                               [&](const auto& each) { return each.matches(of.schema, of.name); });
  });
}

} // namespace

name_book::name_book(const policy& rules) : views_(for_views(rules)), mode_(rules.mode) {
}

std::set<std::string> name_book::unknown(const admitted_statement& statement, moment oldest) const {
  std::set<std::string> names;
  visited seen;
  collect(statement, oldest, names, seen);
  return names;
}

void name_book::collect(const admitted_statement& statement, moment oldest,
                        std::set<std::string>& unknown, visited& seen) const {
  if (!seen.insert({&statement, nullptr}).second)
    return;
  const auto fresh = [&](const std::string& name) -> const entry* {
    const auto known = known_.find(name);
    if (known != known_.end() && known->second.asked >= oldest)
      return &known->second;
    unknown.insert(name);
    return nullptr;
  };
  for (const auto& use : statement.uses())
    fresh(use.name);
  for (const auto& use : statement.relations())
    if (const auto* known = fresh(use.name))
      for (const auto& each : known->relations)
        if (each.query && *each.query)
          collect(***each.query, oldest, unknown, seen);
}

bool name_book::entry::says_the_same(const entry& as) const {
  return routines == as.routines
         && std::ranges::equal(relations, as.relations, [](const relation& one, const auto& other) {
              return static_cast<const known_relation&>(one) == other;
            });
}

void name_book::learn(const std::set<std::string>& names, const known_names& found, moment when) {
  std::map<std::string_view, entry> told;
  for (const auto& name : names)
    told[name].asked = when;
  for (const auto& each : found.routines)
    if (const auto at = told.find(each.name); at != told.end())
      at->second.routines.push_back(each);
  for (const auto& each : found.relations)
    if (const auto at = told.find(each.name); at != told.end())
      at->second.relations.push_back({each});
  for (auto& [name, now] : told)
    keep(std::string(name), std::move(now));
}

void name_book::keep(const std::string& name, entry now) {
  auto& known = known_[name];
  if (known.says_the_same(now)) {
    known.asked = now.asked;
    return;
  }
  forget_verdicts();
  for (auto& each : now.relations)
    if (each.definition)
      each.query = views_.judge(*each.definition);
  known = std::move(now);
}

void name_book::clear() {
  known_.clear();
  forget_verdicts();
}

void name_book::forget_verdicts() {
  verdicts_.clear();
  remembered_bytes_ = 0;
}

const name_book::relation* name_book::find(const relation_use& use, bool type) const {
  const relation* found = nullptr;
  for (const auto& each : known_.at(use.name).relations) {
    if (each.checked_type != type)
      continue;
    if (use.schema == each.schema)
      return &each;
    if (use.schema.empty() && each.place > 0 && (!found || each.place < found->place))
      found = &each;
  }
  return found;
}

std::set<relation_name> name_book::reached(const admitted_statement& statement) const {
  std::set<relation_name> all;
  reach(statement, all);
  return all;
}

void name_book::reach(const admitted_statement& statement, std::set<relation_name>& all) const {
  for (const auto& use : statement.relations())
    if (const auto* known = find(use))
      if (all.insert({known->schema, known->name}).second && known->query && *known->query)
        reach(***known->query, all);
}

result<admitted_ptr> name_book::judged(const admitted_ptr& statement) {
  if (const auto known = verdicts_.find(statement.get()); known != verdicts_.end())
    return known->second.reached;
  if (remembered_bytes_ > most_remembered)
    forget_verdicts();
  remembered_bytes_ += statement->text().size() + sizeof(verdict) + sizeof(problem);
  auto reached = judge_anew(statement);
  verdicts_.emplace(statement.get(), verdict{statement, reached});
  return reached;
}

result<admitted_ptr> name_book::judge_anew(const admitted_ptr& statement) const {
  visited seen;
  const auto* may = statement->may().get();
  if (auto why = judge(*statement, may, seen))
    return refuse(std::move(*why));
  const auto restricted
    = may ? restricted_in(*statement, *may) : std::vector<restricted_relation>();
  if (restricted.empty())
    return statement;
  result_mask mask;
  HOWDAH_TRY(mask.columns, columns_to_mask(statement->text(), restricted, *may));
  for (const auto& use : statement->relations())
    if (const auto* known = find(use))
      mask.relations.push_back(known->oid);
  return mask.empty() ? statement : guard::masking(*statement, std::move(mask));
}

std::optional<problem> name_book::judge(const admitted_statement& statement, const rights* may,
                                        visited& seen) const {
  if (!seen.insert({&statement, may}).second)
    return std::nullopt;
  for (const auto& use : statement.relations()) {
    auto why = judge_relation(use, may, seen);
    if (!why && use.as_type)
      why = judge_type(use, may, seen);
    if (why)
      return at(std::move(*why), statement, use.at);
    const auto* known = find(use);
    if (known && known->shows_secrets && !use.as_type
        && (use.shown || reads_secret_settings(statement.text())))
      return at(refused_settings(use, mode_), statement, use.at);
  }
  for (const auto& use : statement.uses())
    if (auto why = refused_use(use, known_.at(use.name).routines, mode_, may))
      return at(std::move(*why), statement, use.at);
  return std::nullopt;
}

std::optional<problem> name_book::judge_relation(const relation_use& use, const rights* may,
                                                 visited& seen) const {
  const auto* known = find(use);
  if (!known && use.as_type)
    return std::nullopt;
  const auto& schema = known ? known->schema : use.schema;
  if (may && !use.shown && !(known && known->schema.starts_with("pg_temp_")))
    if (auto why = denied_relation(*may, schema.empty() ? "public" : schema, use.name))
      return why;
  if (may && known && is_part_of_denied(*known, *may))
    return denied_table(*may, schema, use.name);
  if (!known || use.as_type || !known->query)
    return std::nullopt;
  const bool given = may && may->names(known->schema, known->name);
  return judge_view(*known, given ? nullptr : may, seen);
}

std::optional<problem> name_book::judge_view(const relation& view, const rights* may,
                                             visited& seen) const {
  auto why = *view.query ? judge(***view.query, may, seen) : std::optional((*view.query).error());
  if (!why && may)
    if (const auto restricted = restricted_in(***view.query, *may); !restricted.empty())
      why = touched((**view.query)->text(), restricted, *may);
  if (!why)
    return std::nullopt;
  if (why->code == errc::access_denied) // what the view reads must not be named
    return denied_table(*may, view.schema, view.name);
  return inside(std::move(*why),
                "The view " + view.schema + '.' + view.name + " is refused for what it does: ");
}

std::optional<problem> name_book::judge_type(const relation_use& use, const rights* may,
                                             visited& seen) const {
  const auto* type = find(use, true);
  if (!type)
    return std::nullopt;
  auto why
    = *type->query ? judge(***type->query, nullptr, seen) : std::optional((*type->query).error());
  if (!why)
    return std::nullopt;
  if (may) // what the checks call must not be named
    return denied_table(*may, type->schema, type->name);
  return inside(std::move(*why), "The type " + type->schema + '.' + type->name
                                   + " is refused for what its checks do: ");
}

std::vector<restricted_relation> name_book::restricted_in(const admitted_statement& statement,
                                                          const rights& may) const {
  std::vector<restricted_relation> restricted;
  for (const auto& use : statement.relations()) {
    const auto* known = find(use);
    if (known && is_restricted(*known, may))
      restricted.push_back(restricted_relation::of(use, *known, may));
  }
  return restricted;
}

} // namespace howdah::sql
