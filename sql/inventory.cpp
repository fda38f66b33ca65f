#include "sql/inventory.hpp"

#include "sql/command.hpp"
#include "sql/guard.hpp"
#include "sql/parse.hpp"
#include "sql/text.hpp"
#include "sql/walk.hpp"

#include <algorithm>

namespace howdah::sql {

namespace {

template <class Item>
void sort_and_unite(std::vector<Item>& items) {
  std::ranges::sort(items);
  items.erase(std::unique(items.begin(), items.end()), items.end());
}

result<facts> read(const std::string& text) {
  const policy usual;
  if (auto why = unfit(text))
    return refuse(std::move(*why));
  HOWDAH_TRY(const auto tree, parse_tree::of(text));
  return walk(tree.json(), {.nesting = usual.nesting, .nodes = usual.nodes});
}

} // namespace

result<inventory> inventory::of(const std::string& text) {
  HOWDAH_TRY(const auto found, read(text));
  inventory all;
  for (const auto& each : found.statements)
    all.operations.push_back(operation_of(each, found));
  if (found.into)
    all.operations.emplace_back("create");
  if (found.locking)
    all.operations.emplace_back("update");
  for (const auto& each : found.relations)
    all.relations.push_back({each.schema, each.name, each.written});
  for (const auto& each : found.functions)
    all.functions.push_back({each.schema, each.name, each.arguments});
  sort_and_unite(all.operations);
  sort_and_unite(all.relations);
  sort_and_unite(all.functions);
  return all;
}

} // namespace howdah::sql
