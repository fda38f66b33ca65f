#pragma once

#include "core/problem.hpp"
#include "core/result.hpp"
#include "core/rights.hpp"
#include "sql/known_names.hpp"
#include "sql/relation_use.hpp"
#include "sql/result_mask.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace howdah::sql {

// A partition, or a table that inherits, is held to the rules of what it is a part of, too.

/// How the role may read a column.
column_access access_to(const known_relation& known, std::string_view column,
                        const rights& may) noexcept;
/// True when the role may not read every column, or not as it is.
bool is_restricted(const known_relation& known, const rights& may) noexcept;

/// A relation as a statement names it, of which a role may not read every column.
struct restricted_relation {
  std::string schema; ///< as it is written; may be empty
  std::string name;
  std::vector<std::string> open = {};
  std::vector<std::string> hidden = {};
  std::vector<std::string> masked = {};
  std::vector<column_origin> origins = {}; ///< of the masked ones
  bool defined = false; ///< the statement does more to it than to read and write rows

  static restricted_relation of(const relation_use& use, const known_relation& known,
                                const rights& may);
};

/// Why a statement is denied that reads, writes or might read a hidden or masked column of these
/// relations: by its name, by a star or a whole row, by a NATURAL JOIN, by a new name for it, or by
/// its place. Parses again. Types are not known: a column of that name counts unless it is
/// qualified by another relation.
std::optional<problem> touched(const std::string& text,
                               std::span<const restricted_relation> restricted, const rights& may);

/// The same for a caller's own statement, whose result may show masked columns as they are, and
/// must not then: these.
result<std::vector<column_origin>> columns_to_mask(const std::string& text,
                                                   std::span<const restricted_relation> restricted,
                                                   const rights& may);

} // namespace howdah::sql
