#include "tools/name_survey.hpp"

#include "mcp/json.hpp"
#include "mcp/message.hpp"
#include "postgres/catalog.hpp"
#include "tools/name_array.hpp"

#include <charconv>
#include <string_view>
#include <utility>

namespace howdah::tools {

namespace {

/// JSON arrays already.
constexpr std::size_t columns_of_relation = 4, ancestors_of_relation = 6;

class survey_run : public conversation {
public:
  void columns(std::size_t, std::span<const postgres::column>) override {}
  void complete(std::size_t, std::string_view) override {}

  postgres::appetite row(std::size_t statement, const postgres::row_view& values) override {
    auto& found = statement == 0 ? routines_ : relations_;
    found += found.empty() ? "[" : ",[";
    for (std::size_t i = 0; i < values.size(); ++i) {
      found += i == 0 ? "" : ",";
      const bool as_it_is
        = statement == 1 && (i == columns_of_relation || i == ancestors_of_relation);
      found += values.is_null(i) ? "null"
               : as_it_is        ? std::string(values.text(i))
                                 : mcp::json_string(values.text(i));
    }
    found += ']';
    return postgres::appetite::more;
  }

  std::variant<postgres::trip, mcp::answer> finish(const postgres::outcome& ended) override {
    if (ended.failure)
      return mcp::answer(*ended.failure);
    return mcp::answer(mcp::raw_result{.members = R"("routines":[)" + routines_
                                                  + R"(],"relations":[)" + relations_ + ']'});
  }

private:
  std::string routines_, relations_;
};

class survey_plan : public plan {
public:
  explicit survey_plan(std::string names) : names_(std::move(names)) {}

  postgres::trip first() const override {
    postgres::trip out{.form = postgres::trip_form::catalog};
    for (const auto& ours : {postgres::catalog::routines, postgres::catalog::relations})
      out.statements.push_back({.what = ours, .parameters = {{.text = names_, .type = 0}}});
    return out;
  }
  std::unique_ptr<conversation> start() const override { return std::make_unique<survey_run>(); }
  mcp::answer failed(const problem& why) const override { return why; }

private:
  std::string names_;
};

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

} // namespace

plan_ptr survey_names(const std::vector<std::string>& names) {
  name_array wanted;
  for (const auto& each : names)
    wanted.add(each);
  return std::make_shared<survey_plan>(wanted.literal());
}

result<sql::known_names> read_names(const std::string& encoded) {
  const auto frame = mcp::parse_frame(encoded, 8);
  const bool readable = frame && !frame->messages.empty() && frame->messages.front();
  const auto root = readable ? (*frame->messages.front())->root() : mcp::value();
  const auto routines = root["result"]["routines"], relations = root["result"]["relations"];
  if (!routines.is_array() || !relations.is_array())
    return refuse(errc::unavailable,
                  text_of(root["error"]["message"]).empty()
                    ? "The catalog could not be asked what the statement calls."
                    : text_of(root["error"]["message"]),
                  "Nothing was run. Try again shortly.");
  sql::known_names found;
  for (const auto row : routines.elements())
    found.routines.push_back(read_routine(row));
  for (const auto row : relations.elements())
    found.relations.push_back(read_relation(row));
  return found;
}

} // namespace howdah::tools
