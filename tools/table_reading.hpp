#pragma once

#include "core/rights.hpp"
#include "tools/resource_uri.hpp"

#include <optional>
#include <string>

namespace howdah::tools {

/// A row of postgres::catalog::table_order. All names are quoted by the database.
struct table_order {
  std::string relation;
  std::string order;                       ///< empty: none
  std::optional<std::string> columns = {}; ///< JSON, for whoever is restricted
  std::size_t key_columns = 0;
  std::optional<std::string> ancestors = {}; ///< JSON likewise: their rules hold, too
};

/// The SELECT that reads the first rows. To a caller who is restricted it names the columns: hidden
/// ones are left out, a mark stands for the value of masked ones, and neither is ordered by.
std::string table_reading(const table_order& found, const table_uri& names, const rights* may,
                          std::string_view most_rows);

} // namespace howdah::tools
