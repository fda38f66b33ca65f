#include "core/rights.hpp"

#include <algorithm>

namespace howdah {

namespace {

bool any(const std::vector<name_pattern>& patterns, std::string_view name) noexcept {
  return std::ranges::any_of(patterns, [&](const auto& each) { return each.matches(name); });
}

bool any(const std::vector<qualified_pattern>& patterns, std::string_view schema,
         std::string_view name) noexcept {
  return std::ranges::any_of(patterns,
                             [&](const auto& each) { return each.matches(schema, name); });
}

} // namespace

bool is_system_schema(std::string_view schema) noexcept {
  return schema.starts_with("pg_") || schema == "information_schema";
}

bool rights::may(std::string_view operation) const noexcept {
  return std::ranges::any_of(operations,
                             [&](const auto& each) { return each == "*" || each == operation; });
}

bool rights::reaches(std::string_view schema) const noexcept {
  const bool own = is_system_schema(schema);
  return std::ranges::any_of(schemas, [&](const auto& each) {
    return own ? each.is_name() && each.text() == schema : each.matches(schema);
  });
}

bool rights::reaches(std::string_view schema, std::string_view relation) const noexcept {
  return reaches(schema) && any(tables, schema, relation) && !any(deny, schema, relation);
}

bool rights::names(std::string_view schema, std::string_view relation) const noexcept {
  return reaches(schema, relation) && std::ranges::any_of(tables, [&](const auto& each) {
           return each.name.is_name() && each.matches(schema, relation);
         });
}

bool rights::calls(std::string_view schema, std::string_view function) const noexcept {
  return any(functions, schema, function);
}

bool rights::uses_tool(std::string_view tool) const noexcept {
  return !tools || any(*tools, tool);
}

bool rights::restricts(std::string_view schema, std::string_view relation) const noexcept {
  return std::ranges::any_of(columns,
                             [&](const auto& each) { return each.of.matches(schema, relation); });
}

column_access rights::access(std::string_view schema, std::string_view relation,
                             std::string_view column) const noexcept {
  auto found = column_access::open;
  for (const auto& each : columns) {
    if (!each.of.matches(schema, relation))
      continue;
    if (any(each.deny, column) || (each.allow && !any(*each.allow, column)))
      return column_access::hidden;
    if (any(each.mask, column))
      found = column_access::masked;
  }
  return found;
}

} // namespace howdah
