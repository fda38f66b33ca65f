#pragma once

#include "sql/facts.hpp"

#include <rapidjson/document.h>

#include <optional>
#include <string_view>

namespace howdah::sql {

/// System relations with a column that callers may not read, beside others that they may: the
/// statements of others in pg_stat_activity, the options of foreign servers.
bool has_secret_column(const relation_fact& named) noexcept;

/// Where the statement reads such a column or might, and which: by its name, a star, a whole row, a
/// NATURAL JOIN, or by a new name for it. Types are not known: any column of that name counts.
/// Recurses as deep as the tree is nested.
struct secret_column {
  std::string_view relation;
  std::string_view column;
  location at = -1;
};
std::optional<secret_column> secret_column_read(const rapidjson::Value& tree);

} // namespace howdah::sql
