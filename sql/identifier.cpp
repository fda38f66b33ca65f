#include "sql/identifier.hpp"

namespace howdah::sql {

namespace {

void append_quoted(std::string& out, std::string_view part) {
  out.push_back('"');
  for (const char c : part)
    out.append(c == '"' ? 2 : 1, c);
  out.push_back('"');
}

} // namespace

std::string quoted_name(std::string_view schema, std::string_view name) {
  std::string out;
  if (!schema.empty()) {
    append_quoted(out, schema);
    out.push_back('.');
  }
  append_quoted(out, name);
  return out;
}

} // namespace howdah::sql
