#include "sql/rules.hpp"

#include <cstddef>

namespace howdah::sql {

namespace {

constexpr rule_text table[] = {
  {rule::single_statement, "single-statement", "must be exactly one statement",
   "Send each statement in a call of its own."},
  {rule::statement_size, "statement-size", "is larger than the configured limit",
   "Shorten it: pass values as parameters, load data in several calls."},
  {rule::nesting, "nesting", "is nested too deeply",
   "Flatten it: IN lists, VALUES or a join instead of long chains of operators or sub-selects."},
  {rule::operator_run, "operator-run",
   "has hundreds of operator characters in a row, which PostgreSQL's lexer reads in quadratic time",
   "Put blanks between operators and inside banners of comments."},
  {rule::constant_size, "constant-size",
   "computes a constant of more than 256 MiB, which PostgreSQL does while it plans",
   "Ask for less of it, or build the value out of rows: string_agg(…) FROM generate_series(…)."},
  {rule::invalid_text, "invalid-text", "contains bytes that are no text",
   "Send UTF-8 without NUL characters; binary values go into parameters."},
  {rule::invisible_character, "invisible-character",
   "contains a character outside quotes that readers cannot see",
   "Remove it, or put it inside a literal or a quoted name."},
  {rule::parameter_number, "parameter-number", "uses a parameter number that cannot be sent",
   "Number parameters $1 to $65535."},
  {rule::unknown_node, "unknown-node", "uses a part of the grammar that was not reviewed",
   "Write it differently, or ask the operator of this server."},
  {rule::write, "write", "changes data", "Read with SELECT; changes need the read-write mode."},
  {rule::definition, "definition", "changes the schema or privileges",
   "Changes of the schema need the read-write mode."},
  {rule::code, "code", "runs code that the statement does not show",
   "Call functions in a SELECT, or use the read-write mode."},
  {rule::maintenance, "maintenance", "maintains storage", "Maintenance needs the read-write mode."},
  {rule::select_into, "select-into", "creates a table",
   "Leave INTO out, or use the read-write mode."},
  {rule::row_lock, "row-lock", "locks rows",
   "Leave FOR UPDATE/SHARE out: a read does not need it."},
  {rule::copy_stream, "copy-stream", "moves data through a channel that tool calls do not have",
   "Read with SELECT, write with INSERT … VALUES."},
  {rule::transaction_control, "transaction-control",
   "would end the transaction that this server wraps around every statement",
   "Leave it out: each call is a transaction of its own."},
  {rule::session_control, "session-control", "changes the session, which callers share",
   "Leave it out: qualify names instead of setting search_path; limits are the operator's."},
  {rule::session_left, "session-left",
   "may leave something in the session, which behind a transaction pooler is somebody else's next",
   "Not available behind a transaction pooler: run it on a connection to PostgreSQL itself."},
  {rule::cursor, "cursor", "uses a cursor, and no cursor outlives its call",
   "Page with ORDER BY, a key condition and LIMIT."},
  {rule::prepared_statement, "prepared-statement",
   "uses a named prepared statement, which belongs to the session",
   "Send the statement itself with $1 parameters; the server prepares it."},
  {rule::notification, "notification", "talks to other sessions",
   "Not available through this server in this mode."},
  {rule::table_lock, "table-lock", "takes a lock that ends with the call",
   "Leave it out: a single statement locks what it needs."},
  {rule::role, "role", "changes who may log in to the cluster or act as whom",
   "Roles are the database administrator's."},
  {rule::server_administration, "server-administration", "administers the server",
   "Not available through this server in this mode."},
  {rule::server_file, "server-file", "reaches files of the database server",
   "Use tables; files of the server are not available in this mode."},
  {rule::server_program, "server-program", "runs a program on the database server",
   "Programs are not available in this mode."},
  {rule::server_setting, "server-setting", "shows paths or secrets of the database server",
   "Ask for another setting, by name."},
  {rule::other_server, "other-server", "reaches other servers",
   "Connections to other servers are the administrator's to define."},
  {rule::native_code, "native-code", "loads code that PostgreSQL does not confine",
   "Use LANGUAGE sql or plpgsql."},
  {rule::sql_as_text, "sql-as-text", "runs SQL that is hidden in a string",
   "Send that SQL as the statement itself."},
  {rule::sequence, "sequence", "advances or asks a sequence of this session",
   "Read the sequence's row: SELECT last_value FROM the_sequence."},
  {rule::delay, "delay", "waits on purpose", "Wait on your side and call again."},
  {rule::advisory_lock, "advisory-lock", "takes or releases a lock that outlives the statement",
   "Not available: sessions are shared."},
  {rule::transaction_id, "transaction-id", "takes a transaction id or exports a snapshot",
   "Use pg_current_xact_id_if_assigned() or pg_current_snapshot()."},
  {rule::large_object, "large-object", "uses large objects, which READ ONLY does not protect",
   "Store bytes in a bytea column, or use the read-write mode."},
  {rule::replication, "replication", "controls replication or writes to the WAL",
   "Read pg_replication_slots or pg_stat_replication."},
  {rule::statistics, "statistics", "resets statistics or maintains an index",
   "Read the pg_stat_* views."},
  {rule::raw_storage, "raw-storage", "reads or changes pages beneath the privileges",
   "Query the table itself."},
  {rule::secret_relation, "secret-relation",
   "holds secrets, raw values or other callers' statements",
   "Use the public view beside it: pg_roles, pg_settings, pg_class, pg_stats."},
  {rule::secret_column, "secret-column",
   "reads, or may read, a column with the statements of others, the options of other servers or "
   "samples of values",
   "Name the columns that you need, without *, whole rows, NATURAL JOIN and lists of new column "
   "names."},
  {rule::unreviewed_function, "unreviewed-function",
   "calls a system function that is not on the reviewed list",
   "Use another function, or ask the operator of this server."},
  {rule::volatile_routine, "volatile-routine",
   "is declared VOLATILE, which may write or act outside of the transaction",
   "Query the tables themselves; if it only reads, its owner can declare it STABLE."},
  {rule::owner_rights, "owner-rights",
   "runs with the rights of its owner (SECURITY DEFINER), whatever the caller may see",
   "Query the tables themselves, or a view that you may read."},
};

constexpr bool in_order() {
  for (std::size_t i = 0; i < std::size(table); ++i)
    if (static_cast<std::size_t>(table[i].of) != i)
      return false;
  return true;
}
static_assert(in_order(), "one row per rule, in the order of the enumeration");

} // namespace

const rule_text& text_of(rule which) noexcept {
  return table[static_cast<std::size_t>(which)];
}

std::span<const rule_text> all_rules() noexcept {
  return table;
}

} // namespace howdah::sql
