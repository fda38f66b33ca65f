#include "tools/visibility.hpp"

#include "tools/name_array.hpp"

#include <string>
#include <utility>

namespace howdah::tools {

namespace {

constexpr std::string_view anything = "^.*$";
constexpr std::string_view nothing = "$x";
constexpr std::size_t parameter_count = 5;

/// A pattern leaves PostgreSQL's own schemas out; only their names reach them.
std::string schema_regex(const name_pattern& schema) {
  const auto regex = schema.regex();
  return schema.is_name() ? regex : "^(?!pg_|information_schema$)" + regex.substr(1);
}

std::string any_of(const std::vector<name_pattern>& patterns) {
  std::string all;
  for (const auto& each : patterns)
    all += (all.empty() ? "" : "|") + each.regex();
  return all.empty() ? std::string(nothing) : all;
}

void add_relation(name_array& to, const qualified_pattern& relation) {
  to.add(relation.schema ? relation.schema->regex() : std::string(anything));
  to.add(relation.name.regex());
}

postgres::parameter schemas_of(const rights& may) {
  name_array all;
  for (const auto& each : may.schemas)
    all.add(schema_regex(each));
  return {.text = all.literal()};
}

postgres::parameter relations_of(const std::vector<qualified_pattern>& patterns) {
  name_array all;
  for (const auto& each : patterns)
    add_relation(all, each);
  return {.text = all.literal()};
}

postgres::parameter columns_of(const rights& may) {
  name_array all;
  for (const auto& each : may.columns) {
    add_relation(all, each.of);
    all.add(each.allow ? any_of(*each.allow) : std::string(anything));
    all.add(any_of(each.deny));
  }
  return {.text = all.literal()};
}

/// `*` hides columns, but is the name of none.
postgres::parameter words_of(const rights& may) {
  name_array all;
  for (const auto& rule : may.columns)
    for (const auto& each : rule.deny)
      if (each.text().find_first_not_of('*') != std::string::npos)
        all.add(each.regex());
  return {.text = all.literal()};
}

} // namespace

std::vector<postgres::parameter> visibility(const rights* may) {
  if (!may)
    return std::vector<postgres::parameter>(parameter_count);
  return {schemas_of(*may), relations_of(may->tables), relations_of(may->deny), columns_of(*may),
          words_of(*may)};
}

void add_visibility(postgres::runnable& to, const rights* may) {
  for (auto& each : visibility(may))
    to.parameters.push_back(std::move(each));
}

} // namespace howdah::tools
