#pragma once

#include "tools/catalog/relation_tool.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace howdah::tools {

/// The rows of describe_table's statements.
struct table_rows {
  std::vector<record> facts; ///< one
  std::vector<record> columns;
  std::vector<record> constraints;
  std::vector<record> indexes;
  rights_ptr may = nullptr; ///< the caller's

  /// Values of the column are not shown to the caller.
  bool masks(const relation& of, std::string_view column) const {
    return may && may->access(of.schema, of.name, column) == column_access::masked;
  }
};

/// pg_attribute.attidentity in words; empty for none.
std::string_view identity_name(std::string_view attidentity);
/// pg_attribute.attgenerated in words.
std::string_view generation_name(std::string_view attgenerated);

/// content[1] of describe_table: what the original's five keys leave out, for models whose host
/// shows them no structuredContent.
std::string table_text(const relation& about, const table_rows& rows);

} // namespace howdah::tools
