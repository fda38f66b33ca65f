#include "core/denial.hpp"

#include "core/utf8.hpp"

#include <string>

namespace howdah {

namespace {

constexpr std::size_t most_listed = 20;

problem denial(std::string what, std::string remedy) {
  return {.code = errc::access_denied,
          .message = "Access denied: " + std::move(what),
          .hint = std::move(remedy),
          .rule = "permissions"};
}

const std::string& text_of(const std::string& name) {
  return name;
}
const std::string& text_of(const name_pattern& name) {
  return name.text();
}
std::string text_of(const qualified_pattern& name) {
  return name.schema ? name.schema->text() + '.' + name.name.text() : name.name.text();
}

template <class Names>
std::string allowed(std::string_view what, const Names& names) {
  if (names.empty())
    return "Your role has no " + std::string(what) + '.';
  std::string out = "Allowed " + std::string(what) + ": ";
  std::size_t count = 0;
  for (const auto& each : names) {
    if (count == most_listed)
      return out + ", and others.";
    out += (count++ == 0 ? "" : ", ") + text_of(each);
  }
  return out + '.';
}

std::string quoted(std::string_view name) {
  return '\'' + std::string(name) + '\'';
}

problem denied_without_scope(const withheld_operation& which, std::string_view operation) {
  return {.code = errc::insufficient_scope,
          .message = "The access token was not given the scope " + quoted(which.scope)
                     + ", which operation " + quoted(operation) + " takes.",
          .hint = "Have the user authorize it.",
          .scope = which.scope,
          .rule = "permissions"};
}

} // namespace

problem denied_without_role() {
  return denial("no role assigned and no default role configured.",
                "Ask the operator for a role in the permissions file.");
}

problem denied_operation(const rights& may, std::string_view operation, bool on_relation) {
  if (may.role.empty())
    return denied_without_role();
  for (const auto& each : may.withheld)
    if (each.operation == operation || each.operation == "*")
      return denied_without_scope(each, operation);
  return denial("operation " + quoted(operation) + " is not allowed"
                  + (on_relation ? " for your role." : "."),
                allowed("operations", may.operations));
}

problem denied_schema(const rights& may, std::string_view schema) {
  if (may.role.empty())
    return denied_without_role();
  return denial("schema " + quoted(schema) + " is not in your allowlist.",
                allowed("schemas", may.schemas));
}

problem denied_table(const rights& may, std::string_view schema, std::string_view relation) {
  if (may.role.empty())
    return denied_without_role();
  return denial("table " + quoted(std::string(schema).append(".").append(relation))
                  + " is not in your allowlist.",
                allowed("tables", may.tables));
}

problem denied_column(const rights& may, std::string_view relation, std::string_view column) {
  if (may.role.empty())
    return denied_without_role();
  return denial("column " + quoted(std::string(relation).append(".").append(column))
                  + " is not in your allowlist.",
                "Name the columns that you want; describe_table shows those that you may read.");
}

problem denied_whole_row(const rights& may, std::string_view relation) {
  if (may.role.empty())
    return denied_without_role();
  return denial("not all columns of " + quoted(relation) + " are in your allowlist.",
                "Name the columns that you want; describe_table shows those that you may read.");
}

problem denied_tool(const rights& may, std::string_view tool) {
  constexpr std::size_t shown = 100;
  return denial("tool " + quoted(tool.substr(0, utf8_prefix(tool.substr(0, shown))))
                  + " is not in your allowlist.",
                may.tools ? allowed("tools", *may.tools) : "tools/list shows which there are.");
}

problem denied_function(const rights& may, std::string_view function) {
  if (may.role.empty())
    return denied_without_role();
  return denial("function " + quoted(function) + " is not in your allowlist.",
                allowed("functions", may.functions));
}

std::optional<problem> denied_relation(const rights& may, std::string_view schema,
                                       std::string_view relation) {
  if (!may.reaches(schema))
    return denied_schema(may, schema);
  if (!may.reaches(schema, relation))
    return denied_table(may, schema, relation);
  return std::nullopt;
}

} // namespace howdah
