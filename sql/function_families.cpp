#include "sql/function_families.hpp"

namespace howdah::sql {

namespace {

using names = std::string_view[];

constexpr names settings = {"set_config"};
constexpr names settings_readers = {"pg_show_all_settings"};
constexpr names random_state = {"setseed"};
constexpr names delays = {"pg_sleep", "pg_sleep_for", "pg_sleep_until"};
constexpr names transaction_locks = {"pg_advisory_xact_", "pg_try_advisory_xact_"};
constexpr names session_locks = {"pg_advisory_", "pg_try_advisory_"};
constexpr names sequence_writers = {"nextval", "setval"};
constexpr names sequence_readers = {"currval", "lastval"};
constexpr names transaction_ids = {"pg_current_xact_id", "pg_export_snapshot", "txid_current"};
constexpr names notifiers = {"pg_notify"};

constexpr names file_readers = {"lo_export",
                                "lo_import",
                                "pg_config",
                                "pg_current_logfile",
                                "pg_hba_file_rules",
                                "pg_ident_file_mappings",
                                "pg_logdir_ls",
                                "pg_read_binary_file",
                                "pg_read_file",
                                "pg_read_file_old",
                                "pg_show_all_file_settings",
                                "pg_stat_file"};
constexpr names file_prefixes = {"pg_file_", "pg_ls_"};
constexpr names file_schemas = {"utl_file"};

constexpr names large_objects
  = {"lo_close",   "lo_creat",    "lo_create",     "lo_from_bytea", "lo_get", "lo_lseek",
     "lo_lseek64", "lo_manage",   "lo_oid",        "lo_open",       "lo_put", "lo_tell",
     "lo_tell64",  "lo_truncate", "lo_truncate64", "lo_unlink",     "loread", "lowrite"};

constexpr names remote = {"http",
                          "http_collect_response",
                          "http_delete",
                          "http_get",
                          "http_head",
                          "http_patch",
                          "http_post",
                          "http_put",
                          "http_reset_curlopt",
                          "http_set_curlopt"};
constexpr names remote_prefixes = {"dblink", "postgres_fdw_"};
constexpr names remote_schemas = {"aws_lambda", "aws_s3", "azure_storage", "utl_http", "utl_smtp"};

constexpr names delayed_schemas = {"cron", "pgagent"};
constexpr names background = {"pg_background_"};
constexpr names sql_text = {"connectby", "cursor_to_xmlschema", "ts_stat", "xpath_table"};
constexpr names sql_text_prefixes = {"crosstab",     "cursor_to_xml", "database_to_xml",
                                     "query_to_xml", "schema_to_xml", "table_to_xml"};
constexpr names sql_text_schemas = {"dbms_sql"};

constexpr names administration = {"pg_backup_start",
                                  "pg_backup_stop",
                                  "pg_cancel_backend",
                                  "pg_create_restore_point",
                                  "pg_extension_config_dump",
                                  "pg_import_system_collations",
                                  "pg_log_backend_memory_contexts",
                                  "pg_log_standby_snapshot",
                                  "pg_logfile_rotate",
                                  "pg_nextoid",
                                  "pg_promote",
                                  "pg_reload_conf",
                                  "pg_rotate_logfile",
                                  "pg_rotate_logfile_old",
                                  "pg_start_backup",
                                  "pg_stop_backup",
                                  "pg_stop_making_pinned_objects",
                                  "pg_switch_wal",
                                  "pg_switch_xlog",
                                  "pg_terminate_backend"};
constexpr names administration_prefixes
  = {"binary_upgrade_", "pg_stat_reset", "pg_wal_replay_pause", "pg_wal_replay_resume"};

constexpr names replication_names
  = {"pg_copy_logical_replication_slot",   "pg_copy_physical_replication_slot",
     "pg_create_logical_replication_slot", "pg_create_physical_replication_slot",
     "pg_drop_replication_slot",           "pg_replication_slot_advance",
     "pg_show_replication_origin_status",  "pg_sync_replication_slots"};
constexpr names replication_prefixes = {"pg_logical_", "pg_replication_origin_", "pg_wal_replay_"};

constexpr names statistics_names = {"gin_clean_pending_list",    "hypopg_reset",
                                    "pg_clear_attribute_stats",  "pg_clear_relation_stats",
                                    "pg_qualstats_reset",        "pg_restore_attribute_stats",
                                    "pg_restore_relation_stats", "pg_stat_clear_snapshot",
                                    "pg_stat_force_next_flush",  "pg_stat_kcache_reset",
                                    "pg_stat_statements_reset"};
constexpr names statistics_prefixes = {"brin_desummarize_", "brin_summarize_"};

constexpr names raw_storage_names = {"bt_metap",
                                     "bt_multi_page_stats",
                                     "currtid",
                                     "currtid2",
                                     "fsm_page_contents",
                                     "get_raw_page",
                                     "page_checksum",
                                     "page_header",
                                     "pg_check_frozen",
                                     "pg_check_visible",
                                     "pg_prewarm",
                                     "pg_truncate_visibility_map",
                                     "tuple_data_split"};
constexpr names raw_storage_prefixes
  = {"autoprewarm_",     "brin_metapage_",    "brin_page_",      "brin_revmap_",
     "bt_index_",        "bt_page_",          "gin_leafpage_",   "gin_metapage_",
     "gin_page_",        "gist_page_",        "hash_bitmap_",    "hash_metapage_",
     "hash_page_",       "heap_force_",       "heap_page_",      "heap_tuple_infomask_",
     "pg_buffercache_",  "pg_get_wal_block_", "pg_get_wal_fpi_", "pg_get_wal_record",
     "pg_get_wal_stats", "verify_heapam"};

constexpr names statements_of_others = {"pg_get_backend_memory_contexts", "pg_stat_get_activity",
                                        "pg_stat_get_backend_activity", "pg_stat_get_wal_receiver"};

constexpr function_family families[] = {
  {rule::session_control, true, effect::session, settings, {}, {}},
  {rule::server_setting, false, effect::none, settings_readers, {}, {}},
  {rule::session_control, false, effect::session, random_state, {}, {}},
  {rule::delay, false, effect::none, delays, {}, {}},
  {rule::advisory_lock, false, effect::none, {}, transaction_locks, {}},
  {rule::advisory_lock, true, effect::session, {}, session_locks, {}},
  {rule::sequence, false, effect::writes, sequence_writers, {}, {}},
  {rule::sequence, false, effect::none, sequence_readers, {}, {}},
  {rule::transaction_id, false, effect::none, transaction_ids, {}, {}},
  {rule::notification, true, effect::writes, notifiers, {}, {}},
  {rule::server_file, true, effect::writes, file_readers, file_prefixes, file_schemas},
  {rule::large_object, false, effect::writes, large_objects, {}, {}},
  {rule::other_server, true, effect::session, remote, remote_prefixes, remote_schemas},
  {rule::sql_as_text, true, effect::writes, {}, background, delayed_schemas},
  {rule::sql_as_text, false, effect::writes, sql_text, sql_text_prefixes, sql_text_schemas},
  {rule::server_administration, true, effect::writes, administration, administration_prefixes, {}},
  {rule::replication, true, effect::writes, replication_names, replication_prefixes, {}},
  {rule::statistics, false, effect::writes, statistics_names, statistics_prefixes, {}},
  {rule::secret_column, false, effect::none, statements_of_others, {}, {}},
  {rule::raw_storage, false, effect::writes, raw_storage_names, raw_storage_prefixes, {}},
};

} // namespace

std::span<const function_family> function_families() noexcept {
  return families;
}

} // namespace howdah::sql
