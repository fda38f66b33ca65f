#include "tools/type_lookup.hpp"

#include "core/utf8.hpp"
#include "postgres/catalog.hpp"

#include <charconv>
#include <string>

namespace howdah::tools {

namespace {

postgres::oid number(std::string_view text) noexcept {
  postgres::oid value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

/// How elements of a type that is not built in are read: as PostgreSQL's text.
postgres::value_kind kind_of(postgres::oid element) {
  const auto type = postgres::built_in_type(element);
  return type && !type->is_array ? type->kind : postgres::value_kind::text;
}

} // namespace

postgres::trip type_lookup::ask(const std::vector<postgres::oid>& types) {
  std::string list = "{";
  for (const auto each : types)
    list += (list.size() > 1 ? "," : "") + std::to_string(each);
  postgres::trip out{.form = postgres::trip_form::catalog};
  out.statements.push_back(
    {.what = postgres::catalog::result_types, .parameters = {{.text = list + '}'}}});
  return out;
}

postgres::appetite type_lookup::row(std::size_t, const postgres::row_view& values) {
  postgres::value_type type{.name = repaired_utf8(values.text(1))};
  if (!values.is_null(2)) {
    type.is_array = true;
    type.kind = kind_of(number(values.text(2)));
    type.delimiter = values.text(3).empty() ? ',' : values.text(3).front();
  }
  found_.emplace_back(number(values.text(0)), std::move(type));
  return postgres::appetite::more;
}

} // namespace howdah::tools
