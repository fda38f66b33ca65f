#pragma once

#include "sql/facts.hpp"

#include <rapidjson/document.h>

#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace howdah::sql {

/// A relation, as the statement writes it, with columns that must not be touched.
struct guarded_relation {
  std::string_view schema; ///< as it is written; may be empty
  std::string_view name;
  std::vector<std::string_view> columns;
  std::vector<std::string_view> open = {}; ///< its other columns
};

/// Where a statement touches such a column or might.
struct column_hit {
  const guarded_relation* of;
  std::string_view column;
  location at = -1;
};

/// The first touch, in the order of the tree: a column's name, a star or a whole row that has it, a
/// NATURAL JOIN, new names for all columns, values by place. Types are not known: any column of
/// that name counts, unless another relation's alias stands before it. What stands behind the alias
/// and is no column is a function of the whole row (PostgreSQL 15 manual, 8.16.5). Recurses as deep
/// as the tree is nested. The views hold as long as the tree and `guarded` do.
std::optional<column_hit> touched_column(const rapidjson::Value& tree,
                                         std::span<const guarded_relation> guarded);

} // namespace howdah::sql
