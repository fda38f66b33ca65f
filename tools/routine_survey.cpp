#include "tools/routine_survey.hpp"

#include "mcp/json.hpp"
#include "mcp/message.hpp"
#include "postgres/catalog.hpp"
#include "tools/name_array.hpp"

#include <charconv>
#include <string_view>
#include <utility>

namespace howdah::tools {

namespace {

class survey_run : public conversation {
public:
  void columns(std::size_t, std::span<const postgres::column>) override {}
  void complete(std::size_t, std::string_view) override {}

  postgres::appetite row(std::size_t, const postgres::row_view& values) override {
    found_ += found_.empty() ? "[" : ",[";
    for (std::size_t i = 0; i < values.size(); ++i) {
      found_ += i == 0 ? "" : ",";
      found_ += values.is_null(i) ? "null" : mcp::json_string(values.text(i));
    }
    found_ += ']';
    return postgres::appetite::more;
  }

  std::variant<postgres::trip, mcp::answer> finish(const postgres::outcome& ended) override {
    if (ended.failure)
      return mcp::answer(*ended.failure);
    return mcp::answer(mcp::raw_result{.members = R"("routines":[)" + found_ + ']'});
  }

private:
  std::string found_;
};

class survey_plan : public plan {
public:
  explicit survey_plan(std::string names) : names_(std::move(names)) {}

  postgres::trip first() const override {
    postgres::trip out{.form = postgres::trip_form::catalog};
    out.statements.push_back(
      {.what = postgres::catalog::routines, .parameters = {{.text = names_, .type = 0}}});
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

int number_of(mcp::value cell) {
  const auto text = cell.string().value_or("");
  int number = sql::routine::any_number;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

sql::routine read_routine(mcp::value row) {
  std::vector<mcp::value> cells;
  for (const auto each : row.elements())
    cells.push_back(each);
  cells.resize(9);
  return {.kind = kind_of(text_of(cells[0])),
          .schema = text_of(cells[1]),
          .name = text_of(cells[2]),
          .on_path = cells[3].string() == "t",
          .least = number_of(cells[4]),
          .most = number_of(cells[5]),
          .may_write = cells[6].string() != "f",
          .as_owner = cells[7].string() != "f",
          .extension = text_of(cells[8])};
}

} // namespace

plan_ptr survey_routines(const std::vector<std::string>& names) {
  name_array wanted;
  for (const auto& each : names)
    wanted.add(each);
  return std::make_shared<survey_plan>(wanted.literal());
}

result<std::vector<sql::routine>> read_routines(const std::string& encoded) {
  const auto frame = mcp::parse_frame(encoded, 8);
  const bool readable = frame && !frame->messages.empty() && frame->messages.front();
  const auto root = readable ? (*frame->messages.front())->root() : mcp::value();
  const auto list = root["result"]["routines"];
  if (!list.is_array())
    return refuse(errc::unavailable,
                  text_of(root["error"]["message"]).empty()
                    ? "The catalog could not be asked what the statement calls."
                    : text_of(root["error"]["message"]),
                  "Nothing was run. Try again shortly.");
  std::vector<sql::routine> found;
  for (const auto row : list.elements())
    found.push_back(read_routine(row));
  return found;
}

} // namespace howdah::tools
