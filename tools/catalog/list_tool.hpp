#pragma once

#include "core/rights.hpp"
#include "tools/catalog/cursor.hpp"
#include "tools/catalog/list_page.hpp"
#include "tools/catalog/rows.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <utility>

namespace howdah::tools {

/// What the lists' plans keep of a call: where the page begins, how long it is, what its cursor
/// belongs to.
struct list_request {
  auth::sealer seal;
  std::string scope;
  list_start start;
  std::optional<std::string> pattern;
  std::int64_t page_size = 500;
  std::size_t bytes = 0;
  rights_ptr may = nullptr; ///< the caller's

  list_page page() const { return {static_cast<std::size_t>(page_size), bytes}; }
  /// The last parameters of a list statement: after, offset, how many; what the caller may see.
  std::vector<postgres::parameter> page_parameters() const;
};

/// Checks all texts; reads name_pattern, page_size and cursor. `scope` as cursor_scope made it.
result<list_request> read_list_request(const mcp::tool_descriptor& tool,
                                       const mcp::arguments& given, const context& with,
                                       std::string scope);

/// A string argument; an empty one counts as absent.
std::optional<std::string> filled(const mcp::arguments& given, std::string_view name);

mcp::parameter_descriptor pattern_parameter();
mcp::parameter_descriptor page_size_parameter();
mcp::parameter_descriptor cursor_parameter();

} // namespace howdah::tools
