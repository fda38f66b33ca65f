#include "tools/catalog/foreign_key.hpp"

#include <string_view>

namespace howdah::tools {

namespace {

std::string_view action(std::string_view letter) {
  if (letter == "r")
    return "RESTRICT";
  if (letter == "c")
    return "CASCADE";
  if (letter == "n")
    return "SET NULL";
  return letter == "d" ? "SET DEFAULT" : "NO ACTION";
}

} // namespace

void add_key_column(std::vector<foreign_key>& keys, const record& row) {
  if (keys.empty() || keys.back().constraint != row.text(0) || keys.back().schema != row.text(2)
      || keys.back().table != row.text(3))
    keys.push_back({.constraint = row.text(0),
                    .schema = row.text(2),
                    .table = row.text(3),
                    .columns = {},
                    .referenced_columns = {},
                    .on_update = std::string(action(row.text(5))),
                    .on_delete = std::string(action(row.text(6))),
                    .deferrable = row.is_true(7),
                    .initially_deferred = row.is_true(8),
                    .validated = row.is_true(9),
                    .definition = row.text(10)});
  keys.back().columns.push_back(row.text(1));
  keys.back().referenced_columns.push_back(row.text(4));
}

void write_key_rules(catalog_json& to, const foreign_key& key) {
  to.text("on_update", key.on_update).text("on_delete", key.on_delete);
  to.flag("deferrable", key.deferrable).flag("initially_deferred", key.initially_deferred);
  to.flag("validated", key.validated).text("definition", key.definition);
}

} // namespace howdah::tools
