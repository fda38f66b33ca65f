#include "tools/describe_table.hpp"

#include "postgres/catalog.hpp"
#include "tools/catalog/json.hpp"
#include "tools/catalog/relation_tool.hpp"
#include "tools/catalog/table_text.hpp"

#include <utility>

namespace howdah::tools {

namespace {

std::string_view constraint_kind(std::string_view contype) {
  if (contype == "p")
    return "primary key";
  if (contype == "u")
    return "unique";
  if (contype == "c")
    return "check";
  return contype == "f" ? "foreign key" : "exclude";
}

/// The original's form: five keys.
void write_plain(catalog_json& to, const record& column) {
  to.open_object()
    .text("column_name", column.text(0))
    .text("data_type", column.text(1))
    .text("is_nullable", column.text(2))
    .nullable("column_default", column[3])
    .raw("character_maximum_length", column[4].value_or("null"))
    .close_object();
}

void write_rich(catalog_json& to, const record& column, bool masked) {
  to.open_object()
    .text("name", column.text(0))
    .text("type", column.text(5))
    .flag("nullable", column.text(2) == "YES")
    .known("default", column[3])
    .known_raw("max_length", column[4]);
  if (const auto identity = identity_name(column.text(6)); !identity.empty())
    to.text("identity", identity);
  if (column[7])
    to.text("generated", column.text(7)).text("generated_kind", generation_name(column.text(8)));
  to.known("base_type", column[10])
    .known("domain_check", column[11])
    .known_raw("enum_values", column[12])
    .known("comment", column[9])
    .marked("masked", masked)
    .close_object();
}

void write_facts(catalog_json& to, const record& facts) {
  to.text("owner", facts.text(0))
    .known_raw("row_estimate", facts[1])
    .known("comment", facts[5])
    .known("partition_of", facts[2])
    .known("partition_bound", facts[3])
    .known("partition_key", facts[4])
    .known("view_definition", facts[6])
    .known_raw("privileges", facts[8]);
}

void write_constraint(catalog_json& to, const record& constraint) {
  to.open_object()
    .text("name", constraint.text(0))
    .text("kind", constraint_kind(constraint.text(1)))
    .raw("columns", constraint.text(2))
    .text("definition", constraint.text(3))
    .close_object();
}

void write_index(catalog_json& to, const record& index) {
  to.open_object()
    .text("name", index.text(0))
    .flag("unique", index.is_true(1))
    .marked("invalid", !index.is_true(2))
    .text("definition", index.text(3))
    .close_object();
}

class table_reader final : public relation_reader {
public:
  explicit table_reader(rights_ptr may) { about_.may = std::move(may); }

  std::size_t take(std::size_t statement, record row) override {
    const auto bytes = row.bytes();
    auto& part = statement == 0   ? about_.facts
                 : statement == 1 ? about_.columns
                 : statement == 2 ? about_.constraints
                                  : about_.indexes;
    part.push_back(std::move(row));
    return bytes;
  }

  mcp::tool_result answer(const relation& found) override {
    mcp::tool_result result{.text = as_text(plain()), .structured = rich(found)};
    result.more.push_back(as_text(table_text(found, about_)));
    result.rows = about_.columns.size();
    return result;
  }

private:
  std::string plain() const {
    catalog_json json;
    json.open_array();
    for (const auto& column : about_.columns)
      write_plain(json, column);
    json.close_array();
    return json.take();
  }

  std::string rich(const relation& found) const {
    catalog_json json;
    json.open_object()
      .text("schema", found.schema)
      .text("table", found.name)
      .text("kind", found.kind);
    for (const auto& facts : about_.facts)
      write_facts(json, facts);
    json.open_array("columns");
    for (const auto& column : about_.columns)
      write_rich(json, column, about_.masks(found, column.text(0)));
    json.close_array();
    write_keys(json);
    json.close_object();
    return json.take();
  }

  void write_keys(catalog_json& json) const {
    std::int64_t foreign_keys = 0;
    for (const auto& constraint : about_.constraints) {
      foreign_keys += constraint.text(1) == "f";
      if (constraint.text(1) == "p")
        json.raw("primary_key", constraint.text(2));
    }
    json.open_array("constraints");
    for (const auto& constraint : about_.constraints)
      write_constraint(json, constraint);
    json.close_array().open_array("indexes");
    for (const auto& index : about_.indexes)
      write_index(json, index);
    json.close_array().number("foreign_keys", foreign_keys);
    for (const auto& facts : about_.facts)
      json.raw("referenced_by", facts.text(7));
  }

  table_rows about_;
};

std::unique_ptr<relation_reader> make_reader(rights_ptr may) {
  return std::make_unique<table_reader>(std::move(may));
}

constexpr auto output_schema
  = R"({"type":"object","properties":{)"
    R"("columns":{"type":"array","items":{"type":"object","required":["name","type","nullable"]}},)"
    R"("primary_key":{"type":"array"},)"
    R"("constraints":{"type":"array"},)"
    R"("indexes":{"type":"array"}}})";

} // namespace

std::unique_ptr<const tool> make_describe_table(const limits&) {
  return make_relation_tool(
    {.descriptor = {.name = "describe_table",
                    .title = "Describe table",
                    .icon = {"M1,1h6v2H3v4H1"},
                    .description = "Columns of a table or view with exact types, defaults and "
                                   "comments; its keys, constraints, indexes, row estimate. Use "
                                   "it before writing SQL.",
                    .parameters = relation_parameters(),
                    .output_schema = output_schema},
     .statements = {postgres::catalog::table_facts, postgres::catalog::columns,
                    postgres::catalog::constraints, postgres::catalog::indexes},
     .reader = make_reader});
}

} // namespace howdah::tools
