#include "sql/secret_columns.hpp"

#include "sql/tree.hpp"

#include <algorithm>
#include <vector>

namespace howdah::sql {

namespace {

using rapidjson::Value;

struct entry {
  std::string_view relation; ///< of pg_catalog
  std::string_view column;
};
constexpr entry secrets[]
  = {{"pg_db_role_setting", "setconfig"}, {"pg_foreign_data_wrapper", "fdwoptions"},
     {"pg_foreign_server", "srvoptions"}, {"pg_foreign_table", "ftoptions"},
     {"pg_stat_activity", "query"},       {"pg_stat_wal_receiver", "conninfo"}};

const entry* entry_of(std::string_view schema, std::string_view name) noexcept {
  if (!schema.empty() && schema != "pg_catalog")
    return nullptr;
  const auto* found = std::ranges::find(secrets, name, &entry::relation);
  return found == std::end(secrets) ? nullptr : found;
}

/// A relation of the table where the statement names it.
struct use {
  entry of;
  std::string_view alias; ///< or its own name
};

class search {
public:
  explicit search(const Value& tree) { collect(tree); }

  std::optional<secret_column> in(const Value& node) const {
    if (node.IsArray())
      for (const auto& each : node.GetArray())
        if (auto found = in(each))
          return found;
    if (node.IsObject())
      for (const auto& member : node.GetObject())
        if (auto found
            = in_member({member.name.GetString(), member.name.GetStringLength()}, member.value))
          return found;
    return std::nullopt;
  }

private:
  void collect(const Value& node) {
    if (node.IsArray())
      for (const auto& each : node.GetArray())
        collect(each);
    if (!node.IsObject())
      return;
    for (const auto& member : node.GetObject()) {
      if (std::string_view(member.name.GetString()) == "RangeVar")
        note(member.value);
      collect(member.value);
    }
  }

  void note(const Value& relation) {
    const auto name = text_of(relation, "relname");
    const auto* of = entry_of(text_of(relation, "schemaname"), name);
    if (!of)
      return;
    const auto* alias = find(relation, "alias");
    uses_.push_back({*of, alias ? text_of(*alias, "aliasname") : name});
  }

  std::optional<secret_column> in_member(std::string_view name, const Value& node) const {
    if (name == "RangeVar" && renames(node))
      return found_at(node);
    if (name == "A_Star" || (name == "isNatural" && node.IsTrue()))
      return found_at(node);
    if (name == "String")
      if (const auto* named = named_by(text_of(node, "sval")))
        return secret_column{named->of.relation, named->of.column};
    if (name == "ColumnRef")
      if (auto found = in_column(node))
        return found;
    return in(node);
  }

  /// A list of column names behind the alias hides which is which.
  static bool renames(const Value& relation) {
    const auto* alias = find(relation, "alias");
    return alias && find(*alias, "colnames")
           && entry_of(text_of(relation, "schemaname"), text_of(relation, "relname"));
  }

  /// The last part of a name: the column, or the relation as a whole row.
  std::optional<secret_column> in_column(const Value& column) const {
    const auto last = last_name(column, "fields");
    const auto whole = std::ranges::find(uses_, last, &use::alias);
    const auto* named = named_by(last);
    const auto* hit = whole != uses_.end() ? &*whole : named;
    if (!hit)
      return std::nullopt;
    return secret_column{hit->of.relation, hit->of.column, location_of(column)};
  }

  const use* named_by(std::string_view column) const {
    const auto found
      = std::ranges::find_if(uses_, [&](const use& each) { return each.of.column == column; });
    return found == uses_.end() ? nullptr : &*found;
  }

  static location location_of(const Value& node) {
    const auto* at = find(node, "location");
    return at ? at->GetInt() : 0;
  }

  std::optional<secret_column> found_at(const Value& node) const {
    const auto& first = uses_.front();
    return secret_column{first.of.relation, first.of.column,
                         node.IsObject() && find(node, "location") ? location_of(node) : -1};
  }

  std::vector<use> uses_;
};

} // namespace

bool has_secret_column(const relation_fact& named) noexcept {
  return entry_of(named.schema, named.name) != nullptr;
}

std::optional<secret_column> secret_column_read(const Value& tree) {
  return search(tree).in(tree);
}

} // namespace howdah::sql
