#include "tools/table_reading.hpp"

#include "mcp/document.hpp"
#include "sql/restricted_columns.hpp"

#include <cstdint>
#include <map>
#include <string_view>

namespace howdah::tools {

namespace {

constexpr std::string_view mark = "'***'::pg_catalog.text";

void append(std::string& list, std::string_view item) {
  list.append(list.empty() ? "" : ", ").append(item);
}

/// What is read of a relation, and in what order.
struct selection {
  std::string columns;
  std::string by_key;
  std::string by_all;
};

/// The relation, as far as a role's rules of columns go.
std::optional<sql::known_relation> known_by_rules(const table_order& found,
                                                  const table_uri& names) {
  sql::known_relation out{.schema = names.schema, .name = names.table};
  mcp::document list;
  if (list.load(found.ancestors.value_or("")))
    return std::nullopt;
  for (const auto each : list.root().elements())
    out.ancestors.push_back({std::string(each.at(0).string().value_or("")),
                             std::string(each.at(1).string().value_or(""))});
  return out;
}

selection open_columns(const table_order& found, const sql::known_relation& known,
                       const rights& may) {
  mcp::document list;
  selection out;
  if (list.load(*found.columns))
    return out;
  std::map<std::int64_t, std::string> key;
  for (const auto each : list.root().elements()) {
    const auto name = each.at(0).string().value_or("");
    const std::string quoted(each.at(1).string().value_or(""));
    const auto access = sql::access_to(known, name, may);
    if (access == column_access::hidden)
      continue;
    if (access == column_access::masked) {
      append(out.columns, std::string(mark) + " AS " + quoted);
      continue;
    }
    append(out.columns, quoted);
    if (const auto order = each.at(2).string())
      append(out.by_all, *order);
    if (const auto place = each.at(3).integer())
      key.emplace(*place, quoted);
  }
  if (key.size() == found.key_columns)
    for (const auto& [place, quoted] : key)
      append(out.by_key, quoted);
  return out;
}

std::string select(std::string_view columns, const table_order& found, std::string_view order,
                   std::string_view most_rows) {
  auto text = "SELECT " + std::string(columns) + (columns.empty() ? "FROM " : " FROM ");
  text += found.relation;
  if (!order.empty())
    text.append(" ORDER BY ").append(order);
  return text.append(" LIMIT ").append(most_rows);
}

} // namespace

std::string table_reading(const table_order& found, const table_uri& names, const rights* may,
                          std::string_view most_rows) {
  if (!may)
    return select("*", found, found.order, most_rows);
  const auto known = known_by_rules(found, names);
  if (known && !sql::is_restricted(*known, *may))
    return select("*", found, found.order, most_rows);
  const auto open = known ? open_columns(found, *known, *may) : selection();
  return select(open.columns, found, open.by_key.empty() ? open.by_all : open.by_key, most_rows);
}

} // namespace howdah::tools
