#include "tools/table_watch.hpp"

#include "mcp/json.hpp"
#include "mcp/message.hpp"
#include "postgres/catalog.hpp"
#include "tools/name_array.hpp"
#include "tools/resource_uri.hpp"

#include <string_view>
#include <utility>

namespace howdah::tools {

namespace {

/// The schema, and the relation in it if one is meant.
std::pair<std::string, std::optional<std::string>> names_in(std::string_view uri) {
  if (auto table = parse_table_uri(uri))
    return {std::move(table->schema), std::move(table->table)};
  return {parse_schema_uri(uri).value_or(""), std::nullopt};
}

class look_run : public conversation {
public:
  void columns(std::size_t, std::span<const postgres::column>) override {}
  void complete(std::size_t, std::string_view) override {}

  postgres::appetite row(std::size_t, const postgres::row_view& values) override {
    found_ += found_.empty() ? "" : ",";
    found_ += values.is_null(1) ? "null" : mcp::json_string(values.text(1));
    return postgres::appetite::more;
  }

  std::variant<postgres::trip, mcp::answer> finish(const postgres::outcome& ended) override {
    if (ended.failure)
      return mcp::answer(*ended.failure);
    return mcp::answer(mcp::raw_result{.members = R"("fingerprints":[)" + found_ + ']'});
  }

private:
  std::string found_;
};

class look_plan : public plan {
public:
  look_plan(std::string schemas, std::string names)
    : schemas_(std::move(schemas)), names_(std::move(names)) {}

  postgres::trip first() const override {
    postgres::trip out{.form = postgres::trip_form::catalog};
    out.statements.push_back(
      {.what = postgres::catalog::fingerprints,
       .parameters = {{.text = schemas_, .type = 0}, {.text = names_, .type = 0}}});
    return out;
  }
  std::unique_ptr<conversation> start() const override { return std::make_unique<look_run>(); }
  mcp::answer failed(const problem& why) const override { return why; }

private:
  std::string schemas_;
  std::string names_;
};

} // namespace

plan_ptr look_at_tables(const std::vector<std::string>& uris) {
  name_array schemas;
  name_array names;
  for (const auto& each : uris) {
    const auto [schema, name] = names_in(each);
    schemas.add(schema);
    name ? names.add(*name) : names.add_null();
  }
  return std::make_shared<look_plan>(schemas.literal(), names.literal());
}

std::optional<fingerprints> read_fingerprints(const std::string& encoded) {
  const auto frame = mcp::parse_frame(encoded, 8);
  if (!frame || frame->messages.empty() || !frame->messages.front())
    return std::nullopt;
  const auto list = (*frame->messages.front())->root()["result"]["fingerprints"];
  if (!list.is_array())
    return std::nullopt;
  fingerprints found;
  for (const auto each : list.elements())
    found.push_back(each.is_string() ? std::optional<std::string>(*each.string()) : std::nullopt);
  return found;
}

} // namespace howdah::tools
