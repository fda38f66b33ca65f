#include "sql/catalog_functions.hpp"

#include <algorithm>

namespace howdah::sql {

namespace {

constexpr std::string_view object_types[]
  = {"regclass",    "regcollation", "regconfig",    "regdictionary", "regnamespace", "regoper",
     "regoperator", "regproc",      "regprocedure", "regrole",       "regtype"};

/// All others that begin with "pg_" are taken to tell something.
constexpr std::string_view silent[] = {"pg_backend_pid",           "pg_char_to_encoding",
                                       "pg_client_encoding",       "pg_collation_for",
                                       "pg_column_compression",    "pg_column_size",
                                       "pg_encoding_max_length",   "pg_encoding_to_char",
                                       "pg_get_keywords",          "pg_is_in_recovery",
                                       "pg_jit_available",         "pg_lsn",
                                       "pg_postmaster_start_time", "pg_size_bytes",
                                       "pg_size_pretty",           "pg_sleep",
                                       "pg_timezone_abbrevs",      "pg_timezone_names",
                                       "pg_trigger_depth",         "pg_typeof",
                                       "pg_wal_lsn_diff"};

constexpr std::string_view prefixes[] = {"has_", "to_reg"};

constexpr std::string_view names[] = {
  "aclexplode", "col_description", "current_schemas",     "currval", "format_type",      "lastval",
  "nextval",    "obj_description", "row_security_active", "setval",  "shobj_description"};

} // namespace

bool names_an_object(std::string_view type) noexcept {
  return std::ranges::find(object_types, type) != std::end(object_types);
}

bool tells_of_the_catalog(std::string_view function) noexcept {
  const auto begins = [&](std::string_view with) {
    return function.starts_with(with);
  };
  if (function.starts_with("pg_"))
    return std::ranges::find(silent, function) == std::end(silent);
  return std::ranges::any_of(object_types, begins) || std::ranges::any_of(prefixes, begins)
         || std::ranges::find(names, function) != std::end(names);
}

} // namespace howdah::sql
