#pragma once

#include "sql/routines.hpp"

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace howdah::sql {

struct relation_name {
  std::string schema;
  std::string name;

  friend auto operator<=>(const relation_name&, const relation_name&) = default;
};

/// What has rows in the database under a name: tables, views, sequences.
struct known_relation {
  std::string schema;
  std::string name;
  int place = 0; ///< of its schema in the search path, from 1; 0: found with its schema only
  std::uint32_t oid = 0;
  std::vector<std::string> columns = {};      ///< by number less one; dropped ones are empty
  std::optional<std::string> definition = {}; ///< the query of a view of users
  bool checked_type
    = false; ///< a type; `definition` is then a query of all that is checked of its values
  bool shows_secrets = false; ///< pg_settings, to a login that sees all settings in it
  std::vector<relation_name> ancestors = {}; ///< what it is a partition of or inherits from

  friend bool operator==(const known_relation&, const known_relation&) = default;
};

/// What the database has under some names, besides the routines of PostgreSQL itself.
struct known_names {
  std::vector<routine> routines = {};
  std::vector<known_relation> relations = {};
};

} // namespace howdah::sql
