#include "tools/name_rows.hpp"

#include <charconv>
#include <cstddef>
#include <string_view>
#include <vector>

namespace howdah::tools {

namespace {

/// JSON arrays already.
constexpr std::size_t columns_of_relation = 4, ancestors_of_relation = 6;

template <class IsJson>
std::string as_array(const postgres::row_view& values, IsJson is_json) {
  std::string out = "[";
  for (std::size_t i = 0; i < values.size(); ++i) {
    out += i == 0 ? "" : ",";
    out += values.is_null(i) ? "null"
           : is_json(i)      ? std::string(values.text(i))
                             : mcp::json_string(values.text(i));
  }
  return out + ']';
}

sql::routine_kind kind_of(std::string_view text) noexcept {
  if (text == "operator")
    return sql::routine_kind::operation;
  return text == "cast" ? sql::routine_kind::cast : sql::routine_kind::function;
}

std::string text_of(mcp::value cell) {
  return std::string(cell.string().value_or(""));
}

template <class Number>
Number number_of(mcp::value cell, Number otherwise) {
  const auto text = cell.string().value_or("");
  std::from_chars(text.data(), text.data() + text.size(), otherwise);
  return otherwise;
}

std::vector<mcp::value> cells_of(mcp::value row, std::size_t count) {
  std::vector<mcp::value> cells;
  for (const auto each : row.elements())
    cells.push_back(each);
  cells.resize(count);
  return cells;
}

std::vector<std::string> read_columns(mcp::value cell) {
  std::vector<std::string> columns;
  for (const auto each : cell.elements())
    columns.push_back(text_of(each));
  return columns;
}

std::vector<sql::relation_name> read_ancestors(mcp::value cell) {
  std::vector<sql::relation_name> ancestors;
  for (const auto each : cell.elements())
    ancestors.push_back({text_of(each.at(0)), text_of(each.at(1))});
  return ancestors;
}

} // namespace

std::string routine_row(const postgres::row_view& values) {
  return as_array(values, [](std::size_t) { return false; });
}

std::string relation_row(const postgres::row_view& values) {
  return as_array(values, [](std::size_t column) {
    return column == columns_of_relation || column == ancestors_of_relation;
  });
}

sql::known_relation read_relation(mcp::value row) {
  const auto cells = cells_of(row, 9);
  const auto definition = cells[5].string();
  return {.schema = text_of(cells[0]),
          .name = text_of(cells[1]),
          .place = number_of(cells[2], 0),
          .oid = number_of(cells[3], std::uint32_t{0}),
          .columns = read_columns(cells[columns_of_relation]),
          .definition = definition ? std::optional(std::string(*definition)) : std::nullopt,
          .checked_type = cells[8].string() == "t",
          .shows_secrets = cells[7].string() == "t",
          .ancestors = read_ancestors(cells[ancestors_of_relation])};
}

sql::routine read_routine(mcp::value row) {
  const auto cells = cells_of(row, 9);
  return {.kind = kind_of(text_of(cells[0])),
          .schema = text_of(cells[1]),
          .name = text_of(cells[2]),
          .on_path = cells[3].string() == "t",
          .least = number_of(cells[4], sql::routine::any_number),
          .most = number_of(cells[5], sql::routine::any_number),
          .may_write = cells[6].string() != "f",
          .as_owner = cells[7].string() != "f",
          .extension = text_of(cells[8])};
}

} // namespace howdah::tools
