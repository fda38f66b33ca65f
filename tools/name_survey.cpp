#include "tools/name_survey.hpp"

#include "mcp/message.hpp"
#include "postgres/catalog.hpp"
#include "tools/name_array.hpp"
#include "tools/name_rows.hpp"

#include <string_view>
#include <utility>

namespace howdah::tools {

namespace {

class survey_run : public conversation {
public:
  void columns(std::size_t, std::span<const postgres::column>) override {}
  void complete(std::size_t, std::string_view) override {}

  postgres::appetite row(std::size_t statement, const postgres::row_view& values) override {
    auto& found = statement == 0 ? routines_ : relations_;
    found += found.empty() ? "" : ",";
    found += statement == 0 ? routine_row(values) : relation_row(values);
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

  postgres::trip first() const override { return survey_trip(names_); }
  std::unique_ptr<conversation> start() const override { return std::make_unique<survey_run>(); }
  mcp::answer failed(const problem& why) const override { return why; }

private:
  std::string names_;
};

} // namespace

postgres::trip survey_trip(const std::string& names) {
  postgres::trip out{.form = postgres::trip_form::catalog};
  for (const auto& ours : {postgres::catalog::routines, postgres::catalog::relations})
    out.statements.push_back({.what = ours, .parameters = {{.text = names, .type = 0}}});
  return out;
}

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
                  std::string(root["error"]["message"].string().value_or(
                    "The catalog could not be asked what the statement calls.")),
                  "Nothing was run. Try again shortly.");
  sql::known_names found;
  for (const auto row : routines.elements())
    found.routines.push_back(read_routine(row));
  for (const auto row : relations.elements())
    found.relations.push_back(read_relation(row));
  return found;
}

} // namespace howdah::tools
