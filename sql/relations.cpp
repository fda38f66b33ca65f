#include "sql/relations.hpp"

#include <algorithm>
#include <span>

namespace howdah::sql {

namespace {

/// Of pg_catalog. pg_roles, pg_user, pg_settings show what the login may see.
constexpr std::string_view catalogs[]
  = {"pg_authid",        "pg_backend_memory_contexts", "pg_cursors",
     "pg_file_settings", "pg_hba_file_rules",          "pg_ident_file_mappings",
     "pg_largeobject",   "pg_prepared_statements",     "pg_shadow",
     "pg_statistic",     "pg_statistic_ext_data"};

/// Of extensions, in whatever schema they were put.
constexpr std::string_view extension_views[]
  = {"pg_stat_monitor", "pg_stat_statements", "pg_store_plans"};

constexpr std::string_view information[]
  = {"_pg_foreign_data_wrappers",    "_pg_foreign_servers",    "_pg_foreign_table_columns",
     "_pg_foreign_tables",           "_pg_user_mappings",      "column_options",
     "foreign_data_wrapper_options", "foreign_server_options", "foreign_table_options",
     "user_mapping_options",         "user_mappings"};

constexpr std::string_view settings[] = {"archive_cleanup_command",
                                         "archive_command",
                                         "archive_library",
                                         "config_file",
                                         "data_directory",
                                         "external_pid_file",
                                         "hba_file",
                                         "ident_file",
                                         "krb_server_keyfile",
                                         "log_directory",
                                         "primary_conninfo",
                                         "recovery_end_command",
                                         "restore_command",
                                         "ssl_ca_file",
                                         "ssl_cert_file",
                                         "ssl_crl_dir",
                                         "ssl_crl_file",
                                         "ssl_dh_params_file",
                                         "ssl_key_file",
                                         "ssl_passphrase_command",
                                         "stats_temp_directory",
                                         "unix_socket_directories"};
static_assert(std::ranges::is_sorted(settings));

bool any(std::span<const std::string_view> names, std::string_view name) noexcept {
  return std::ranges::find(names, name) != names.end();
}

} // namespace

std::optional<rule> refused_relation(const relation_fact& named) noexcept {
  if (named.schema == "pg_toast" || named.schema.starts_with("pg_toast_"))
    return rule::raw_storage;
  const bool maybe_system = named.schema.empty() || named.schema == "pg_catalog";
  const bool secret = (maybe_system && any(catalogs, named.name))
                      || (named.schema == "information_schema" && any(information, named.name))
                      || any(extension_views, named.name);
  return secret ? std::optional(rule::secret_relation) : std::nullopt;
}

std::span<const std::string_view> secret_catalogs() noexcept {
  return catalogs;
}

std::span<const std::string_view> secret_information() noexcept {
  return information;
}

std::span<const std::string_view> secret_extension_views() noexcept {
  return extension_views;
}

std::span<const std::string_view> secret_settings() noexcept {
  return settings;
}

bool is_temporary(const relation_fact& named) noexcept {
  return named.temporary || named.schema == "pg_temp" || named.schema.starts_with("pg_temp_");
}

bool secret_setting(std::string_view name) noexcept {
  return std::ranges::binary_search(settings, name);
}

} // namespace howdah::sql
