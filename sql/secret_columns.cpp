#include "sql/secret_columns.hpp"

#include <algorithm>
#include <cstddef>
#include <vector>

namespace howdah::sql {

namespace {

/// Of pg_catalog. Columns are those of every version of PostgreSQL, blanks between.
struct entry {
  std::string_view relation;
  std::string_view columns;
  std::string_view others;
};
constexpr entry secrets[] = {
  {"pg_db_role_setting", "setconfig", "setdatabase setrole"},
  {"pg_foreign_data_wrapper", "fdwoptions", "oid fdwname fdwowner fdwhandler fdwvalidator fdwacl"},
  {"pg_foreign_server", "srvoptions", "oid srvname srvowner srvfdw srvtype srvversion srvacl"},
  {"pg_foreign_table", "ftoptions", "ftrelid ftserver"},
  {"pg_stat_activity", "query",
   "datid datname pid leader_pid usesysid usename application_name client_addr client_hostname "
   "client_port backend_start xact_start query_start state_change wait_event_type wait_event "
   "state backend_xid backend_xmin query_id backend_type"},
  {"pg_stat_wal_receiver", "conninfo",
   "pid status receive_start_lsn receive_start_tli received_lsn written_lsn flushed_lsn "
   "received_tli last_msg_send_time last_msg_receipt_time latest_end_lsn latest_end_time "
   "slot_name sender_host sender_port"},
  {"pg_stats", "histogram_bounds most_common_elems most_common_vals range_bounds_histogram",
   "schemaname tablename attname inherited null_frac avg_width n_distinct most_common_freqs "
   "correlation most_common_elem_freqs elem_count_histogram range_length_histogram "
   "range_empty_frac"},
  {"pg_stats_ext", "most_common_vals",
   "schemaname tablename statistics_schemaname statistics_name statistics_owner attnames exprs "
   "kinds inherited n_distinct dependencies most_common_val_nulls most_common_freqs "
   "most_common_base_freqs"},
  {"pg_stats_ext_exprs",
   "histogram_bounds most_common_elems most_common_vals range_bounds_histogram",
   "schemaname tablename statistics_schemaname statistics_name statistics_owner expr inherited "
   "null_frac avg_width n_distinct most_common_freqs correlation most_common_elem_freqs "
   "elem_count_histogram range_length_histogram range_empty_frac"},
  {"pg_subscription", "subconninfo",
   "oid subdbid subskiplsn subname subowner subenabled subbinary substream subtwophasestate "
   "subdisableonerr subpasswordrequired subrunasowner subfailover subslotname subsynccommit "
   "subpublications suborigin"},
  {"pg_user_mapping", "umoptions", "oid umuser umserver"},
  {"pg_user_mappings", "umoptions", "umid srvid srvname umuser usename"}};

std::vector<std::string_view> words(std::string_view text) {
  std::vector<std::string_view> all;
  for (std::size_t at = 0; at < text.size();) {
    const auto end = std::min(text.find(' ', at), text.size());
    all.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return all;
}

std::vector<guarded_relation> both_ways_of_writing() {
  std::vector<guarded_relation> all;
  for (const auto& each : secrets)
    for (const auto* schema : {"", "pg_catalog"})
      all.push_back({.schema = schema,
                     .name = each.relation,
                     .columns = words(each.columns),
                     .open = words(each.others)});
  return all;
}

} // namespace

bool has_secret_column(const relation_fact& named) noexcept {
  return (named.schema.empty() || named.schema == "pg_catalog")
         && std::ranges::find(secrets, named.name, &entry::relation) != std::end(secrets);
}

std::span<const guarded_relation> secret_columns() {
  static const auto all = both_ways_of_writing();
  return all;
}

} // namespace howdah::sql
