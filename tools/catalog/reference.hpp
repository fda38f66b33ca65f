#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace howdah::tools {

/// A column that might refer to another table's key.
struct referring_column {
  std::string name;
  std::uint32_t type = 0; ///< oid, below domains
  bool primary_key = false;
};

/// A column that might be referred to.
struct target_key {
  std::string table;
  std::string column;
  std::uint32_t type = 0;
  bool unique = false;
  bool primary_key = false;
  bool own_table = false; ///< of the referring table itself
};

/// A probable reference that nobody declared, with the grounds for it.
struct implied_reference {
  std::string column;
  target_key target;
  int confidence = 0;      ///< percent
  bool whole_name = false; ///< the column is named for all of the table's name
  std::vector<std::string> reasons = {};
};

/// Confidence from which a reference counts as strong.
constexpr int strong_confidence = 75;

/// Judges a pair by names (singular and plural, _id, _fk and camelCase, role and prefix), types and
/// the uniqueness of the target. Nothing when the names do not fit or the types cannot be compared.
std::optional<implied_reference> judge_reference(const referring_column& from,
                                                 const target_key& to);

} // namespace howdah::tools
