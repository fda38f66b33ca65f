#pragma once

#include "core/pooling.hpp"
#include "sql/rules.hpp"

#include <string>
#include <string_view>

namespace howdah::tests {

/// What the page on the guard says of one rule.
struct rule_sample {
  sql::rule of;
  std::string_view statement;      ///< one that it refuses
  std::string_view why;            ///< the reason behind the rule
  std::string (*text)() = nullptr; ///< when that is only a description of the statement
  pooling behind = pooling::none;
};

inline std::string nested() {
  std::string text = "SELECT 1";
  for (int i = 0; i < 1200; ++i)
    text += " + 1";
  return text;
}

/// One for each rule, in their order.
inline constexpr rule_sample rule_samples[] = {
  {sql::rule::single_statement, "SELECT 1; SELECT 2",
   "what stands behind a semicolon runs without having been meant; an empty text does nothing"},
  {sql::rule::statement_size, "more than 64 KiB", "parsing and planning cost more than linearly",
   [] {
     return "SELECT '" + std::string(70'000, 'x') + "'";
   }},
  {sql::rule::nesting, "a sum of 1,200 numbers", "PostgreSQL's parser and planner recurse", nested},
  {sql::rule::operator_run, "2,000 plus signs in a row",
   "a few kilobytes would keep a core busy for seconds",
   [] {
     return "SELECT 1 " + std::string(2000, '+') + " 1";
   }},
  {sql::rule::constant_size, "SELECT repeat(repeat('x', 100000), 100000)",
   "planning takes the memory before any limit on rows or time holds"},
  {sql::rule::invalid_text, "a byte that is not UTF-8",
   "it would be read as something else than what was judged",
   [] {
     return std::string("SELECT '\xff'");
   }},
  {sql::rule::invisible_character, "a zero-width space between words",
   "people and models that review the statement see another one",
   [] {
     return std::string("SELECT\xe2\x80\x8b 1");
   }},
  {sql::rule::parameter_number, "SELECT $70000", "the protocol cannot carry it"},
  {sql::rule::unknown_node, "",
   "what nobody reviewed is refused, so that a newer grammar opens nothing"},
  {sql::rule::write, "WITH d AS (DELETE FROM t RETURNING *) SELECT * FROM d",
   "a reader changes no rows, wherever in the statement"},
  {sql::rule::definition, "CREATE TABLE t (a int)", "a reader changes no schema and no privileges"},
  {sql::rule::code, "DO $$ BEGIN DELETE FROM t; END $$", "what the code does is not in the tree"},
  {sql::rule::maintenance, "VACUUM t", "it writes, and takes long locks"},
  {sql::rule::select_into, "SELECT 1 AS a INTO t", "it creates a table"},
  {sql::rule::row_lock, "SELECT * FROM t FOR UPDATE",
   "row locks are written to the rows, and hold up writers"},
  {sql::rule::copy_stream, "COPY t TO STDOUT",
   "a tool call has one answer, and no stream beside it"},
  {sql::rule::transaction_control, "COMMIT",
   "what follows would run outside of READ ONLY and of the rollback"},
  {sql::rule::session_control, "SET search_path = other",
   "sessions are pooled: the next caller would have the setting, and limits are settings"},
  {sql::rule::session_left, "CREATE TEMP TABLE t (a int)",
   "with `--pooler transaction` only: the session is somebody else's with the next transaction",
   nullptr, pooling::transaction},
  {sql::rule::cursor, "DECLARE c CURSOR FOR SELECT 1",
   "it would be gone with the transaction, or stay in a pooled session"},
  {sql::rule::prepared_statement, "PREPARE p AS SELECT 1",
   "it would stay in a pooled session, and EXECUTE shows nothing of what it runs"},
  {sql::rule::notification, "NOTIFY c",
   "it reaches other sessions, whatever becomes of the transaction"},
  {sql::rule::table_lock, "LOCK t", "it holds up others for nothing"},
  {sql::rule::role, "CREATE ROLE r",
   "the login may be able to; callers of a tool are not its administrators"},
  {sql::rule::server_administration, "SELECT pg_reload_conf()", "READ ONLY does not hold it up"},
  {sql::rule::server_file, "SELECT pg_read_file('PG_VERSION')",
   "files know no privileges of tables"},
  {sql::rule::server_program, "COPY t FROM PROGRAM 'id'",
   "a program of the server can do anything"},
  {sql::rule::server_setting, "SHOW data_directory",
   "paths and connection strings help whoever attacks the server"},
  {sql::rule::other_server, "SELECT dblink('host=other', 'DELETE FROM t')",
   "another server knows nothing of our transaction"},
  {sql::rule::native_code, "CREATE FUNCTION f() RETURNS int LANGUAGE c AS 'lib'",
   "it runs as the server itself"},
  {sql::rule::sql_as_text, "SELECT query_to_xml('DELETE FROM t', true, true, '')",
   "a literal is not parsed, so what it would run is not judged"},
  {sql::rule::sequence, "SELECT nextval('s')",
   "sequences are not rolled back, and currval tells what another caller of the pooled session "
   "did"},
  {sql::rule::delay, "SELECT pg_sleep(60)", "it holds a connection of the pool"},
  {sql::rule::advisory_lock, "SELECT pg_advisory_lock(1)",
   "it outlives the rollback, in a session that others use"},
  {sql::rule::transaction_id, "SELECT txid_current()",
   "each takes a number of 4 billion, even in READ ONLY"},
  {sql::rule::large_object, "SELECT lo_create(0)",
   "PostgreSQL before 16 writes large objects in READ ONLY"},
  {sql::rule::replication, "SELECT pg_drop_replication_slot('s')",
   "slots and the log of writes are outside of transactions"},
  {sql::rule::statistics, "SELECT pg_stat_statements_reset()",
   "counters are outside of transactions"},
  {sql::rule::raw_storage, "SELECT * FROM pg_toast.pg_toast_2619",
   "pages hold values of every row, deleted ones and those of others too"},
  {sql::rule::secret_relation, "SELECT rolpassword FROM pg_authid",
   "a superuser's login reads them for every caller"},
  {sql::rule::secret_column, "SELECT query FROM pg_stat_activity",
   "statements of others contain their data; options of servers contain passwords"},
  {sql::rule::unreviewed_function, "SELECT pg_new_in_a_later_version()",
   "volatility does not tell what functions of PostgreSQL do: those on the list were read one by "
   "one. Input and output functions of types are not on it: casts do the same"},
  {sql::rule::volatile_routine, "SELECT volatile_function()",
   "PostgreSQL itself holds it able to write"},
  {sql::rule::owner_rights, "SELECT definers_function()",
   "what it reads depends on its owner, not on the caller"},
};

} // namespace howdah::tests
