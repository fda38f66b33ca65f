#include "tools/catalog/missing_relation.hpp"

#include "tools/catalog/likeness.hpp"
#include "tools/catalog/nouns.hpp"

namespace howdah::tools {

namespace {

constexpr std::size_t most_suggestions = 5;

/// A caller's name may be of any length; PostgreSQL's are of 63 bytes at most.
std::string quoted(std::string_view name) {
  constexpr std::size_t shown = 130;
  if (name.size() <= shown)
    return '"' + std::string(name) + '"';
  auto end = shown;
  while (end > 0 && (static_cast<unsigned char>(name[end]) & 0xC0) == 0x80)
    --end;
  return '"' + std::string(name.substr(0, end)) + "…\"";
}

bool is_qualified(std::string_view text, std::string_view schema, std::string_view name) {
  return text.size() == schema.size() + 1 + name.size() && text.starts_with(schema)
         && text[schema.size()] == '.' && text.ends_with(name);
}

/// The same name in other schemas, or the schema written in front of the name.
std::string elsewhere(const missing_relation& missing) {
  std::vector<std::string> schemas;
  for (const auto& [schema, name, here] : missing.relations) {
    if (is_qualified(missing.name, schema, name))
      return "Pass schema " + quoted(schema) + " and table_name " + quoted(name) + '.';
    if (name == missing.name && !here)
      schemas.push_back(schema);
  }
  if (schemas.empty())
    return {};
  return quoted(missing.name) + " is in schema " + quoted_list(schemas)
         + (schemas.size() == 1 ? ": pass it as schema." : ": pass one of them as schema.");
}

std::string similar(const missing_relation& missing) {
  std::vector<std::string> names;
  for (const auto& candidate : missing.relations)
    if (candidate.here)
      names.push_back(candidate.name);
  const auto near = nearest(missing.name, names, most_suggestions);
  if (!near.empty())
    return "Did you mean " + quoted_list(near) + "? Names are case-sensitive.";
  for (const auto& candidate : missing.relations)
    if (!candidate.here && fold(candidate.name) == fold(missing.name))
      return "Did you mean " + quoted(candidate.name) + " in schema " + quoted(candidate.schema)
             + "? Names are case-sensitive.";
  return {};
}

} // namespace

std::string quoted_list(const std::vector<std::string>& names) {
  std::string list;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (i > 0)
      list += i + 1 == names.size() ? " or " : ", ";
    list += quoted(names[i]);
  }
  return list;
}

problem missing_schema(const std::string& name, const std::vector<std::string>& schemas) {
  const auto near = nearest(name, schemas, most_suggestions);
  return {.code = errc::object_not_found,
          .message = "There is no schema " + quoted(name) + '.',
          .hint = near.empty()
                    ? "list_schemas shows which there are."
                    : "Did you mean " + quoted_list(near) + "? Names are case-sensitive."};
}

problem missing_relation::explain() const {
  auto why = schema && !schema_exists ? missing_schema(*schema, schemas)
                                      : problem{.code = errc::object_not_found, .message = {}};
  auto found = elsewhere(*this);
  if (!why.message.empty()) {
    if (!found.empty())
      why.hint = std::move(found);
    return why;
  }
  why.message = "There is no table or view " + quoted(name);
  if (schema)
    why.message += " in schema " + quoted(*schema) + '.';
  else
    why.message += " in the schemas searched: " + searched + '.';
  why.hint = found.empty() ? similar(*this) : std::move(found);
  if (why.hint.empty())
    why.hint = "list_tables shows which there are.";
  return why;
}

} // namespace howdah::tools
