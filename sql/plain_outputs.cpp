#include "sql/plain_outputs.hpp"

#include "sql/tree.hpp"

#include <algorithm>
#include <set>
#include <string_view>

namespace howdah::sql {

namespace {

using rapidjson::Value;

Value* member(Value& node, const char* field) {
  if (!node.IsObject())
    return nullptr;
  const auto found = node.FindMember(field);
  return found == node.MemberEnd() ? nullptr : &found->value;
}

/// The query that the text is, unless it sets, groups or filters its own rows.
Value* simple_query(rapidjson::Document& tree) {
  auto* statements = member(tree, "stmts");
  if (!statements || !statements->IsArray() || statements->Size() != 1)
    return nullptr;
  auto* statement = member((*statements)[0], "stmt");
  auto* query = statement ? member(*statement, "SelectStmt") : nullptr;
  if (!query || text_of(*query, "op") != "SETOP_NONE")
    return nullptr;
  for (const auto* field : {"distinctClause", "groupClause", "havingClause", "intoClause"})
    if (find(*query, field))
      return nullptr;
  return query;
}

/// A column or a star, and nothing computed from it.
bool shows(const Value& target, std::span<const guarded_relation> masked) {
  const auto* inner = find(target, "ResTarget");
  const auto* value = inner ? find(*inner, "val") : nullptr;
  const auto* column = value ? find(*value, "ColumnRef") : nullptr;
  const auto* fields = column ? find(*column, "fields") : nullptr;
  if (!fields || !fields->IsArray() || fields->Empty())
    return false;
  if (find((*fields)[fields->Size() - 1], "A_Star"))
    return true;
  const auto name = last_name(*column, "fields");
  return std::ranges::any_of(masked, [&](const guarded_relation& each) {
    return std::ranges::find(each.columns, name) != each.columns.end();
  });
}

/// Sorting by an output's place or new name is sorting by its values.
bool sorts_by_output(const Value& query, const std::set<std::string_view>& renamed) {
  const auto* list = find(query, "sortClause");
  if (!list)
    return false;
  return std::ranges::any_of(list->Begin(), list->End(), [&](const Value& each) {
    const auto* by = find(each, "SortBy");
    const auto* node = by ? find(*by, "node") : nullptr;
    if (!node || find(*node, "A_Const"))
      return true;
    const auto* column = find(*node, "ColumnRef");
    return column && renamed.contains(last_name(*column, "fields"));
  });
}

} // namespace

void take_plain_outputs(rapidjson::Document& tree, std::span<const guarded_relation> masked) {
  auto* query = simple_query(tree);
  auto* targets = query ? member(*query, "targetList") : nullptr;
  if (!targets || !targets->IsArray())
    return;
  std::set<std::string_view> renamed;
  for (const auto& each : targets->GetArray())
    if (const auto* inner = shows(each, masked) ? find(each, "ResTarget") : nullptr)
      renamed.insert(text_of(*inner, "name"));
  if (renamed.empty() || sorts_by_output(*query, renamed))
    return;
  for (auto each = targets->Begin(); each != targets->End();)
    each = shows(*each, masked) ? targets->Erase(each) : each + 1;
}

} // namespace howdah::sql
