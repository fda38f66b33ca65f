#pragma once

#include "tools/catalog/json.hpp"
#include "tools/catalog/rows.hpp"

#include <string>
#include <vector>

namespace howdah::tools {

/// A foreign key as seen from one of its two tables.
struct foreign_key {
  std::string constraint;
  std::string schema; ///< of the table at the other end
  std::string table;
  std::vector<std::string> columns;            ///< of the referencing table, in the key's order
  std::vector<std::string> referenced_columns; ///< beside them
  std::string on_update; ///< NO ACTION, RESTRICT, CASCADE, SET NULL, SET DEFAULT
  std::string on_delete;
  bool deferrable = false;
  bool initially_deferred = false;
  bool validated = true;
  std::string definition;
};

/// Adds a row of postgres::catalog::foreign_keys or referencing_keys: one pair of columns.
void add_key_column(std::vector<foreign_key>& keys, const record& row);

/// Writes the members that keys have from either end: actions, flags, definition.
void write_key_rules(catalog_json& to, const foreign_key& key);

} // namespace howdah::tools
