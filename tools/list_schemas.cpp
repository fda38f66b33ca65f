#include "tools/list_schemas.hpp"

#include "postgres/catalog.hpp"
#include "tools/catalog/json.hpp"
#include "tools/catalog/list_tool.hpp"
#include "tools/failure.hpp"

#include <utility>

namespace howdah::tools {

namespace {

class schema_list final : public catalog_conversation {
public:
  explicit schema_list(list_request request)
    : catalog_conversation(request.bytes), request_(std::move(request)), page_(request_.page()) {}

private:
  std::size_t take(std::size_t, record row) override {
    catalog_json plain, rich;
    for (auto* json : {&plain, &rich})
      json->open_object()
        .text("schema_name", row.text(0))
        .text("owner", row.text(1))
        .flag("has_usage", row.is_true(2));
    plain.close_object();
    rich.known("comment", row[3]).close_object();
    page_.add(row.text(0), plain.str(), rich.str());
    return 0;
  }

  std::variant<postgres::trip, mcp::answer> conclude() override {
    return mcp::answer(page_.answer(request_.seal, request_.scope));
  }

  list_request request_;
  list_page page_;
};

class schema_list_plan final : public plan {
public:
  schema_list_plan(list_request request, bool system)
    : request_(std::move(request)), system_(system) {}

  postgres::trip first() const override {
    postgres::runnable list{
      .what = postgres::catalog::list_schemas,
      .parameters = {text_parameter(system_ ? "t" : "f"), text_parameter(request_.pattern)}};
    for (auto& parameter : request_.page_parameters())
      list.parameters.push_back(std::move(parameter));
    return {.statements = {std::move(list)}};
  }

  std::unique_ptr<conversation> start() const override {
    return std::make_unique<schema_list>(request_);
  }

  mcp::answer failed(const problem& why) const override { return failure(why); }

private:
  list_request request_;
  bool system_;
};

class list_schemas final : public tool {
public:
  const mcp::tool_descriptor& descriptor() const override { return descriptor_; }

  step prepare(const mcp::arguments& given, const context& with, sql::admitted_ptr) const override {
    const auto system = given.boolean("include_system").value_or(false);
    auto request = read_list_request(
      descriptor_, given, with,
      cursor_scope("list_schemas", {with.caller->key(), system ? "system" : "user",
                                    filled(given, "name_pattern")}));
    if (!request)
      return refused(request.error());
    return std::make_shared<schema_list_plan>(*std::move(request), system);
  }

  mcp::answer without_database(const context&) const override { return empty_list(); }
  mcp::answer refused(const problem& why) const override { return failure(why); }

private:
  mcp::tool_descriptor descriptor_{
    .name = "list_schemas",
    .title = "List schemas",
    .icon = {"M1,2h3l1,1h2v4H1"},
    .description = "Schemas with owner, comment and whether this login may use "
                   "them. Start here when you do not know the database.",
    .parameters = {{.name = "include_system",
                    .kind = mcp::parameter_descriptor::type::boolean,
                    .description = "Also pg_catalog and the like.",
                    .default_json = "false"},
                   pattern_parameter(),
                   page_size_parameter(),
                   cursor_parameter()},
    .output_schema
    = R"({"type":"object","properties":{"items":{"type":"array","items":)"
      R"({"type":"object","required":["schema_name","owner","has_usage"]}},"next_cursor":{"type":["string","null"]}}})"};
};

} // namespace

std::unique_ptr<const tool> make_list_schemas(const limits&) {
  return std::make_unique<list_schemas>();
}

} // namespace howdah::tools
