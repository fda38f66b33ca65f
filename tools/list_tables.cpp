#include "tools/list_tables.hpp"

#include "core/denial.hpp"
#include "postgres/catalog.hpp"
#include "tools/catalog/json.hpp"
#include "tools/catalog/list_tool.hpp"
#include "tools/catalog/missing_relation.hpp"
#include "tools/catalog/relation_tool.hpp"
#include "tools/failure.hpp"
#include "tools/name_array.hpp"
#include "tools/visibility.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace howdah::tools {

namespace {

constexpr std::array<std::string_view, 5> known_types{"BASE TABLE", "VIEW", "MATERIALIZED VIEW",
                                                      "FOREIGN", "LOCAL TEMPORARY"};

struct table_filter {
  std::optional<std::string> schema;
  std::vector<std::string> types; ///< empty: all
};

/// PostgreSQL's text form of a text[].
std::optional<std::string> array_literal(const std::vector<std::string>& elements) {
  if (elements.empty())
    return std::nullopt;
  name_array names;
  for (const auto& each : elements)
    names.add(each);
  return names.literal();
}

/// What to say about types that no table can have: an empty list alone would mislead.
std::optional<std::string> unknown_type_note(const std::vector<std::string>& types) {
  const auto unknown = std::find_if(types.begin(), types.end(), [](const auto& type) {
    return std::find(known_types.begin(), known_types.end(), type) == known_types.end();
  });
  if (unknown == types.end())
    return std::nullopt;
  return "No table has the type " + quoted_list({*unknown}) + ". Types are "
         + quoted_list({known_types.begin(), known_types.end()}) + ", in capitals.";
}

class table_list final : public catalog_conversation {
public:
  table_list(list_request request, table_filter filter)
    : catalog_conversation(request.bytes), request_(std::move(request)), filter_(std::move(filter)),
      page_(request_.page()) {}

private:
  std::size_t take(std::size_t statement, record row) override {
    if (missing_) {
      schemas_.push_back(row.text(0));
      return row.bytes();
    }
    if (statement == 0)
      schema_ = std::move(row);
    else
      add(row);
    return 0;
  }

  void add(const record& row) {
    catalog_json plain, rich;
    for (auto* json : {&plain, &rich})
      json->open_object().text("table_name", row.text(0)).text("table_type", row.text(1));
    plain.close_object();
    rich.text("kind", kind_name(row.text(2)))
      .known_raw("row_estimate", row[3])
      .known("partition_of", row[4])
      .known("comment", row[5])
      .close_object();
    page_.add(row.text(0), plain.str(), rich.str());
  }

  std::variant<postgres::trip, mcp::answer> conclude() override {
    const auto& name = schema_->text(0);
    if (request_.may && !request_.may->reaches(name))
      return mcp::answer(failure(denied_schema(*request_.may, name)));
    if (missing_)
      return mcp::answer(failure(missing_schema(name, schemas_)));
    if (!schema_->is_true(1)) {
      missing_ = true;
      postgres::runnable near{.what = postgres::catalog::near_schemas,
                              .parameters = {text_parameter(name)}};
      add_visibility(near, request_.may.get());
      return postgres::trip{.statements = {std::move(near)}};
    }
    if (page_.empty() && !schema_->is_true(2))
      return mcp::answer(failure(no_usage(name, schema_->text(3))));
    return mcp::answer(answer());
  }

  mcp::tool_result answer() const {
    std::string schema = "\"schema\":";
    mcp::append_quoted(schema, schema_->text(0));
    auto result = page_.answer(request_.seal, request_.scope, schema + ',');
    if (const auto note = unknown_type_note(filter_.types))
      result.more.push_back(as_text(*note));
    return result;
  }

  static problem no_usage(const std::string& schema, const std::string& login) {
    return {.code = errc::access_denied,
            .message = "The schema \"" + schema + "\" exists, but the database login \"" + login
                       + "\" has no USAGE privilege on it and sees none of its tables.",
            .hint = "list_schemas shows with has_usage which schemas the login may use."};
  }

  list_request request_;
  table_filter filter_;
  list_page page_;
  std::optional<record> schema_;
  bool missing_ = false;
  std::vector<std::string> schemas_;
};

class table_list_plan final : public plan {
public:
  table_list_plan(list_request request, table_filter filter)
    : request_(std::move(request)), filter_(std::move(filter)) {}

  postgres::trip first() const override {
    postgres::runnable list{.what = postgres::catalog::list_tables,
                            .parameters
                            = {text_parameter(filter_.schema), text_parameter(request_.pattern),
                               text_parameter(array_literal(filter_.types))}};
    for (auto& parameter : request_.page_parameters())
      list.parameters.push_back(std::move(parameter));
    postgres::runnable schema{.what = postgres::catalog::schema,
                              .parameters = {text_parameter(filter_.schema)}};
    add_visibility(schema, request_.may.get());
    return {.statements = {std::move(schema), std::move(list)}};
  }

  std::unique_ptr<conversation> start() const override {
    return std::make_unique<table_list>(request_, filter_);
  }

  mcp::answer failed(const problem& why) const override { return failure(why); }

private:
  list_request request_;
  table_filter filter_;
};

class list_tables final : public tool {
public:
  const mcp::tool_descriptor& descriptor() const override { return descriptor_; }

  step prepare(const mcp::arguments& given, const context& with, sql::admitted_ptr) const override {
    table_filter filter{filled(given, "schema"),
                        given.strings("table_types").value_or(std::vector<std::string>())};
    const auto* may = with.caller->may().get();
    if (may && filter.schema && !may->reaches(*filter.schema))
      return refused(denied_schema(*may, *filter.schema));
    auto request = read_list_request(
      descriptor_, given, with,
      cursor_scope("list_tables", {with.caller->key(), filter.schema, filled(given, "name_pattern"),
                                   array_literal(filter.types)}));
    if (!request)
      return refused(request.error());
    return std::make_shared<table_list_plan>(*std::move(request), std::move(filter));
  }

  mcp::answer without_database(const context&) const override { return empty_list(); }
  mcp::answer refused(const problem& why) const override { return failure(why); }

private:
  mcp::tool_descriptor descriptor_{
    .name = "list_tables",
    .title = "List tables",
    .icon = {"M1,1h6v2H1m0,2h6v2H1"},
    .description = "Tables, views, foreign tables and partitions of a schema "
                   "that this login may use, with row estimates and comments.",
    .parameters
    = {{.name = "schema",
        .kind = mcp::parameter_descriptor::type::string,
        .description = "Default: the current schema.",
        .nullable = true},
       pattern_parameter(),
       {.name = "table_types",
        .kind = mcp::parameter_descriptor::type::string_list,
        .description = "Of BASE TABLE, VIEW, MATERIALIZED VIEW, FOREIGN, LOCAL TEMPORARY.",
        .nullable = true},
       page_size_parameter(),
       cursor_parameter()},
    .output_schema
    = R"({"type":"object","properties":{)"
      R"("items":{"type":"array","items":{"type":"object","required":["table_name","table_type","kind"]}},)"
      R"("next_cursor":{"type":["string","null"]}}})"};
};

} // namespace

std::unique_ptr<const tool> make_list_tables(const limits&) {
  return std::make_unique<list_tables>();
}

} // namespace howdah::tools
