#pragma once

#include "core/rights.hpp"
#include "tools/catalog/rows.hpp"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace howdah::tools {

/// A table, view or the like as it was found.
struct relation {
  std::string schema;
  std::string name;
  std::string kind; ///< "table", "partitioned table", "materialized view", …
};

/// Words for pg_class.relkind.
std::string_view kind_name(std::string_view relkind);

/// What a tool makes of the rows about one relation. Made afresh for each run.
class relation_reader {
public:
  virtual ~relation_reader() = default;
  /// `statement` counts the tool's own. Returns how many bytes of the row are kept in memory.
  virtual std::size_t take(std::size_t statement, record row) = 0;
  /// After the last row.
  virtual mcp::tool_result answer(const relation& about) = 0;
};

/// A tool that tells something about the relation that its arguments table_name and schema name:
/// in one trip, or in two when there is none and near names are looked for.
struct relation_tool_parts {
  mcp::tool_descriptor descriptor;
  /// Each takes ($1 name, $2 schema or null), and what the caller may see.
  std::vector<postgres::catalog_statement> statements;
  /// `may`: what the caller may see; null: all.
  std::unique_ptr<relation_reader> (*reader)(rights_ptr may);
};

std::unique_ptr<const tool> make_relation_tool(relation_tool_parts parts);

/// The parameters table_name and schema.
std::vector<mcp::parameter_descriptor> relation_parameters();

} // namespace howdah::tools
