#include "sql/settings_read.hpp"

#include "core/name_pattern.hpp"
#include "sql/column_search.hpp"
#include "sql/relations.hpp"
#include "sql/tree.hpp"
#include "sql/tree_document.hpp"

#include <algorithm>
#include <optional>
#include <string_view>

namespace howdah::sql {

namespace {

using rapidjson::Value;

constexpr std::string_view view = "pg_settings";

std::span<const guarded_relation> values() {
  static const auto of = [](std::string_view schema) {
    return guarded_relation{.schema = schema,
                            .name = view,
                            .columns = {"setting", "boot_val", "reset_val", "sourcefile"},
                            .open = {"category", "context", "enumvals", "extra_desc", "max_val",
                                     "min_val", "name", "pending_restart", "short_desc", "source",
                                     "sourceline", "unit", "vartype"}};
  };
  static const guarded_relation both[] = {of(""), of("pg_catalog")};
  return both;
}

const Value* items_of(const Value& list) {
  const auto* wrapped = find(list, "List");
  const auto* array = find(list, "A_ArrayExpr");
  return wrapped ? find(*wrapped, "items") : array ? find(*array, "elements") : nullptr;
}

std::optional<std::string_view> literal(const Value& node) {
  const auto* constant = find(node, "A_Const");
  const auto* text = constant ? find(*constant, "sval") : nullptr;
  return text ? std::optional(text_of(*text, "sval")) : std::nullopt;
}

/// A `_` is taken for any number of characters, which matches more.
bool may_match_a_secret(std::string_view like) {
  if (like.find('\\') != like.npos)
    return true;
  std::string pattern(like);
  std::ranges::replace_if(
    pattern, [](char c) { return c == '%' || c == '_'; }, '*');
  return std::ranges::any_of(
    secret_settings(), [&](std::string_view name) { return name_pattern(pattern).matches(name); });
}

bool harmless(const Value& node, bool like) {
  if (const auto* items = items_of(node))
    return items->IsArray()
           && std::ranges::all_of(items->Begin(), items->End(),
                                  [&](const Value& each) { return harmless(each, like); });
  const auto text = literal(node);
  return text && !(like ? may_match_a_secret(*text) : secret_setting(*text));
}

/// `name`, or `alias.name`.
bool is_name_of(const Value& node, std::string_view alias) {
  const auto* column = find(node, "ColumnRef");
  const auto* fields = column ? find(*column, "fields") : nullptr;
  if (!fields || last_name(*column, "fields") != "name" || fields->Size() > 2)
    return false;
  const auto* before = find((*fields)[0], "String");
  return fields->Size() == 1 || (before && text_of(*before, "sval") == alias);
}

/// Whether a condition lets through only rows of harmless settings.
bool pins(const Value* condition, std::string_view alias) {
  if (!condition)
    return false;
  if (const auto* combined = find(*condition, "BoolExpr")) {
    const auto* parts = find(*combined, "args");
    const auto kind = text_of(*combined, "boolop");
    const auto pinned = [&](const Value& each) {
      return pins(&each, alias);
    };
    if (!parts || !parts->IsArray() || kind == "NOT_EXPR")
      return false;
    return kind == "AND_EXPR" ? std::ranges::any_of(parts->Begin(), parts->End(), pinned)
                              : std::ranges::all_of(parts->Begin(), parts->End(), pinned);
  }
  const auto* compared = find(*condition, "A_Expr");
  const auto* left = compared ? find(*compared, "lexpr") : nullptr;
  const auto* right = compared ? find(*compared, "rexpr") : nullptr;
  const auto* names = compared ? find(*compared, "name") : nullptr;
  if (!left || !right || !names || names->Size() != 1 || !is_name_of(*left, alias))
    return false;
  const auto sign = last_name(*compared, "name");
  return (sign == "=" && harmless(*right, false)) || (sign == "~~" && harmless(*right, true));
}

/// `where`: the condition on all rows of the relations that are met here.
bool unpinned(const Value& node, const Value* where) {
  if (node.IsArray())
    return std::ranges::any_of(node.Begin(), node.End(),
                               [&](const Value& each) { return unpinned(each, where); });
  if (!node.IsObject())
    return false;
  const auto schema = text_of(node, "schemaname");
  if (text_of(node, "relname") == view && (schema.empty() || schema == "pg_catalog")) {
    const auto* alias = find(node, "alias");
    return (alias && find(*alias, "colnames"))
           || !pins(where, alias ? text_of(*alias, "aliasname") : view);
  }
  const auto* join = find(node, "JoinExpr");
  const auto* alias = join ? find(*join, "alias") : nullptr;
  if (alias && find(*alias, "colnames")) // what is called `name` may be another column
    where = nullptr;
  const bool query = find(node, "fromClause") != nullptr;
  return std::ranges::any_of(node.MemberBegin(), node.MemberEnd(), [&](const auto& member) {
    const bool from = query && member.name == "fromClause";
    return unpinned(member.value, from ? find(node, "whereClause") : query ? nullptr : where);
  });
}

} // namespace

bool reads_secret_settings(const std::string& text) {
  auto tree = tree_document::of(text);
  return !tree || (touched_column(tree->root(), values()) && unpinned(tree->root(), nullptr));
}

} // namespace howdah::sql
