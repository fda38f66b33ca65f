#include "tools/find_relationships.hpp"

#include "postgres/catalog.hpp"
#include "tools/catalog/foreign_key.hpp"
#include "tools/catalog/reference.hpp"
#include "tools/catalog/relation_tool.hpp"

#include <algorithm>
#include <charconv>

namespace howdah::tools {

namespace {

std::uint32_t oid_of(const std::string& text) {
  std::uint32_t value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

/// 95 -> 0.95
std::string fraction(int percent) {
  return percent < 100 ? "0." + std::string(percent < 10 ? "0" : "") + std::to_string(percent)
                       : "1";
}

void write_explicit(catalog_json& to, const foreign_key& key) {
  for (std::size_t i = 0; i < key.columns.size(); ++i)
    to.open_object()
      .text("column_name", key.columns[i])
      .text("foreign_schema", key.schema)
      .text("foreign_table", key.table)
      .text("foreign_column", key.referenced_columns[i])
      .text("relationship_type", "explicit_fk")
      .text("constraint_name", key.constraint)
      .close_object();
}

void write_implied(catalog_json& to, const implied_reference& reference,
                   const std::string& schema) {
  to.open_object()
    .text("column_name", reference.column)
    .text("foreign_schema", schema)
    .text("foreign_table", reference.target.table)
    .text("foreign_column", reference.target.column)
    .text("relationship_type",
          reference.confidence >= strong_confidence ? "strong_implied" : "possible_implied")
    .raw("confidence", fraction(reference.confidence))
    .open_array("reasons");
  for (const auto& reason : reference.reasons)
    to.element(reason);
  to.close_array().close_object();
}

/// The tool's statements in their order.
enum statement : std::size_t { declared_keys, loose_columns, key_targets };

class relationship_reader final : public relation_reader {
public:
  std::size_t take(std::size_t statement, record row) override {
    if (statement == declared_keys)
      add_key_column(declared_, row);
    else if (statement == loose_columns)
      columns_.push_back({row.text(0), oid_of(row.text(1)), row.is_true(2)});
    else
      return judge({.table = row.text(0),
                    .column = row.text(1),
                    .type = oid_of(row.text(2)),
                    .unique = row.is_true(3),
                    .primary_key = row.is_true(4),
                    .own_table = row.is_true(5)});
    return row.bytes();
  }

  mcp::tool_result answer(const relation& about) override {
    arrange();
    catalog_json json;
    json.open_object().open_array("explicit");
    for (const auto& key : declared_)
      write_explicit(json, key);
    json.close_array().open_array("implied");
    for (const auto& [place, reference] : implied_)
      write_implied(json, reference, about.schema);
    json.close_array().close_object();
    return {.text = as_text(json.str()),
            .structured = json.str(),
            .rows = declared_.size() + implied_.size()};
  }

private:
  struct placed_reference {
    std::size_t place; ///< of its column
    implied_reference reference;
  };

  std::size_t judge(const target_key& target) {
    std::size_t kept = 0;
    for (std::size_t place = 0; place < columns_.size(); ++place)
      if (auto found = judge_reference(columns_[place], target)) {
        implied_.push_back({place, *std::move(found)});
        kept += sizeof(placed_reference) + target.table.size() + target.column.size();
      }
    return kept;
  }

  /// In the columns' order, the likeliest first; where a table has a column's whole name, tables
  /// that share a part of it are left out.
  void arrange() {
    std::vector<bool> has_whole(columns_.size());
    for (const auto& [place, reference] : implied_)
      if (reference.whole_name)
        has_whole[place] = true;
    std::erase_if(implied_, [&](const auto& entry) {
      return has_whole[entry.place] && !entry.reference.whole_name;
    });
    std::stable_sort(implied_.begin(), implied_.end(), [](const auto& a, const auto& b) {
      return a.place != b.place ? a.place < b.place
                                : a.reference.confidence > b.reference.confidence;
    });
  }

  std::vector<foreign_key> declared_;
  std::vector<referring_column> columns_;
  std::vector<placed_reference> implied_;
};

std::unique_ptr<relation_reader> make_reader(rights_ptr) {
  return std::make_unique<relationship_reader>();
}

constexpr auto output_schema
  = R"({"type":"object","properties":{)"
    R"("explicit":{"type":"array","items":{"type":"object","required":["column_name","foreign_table","foreign_column"]}},)"
    R"("implied":{"type":"array"}}})";

} // namespace

std::unique_ptr<const tool> make_find_relationships(const limits&) {
  return make_relation_tool(
    {.descriptor = {.name = "find_relationships",
                    .title = "Find relationships",
                    .icon = {"M1,1h4v3h2v3H3V4H1"},
                    .description = "What a table refers to: declared foreign keys (explicit), and "
                                   "undeclared references within its schema guessed from names, "
                                   "types and keys (implied), with confidence and reasons.",
                    .parameters = relation_parameters(),
                    .output_schema = output_schema},
     .statements = {postgres::catalog::foreign_keys, postgres::catalog::loose_columns,
                    postgres::catalog::key_targets},
     .reader = make_reader});
}

} // namespace howdah::tools
