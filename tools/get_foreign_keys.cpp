#include "tools/get_foreign_keys.hpp"

#include "postgres/catalog.hpp"
#include "tools/catalog/foreign_key.hpp"
#include "tools/catalog/relation_tool.hpp"

namespace howdah::tools {

namespace {

/// The original's form: one object for each pair of columns.
std::string flat(const std::vector<foreign_key>& keys) {
  catalog_json json;
  json.open_array();
  for (const auto& key : keys)
    for (std::size_t i = 0; i < key.columns.size(); ++i)
      json.open_object()
        .text("constraint_name", key.constraint)
        .text("fk_column", key.columns[i])
        .text("referenced_schema", key.schema)
        .text("referenced_table", key.table)
        .text("referenced_column", key.referenced_columns[i])
        .close_object();
  json.close_array();
  return json.take();
}

void write_names(catalog_json& to, std::string_view member, const std::vector<std::string>& names) {
  to.open_array(member);
  for (const auto& name : names)
    to.element(name);
  to.close_array();
}

void write_outgoing(catalog_json& to, const foreign_key& key) {
  to.open_object().text("constraint_name", key.constraint);
  write_names(to, "columns", key.columns);
  to.text("referenced_schema", key.schema).text("referenced_table", key.table);
  write_names(to, "referenced_columns", key.referenced_columns);
  write_key_rules(to, key);
  to.close_object();
}

void write_incoming(catalog_json& to, const foreign_key& key) {
  to.open_object().text("constraint_name", key.constraint);
  to.text("schema", key.schema).text("table", key.table);
  write_names(to, "columns", key.columns);
  write_names(to, "referenced_columns", key.referenced_columns);
  write_key_rules(to, key);
  to.close_object();
}

std::string joined(const std::vector<std::string>& names) {
  std::string list;
  for (const auto& name : names)
    list.append(list.empty() ? "" : ", ").append(name);
  return list;
}

/// content[1]: the incoming keys, which the original's form has no place for.
std::string incoming_text(const std::vector<foreign_key>& keys) {
  std::string text = "Referenced by:";
  for (const auto& key : keys)
    text += "\n" + key.schema + '.' + key.table + " (" + joined(key.columns) + ") -> ("
            + joined(key.referenced_columns) + ") [" + key.constraint + "] on delete "
            + key.on_delete;
  return text;
}

class foreign_key_reader final : public relation_reader {
public:
  std::size_t take(std::size_t statement, record row) override {
    add_key_column(statement == 0 ? outgoing_ : incoming_, row);
    return row.bytes();
  }

  mcp::tool_result answer(const relation& about) override {
    catalog_json json;
    json.open_object().text("schema", about.schema).text("table", about.name);
    json.open_array("foreign_keys");
    for (const auto& key : outgoing_)
      write_outgoing(json, key);
    json.close_array().open_array("referenced_by");
    for (const auto& key : incoming_)
      write_incoming(json, key);
    json.close_array().close_object();
    mcp::tool_result result{.text = as_text(flat(outgoing_)), .structured = json.take()};
    if (!incoming_.empty())
      result.more.push_back(as_text(incoming_text(incoming_)));
    result.rows = outgoing_.size() + incoming_.size();
    return result;
  }

private:
  std::vector<foreign_key> outgoing_;
  std::vector<foreign_key> incoming_;
};

std::unique_ptr<relation_reader> make_reader(rights_ptr) {
  return std::make_unique<foreign_key_reader>();
}

constexpr auto output_schema
  = R"({"type":"object","properties":{)"
    R"("foreign_keys":{"type":"array","items":{"type":"object","required":["columns","referenced_table","referenced_columns"]}},)"
    R"("referenced_by":{"type":"array"}}})";

} // namespace

std::unique_ptr<const tool> make_get_foreign_keys(const limits&) {
  return make_relation_tool(
    {.descriptor = {.name = "get_foreign_keys",
                    .title = "Foreign keys",
                    .icon = {"M1,2h3v1h3v2H6V4H4v1H1"},
                    .description = "Foreign keys of a table, with actions, and the keys of other "
                                   "tables that reference it. Use it to write joins, and before "
                                   "deleting rows.",
                    .parameters = relation_parameters(),
                    .output_schema = output_schema},
     .statements = {postgres::catalog::foreign_keys, postgres::catalog::referencing_keys},
     .reader = make_reader});
}

} // namespace howdah::tools
