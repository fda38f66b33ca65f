#include "sql/restricted_columns.hpp"

#include "core/ascii.hpp"
#include "core/denial.hpp"
#include "sql/column_search.hpp"
#include "sql/plain_outputs.hpp"
#include "sql/text.hpp"
#include "sql/tree_document.hpp"

#include <algorithm>
#include <initializer_list>
#include <string_view>
#include <utility>

namespace howdah::sql {

namespace {

std::string listed(const std::vector<std::string>& names) {
  std::string out;
  for (const auto& name : names)
    out += (out.empty() ? "" : ", ") + name;
  return out;
}

/// Columns of the relations that `which` picks.
std::vector<guarded_relation>
guarded_by(std::span<const restricted_relation> restricted,
           std::initializer_list<std::vector<std::string> restricted_relation::*> which) {
  std::vector<guarded_relation> all;
  for (const auto& each : restricted) {
    guarded_relation next{each.schema, each.name, {}};
    for (const auto list :
         {&restricted_relation::open, &restricted_relation::hidden, &restricted_relation::masked}) {
      const bool picked = std::ranges::find(which, list) != which.end();
      auto& to = picked ? next.columns : next.open;
      to.insert(to.end(), (each.*list).begin(), (each.*list).end());
    }
    if (!next.columns.empty())
      all.push_back(std::move(next));
  }
  return all;
}

bool mentions(std::string_view text, std::string_view name) {
  return lower_case(text).find(lower_case(name)) != std::string::npos;
}

/// Whoever asked for a whole row need not have known that the hidden column is there.
problem denial(const restricted_relation& of, std::string_view column, const rights& may,
               std::string_view text) {
  const bool unnamed
    = std::ranges::find(of.hidden, column) != of.hidden.end() && !mentions(text, column);
  auto why = unnamed ? denied_whole_row(may, of.name) : denied_column(may, of.name, column);
  if (std::ranges::find(of.masked, column) != of.masked.end())
    why.hint = "It is masked: select it as it is, without sorting, grouping or computing by it.";
  else if (!of.open.empty())
    why.hint
      = "Name the columns that you want; of " + of.name + " you may read " + listed(of.open) + '.';
  return why;
}

problem denial(const column_hit& hit, std::span<const restricted_relation> restricted,
               const rights& may, const std::string& text) {
  const auto of = std::ranges::find_if(restricted, [&](const restricted_relation& each) {
    return each.name == hit.of->name && each.schema == hit.of->schema;
  });
  auto why = of == restricted.end() ? denied_column(may, hit.of->name, hit.column)
                                    : denial(*of, hit.column, may, text);
  why.position = character_position(text, hit.at);
  return why;
}

/// Whatever is done to the relation as a whole is done to its columns.
std::optional<problem> defined(std::span<const restricted_relation> restricted, const rights& may,
                               std::string_view text) {
  for (const auto& each : restricted)
    if (each.defined && !(each.hidden.empty() && each.masked.empty()))
      return denial(each, each.hidden.empty() ? each.masked.front() : each.hidden.front(), may,
                    text);
  return std::nullopt;
}

} // namespace

column_access access_to(const known_relation& known, std::string_view column,
                        const rights& may) noexcept {
  auto found = may.access(known.schema, known.name, column);
  for (const auto& each : known.ancestors)
    found = std::max(found, may.access(each.schema, each.name, column));
  return found;
}

bool is_restricted(const known_relation& known, const rights& may) noexcept {
  return may.restricts(known.schema, known.name)
         || std::ranges::any_of(known.ancestors, [&](const relation_name& each) {
              return may.restricts(each.schema, each.name);
            });
}

restricted_relation restricted_relation::of(const relation_use& use, const known_relation& known,
                                            const rights& may) {
  restricted_relation out{.schema = use.schema, .name = use.name, .defined = use.defined};
  int number = 0;
  for (const auto& column : known.columns) {
    ++number;
    if (column.empty())
      continue;
    const auto access = access_to(known, column, may);
    (access == column_access::open     ? out.open
     : access == column_access::hidden ? out.hidden
                                       : out.masked)
      .push_back(column);
    if (access == column_access::masked)
      out.origins.push_back({known.oid, number});
  }
  return out;
}

std::optional<problem> touched(const std::string& text,
                               std::span<const restricted_relation> restricted, const rights& may) {
  if (auto why = defined(restricted, may, text))
    return why;
  const auto guarded
    = guarded_by(restricted, {&restricted_relation::hidden, &restricted_relation::masked});
  if (guarded.empty())
    return std::nullopt;
  auto tree = tree_document::of(text);
  if (!tree)
    return tree.error();
  const auto hit = touched_column(tree->root(), guarded);
  return hit ? std::optional(denial(*hit, restricted, may, text)) : std::nullopt;
}

result<std::vector<column_origin>> columns_to_mask(const std::string& text,
                                                   std::span<const restricted_relation> restricted,
                                                   const rights& may) {
  if (auto why = defined(restricted, may, text))
    return refuse(std::move(*why));
  const auto hidden = guarded_by(restricted, {&restricted_relation::hidden});
  const auto masked = guarded_by(restricted, {&restricted_relation::masked});
  std::vector<column_origin> origins;
  if (hidden.empty() && masked.empty())
    return origins;
  HOWDAH_TRY(auto tree, tree_document::of(text));
  if (const auto hit = touched_column(tree.root(), hidden))
    return refuse(denial(*hit, restricted, may, text));
  take_plain_outputs(tree.root(), masked);
  if (const auto hit = touched_column(tree.root(), masked))
    return refuse(denial(*hit, restricted, may, text));
  for (const auto& each : restricted)
    origins.insert(origins.end(), each.origins.begin(), each.origins.end());
  return origins;
}

} // namespace howdah::sql
