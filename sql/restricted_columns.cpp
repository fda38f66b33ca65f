#include "sql/restricted_columns.hpp"

#include "core/denial.hpp"
#include "sql/column_search.hpp"
#include "sql/parse.hpp"
#include "sql/text.hpp"

#include <rapidjson/document.h>

namespace howdah::sql {

namespace {

std::string listed(const std::vector<std::string>& names) {
  std::string out;
  for (const auto& name : names)
    out += (out.empty() ? "" : ", ") + name;
  return out;
}

std::vector<guarded_relation> guarded_by(std::span<const restricted_relation> restricted) {
  std::vector<guarded_relation> all;
  for (const auto& each : restricted)
    if (!each.hidden.empty())
      all.push_back({each.schema, each.name, {each.hidden.begin(), each.hidden.end()}});
  return all;
}

problem denial(const restricted_relation& of, std::string_view column, const rights& may) {
  auto why = denied_column(may, of.name, column);
  if (!of.open.empty())
    why.hint
      = "Name the columns that you want; of " + of.name + " you may read " + listed(of.open) + '.';
  return why;
}

} // namespace

restricted_relation restricted_relation::of(const relation_use& use, const known_relation& known,
                                            const rights& may) {
  restricted_relation out{.schema = use.schema, .name = use.name, .defined = use.defined};
  for (const auto& column : known.columns)
    if (!column.empty())
      (may.access(known.schema, known.name, column) == column_access::open ? out.open : out.hidden)
        .push_back(column);
  return out;
}

std::optional<problem> denied_columns(const std::string& text,
                                      std::span<const restricted_relation> restricted,
                                      const rights& may) {
  for (const auto& each : restricted)
    if (each.defined && !each.hidden.empty())
      return denial(each, each.hidden.front(), may);
  const auto guarded = guarded_by(restricted);
  if (guarded.empty())
    return std::nullopt;
  const auto parsed = parse_tree::of(text);
  if (!parsed)
    return parsed.error();
  rapidjson::Document tree;
  tree.ParseInsitu<rapidjson::kParseIterativeFlag>(parsed->json());
  const auto hit = touched_column(tree, guarded);
  if (!hit)
    return std::nullopt;
  for (const auto& each : restricted)
    if (each.name == hit->of->name && each.schema == hit->of->schema) {
      auto why = denial(each, hit->column, may);
      why.position = character_position(text, hit->at);
      return why;
    }
  return denied_column(may, hit->of->name, hit->column);
}

} // namespace howdah::sql
