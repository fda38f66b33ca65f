#include "tests/oracle/observation.hpp"

#include "tests/oracle/session.hpp"

#include <string_view>

namespace howdah::oracle {

namespace {

struct facet {
  std::string_view name;
  std::string_view query;     ///< of one value
  bool outlasts_error = true; ///< an error, which ends the transaction, does not end it
};

/// What a transaction would write needs a transaction id; the rest needs none: the log of writes
/// itself, shared memory, the session, files. PostgreSQL's own pg_sequences locks sequences.
constexpr facet facets[] = {
  {"transaction id", "pg_current_xact_id_if_assigned()"},
  {"position of the write-ahead log", "pg_current_wal_insert_lsn()"},
  {"rows written", "(SELECT sum(n_tup_ins + n_tup_upd + n_tup_del) FROM pg_stat_xact_all_tables)"},
  {"locks",
   "(SELECT string_agg(concat_ws(' ', locktype, mode, relation::regclass, classid, objid), ',')"
   " FROM pg_locks WHERE pid = pg_backend_pid() AND locktype <> 'virtualxid'"
   " AND mode <> 'AccessShareLock'"
   " AND NOT EXISTS (SELECT FROM pg_class s WHERE s.oid = relation AND relkind = 'S'))",
   false},
  {"prepared statements", "(SELECT string_agg(name, ',') FROM pg_prepared_statements)"},
  {"cursors", "(SELECT string_agg(name, ',') FROM pg_cursors WHERE name <> '')"},
  {"temporary relations",
   "(SELECT count(*) FROM pg_class WHERE relnamespace = pg_my_temp_schema())"},
  {"settings", "(SELECT md5(string_agg(name || setting, ',')) FROM pg_settings)"},
  {"settings of tenants", "current_setting('app.tenant', true)"},
  {"role", "current_user || session_user"},
  {"channels", "(SELECT string_agg(c, ',') FROM pg_listening_channels() c)"},
  {"large objects", "(SELECT count(*) FROM pg_largeobject_metadata)"},
  {"sequences", "(SELECT string_agg(last_value::text, ',') FROM pg_sequences)"},
  {"replication slots", "(SELECT string_agg(concat_ws(' ', slot_name, active, restart_lsn), ',')"
                        " FROM pg_replication_slots)"},
  {"replication origins", "(SELECT count(*) FROM pg_replication_origin_status)"},
  {"prepared transactions", "(SELECT count(*) FROM pg_prepared_xacts)"},
  {"other sessions", "(SELECT string_agg(pid::text, ',' ORDER BY pid) FROM pg_stat_activity"
                     " WHERE backend_type = 'client backend' AND application_name <> 'oracle')"},
  {"statistics resets", "(SELECT max(stats_reset) FROM pg_stat_database)"},
  {"configuration loads", "pg_conf_load_time()"},
  {"snapshots", "(SELECT count(*) FROM pg_ls_dir('pg_snapshots'))"},
  {"files", "(SELECT count(*) FROM pg_ls_dir('.'))"},
  {"log segments", "(SELECT count(*) FROM pg_ls_dir('pg_wal'))"},
};

std::string question() {
  std::string text;
  for (const auto& each : facets)
    text.append(text.empty() ? "SELECT " : ", ").append(each.query);
  return text;
}

} // namespace

observation observation::of(session& observed) {
  static const auto text = question();
  return {observed.row(text)};
}

std::string observation::difference(const observation& before, bool failed) const {
  std::string found;
  for (std::size_t i = 0; i < values.size(); ++i)
    if (values[i] != before.values[i] && (facets[i].outlasts_error || !failed))
      found.append(found.empty() ? "" : "; ")
        .append(facets[i].name)
        .append(": ")
        .append(before.values[i])
        .append(" -> ")
        .append(values[i]);
  return found;
}

} // namespace howdah::oracle
