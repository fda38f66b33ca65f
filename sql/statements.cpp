#include "sql/statements.hpp"

#include <algorithm>
#include <iterator>

namespace howdah::sql {

namespace {

using enum statement_family;

/// Every statement of PostgreSQL 15's grammar, by node name.
constexpr statement_kind table[] = {
  {"AlterCollationStmt", "ALTER COLLATION", definition},
  {"AlterDatabaseRefreshCollStmt", "ALTER DATABASE", definition},
  {"AlterDatabaseSetStmt", "ALTER DATABASE … SET", server},
  {"AlterDatabaseStmt", "ALTER DATABASE", definition},
  {"AlterDefaultPrivilegesStmt", "ALTER DEFAULT PRIVILEGES", definition},
  {"AlterDomainStmt", "ALTER DOMAIN", definition},
  {"AlterEnumStmt", "ALTER TYPE", definition},
  {"AlterEventTrigStmt", "ALTER EVENT TRIGGER", definition},
  {"AlterExtensionContentsStmt", "ALTER EXTENSION", definition},
  {"AlterExtensionStmt", "ALTER EXTENSION", definition},
  {"AlterFdwStmt", "ALTER FOREIGN DATA WRAPPER", other_server},
  {"AlterForeignServerStmt", "ALTER SERVER", other_server},
  {"AlterFunctionStmt", "ALTER FUNCTION", definition},
  {"AlterObjectDependsStmt", "ALTER … DEPENDS ON EXTENSION", definition},
  {"AlterObjectSchemaStmt", "ALTER … SET SCHEMA", definition},
  {"AlterOpFamilyStmt", "ALTER OPERATOR FAMILY", definition},
  {"AlterOperatorStmt", "ALTER OPERATOR", definition},
  {"AlterOwnerStmt", "ALTER … OWNER TO", definition},
  {"AlterPolicyStmt", "ALTER POLICY", definition},
  {"AlterPublicationStmt", "ALTER PUBLICATION", definition},
  {"AlterRoleSetStmt", "ALTER ROLE … SET", role},
  {"AlterRoleStmt", "ALTER ROLE", role},
  {"AlterSeqStmt", "ALTER SEQUENCE", definition},
  {"AlterStatsStmt", "ALTER STATISTICS", definition},
  {"AlterSubscriptionStmt", "ALTER SUBSCRIPTION", other_server},
  {"AlterSystemStmt", "ALTER SYSTEM", server},
  {"AlterTSConfigurationStmt", "ALTER TEXT SEARCH CONFIGURATION", definition},
  {"AlterTSDictionaryStmt", "ALTER TEXT SEARCH DICTIONARY", definition},
  {"AlterTableMoveAllStmt", "ALTER TABLE ALL IN TABLESPACE", definition},
  {"AlterTableSpaceOptionsStmt", "ALTER TABLESPACE", server_file},
  {"AlterTableStmt", "ALTER TABLE", definition},
  {"AlterTypeStmt", "ALTER TYPE", definition},
  {"AlterUserMappingStmt", "ALTER USER MAPPING", other_server},
  {"CallStmt", "CALL", code},
  {"CheckPointStmt", "CHECKPOINT", server},
  {"ClosePortalStmt", "CLOSE", cursor},
  {"ClusterStmt", "CLUSTER", maintenance},
  {"CommentStmt", "COMMENT", definition},
  {"CompositeTypeStmt", "CREATE TYPE", definition},
  {"ConstraintsSetStmt", "SET CONSTRAINTS", session},
  {"CopyStmt", "COPY", copy},
  {"CreateAmStmt", "CREATE ACCESS METHOD", definition},
  {"CreateCastStmt", "CREATE CAST", definition},
  {"CreateConversionStmt", "CREATE CONVERSION", definition},
  {"CreateDomainStmt", "CREATE DOMAIN", definition},
  {"CreateEnumStmt", "CREATE TYPE", definition},
  {"CreateEventTrigStmt", "CREATE EVENT TRIGGER", definition},
  {"CreateExtensionStmt", "CREATE EXTENSION", definition},
  {"CreateFdwStmt", "CREATE FOREIGN DATA WRAPPER", other_server},
  {"CreateForeignServerStmt", "CREATE SERVER", other_server},
  {"CreateForeignTableStmt", "CREATE FOREIGN TABLE", other_server},
  {"CreateFunctionStmt", "CREATE FUNCTION", definition},
  {"CreateOpClassStmt", "CREATE OPERATOR CLASS", definition},
  {"CreateOpFamilyStmt", "CREATE OPERATOR FAMILY", definition},
  {"CreatePLangStmt", "CREATE LANGUAGE", server},
  {"CreatePolicyStmt", "CREATE POLICY", definition},
  {"CreatePublicationStmt", "CREATE PUBLICATION", definition},
  {"CreateRangeStmt", "CREATE TYPE", definition},
  {"CreateRoleStmt", "CREATE ROLE", role},
  {"CreateSchemaStmt", "CREATE SCHEMA", definition},
  {"CreateSeqStmt", "CREATE SEQUENCE", definition},
  {"CreateStatsStmt", "CREATE STATISTICS", definition},
  {"CreateStmt", "CREATE TABLE", definition},
  {"CreateSubscriptionStmt", "CREATE SUBSCRIPTION", other_server},
  {"CreateTableAsStmt", "CREATE TABLE AS", definition},
  {"CreateTableSpaceStmt", "CREATE TABLESPACE", server_file},
  {"CreateTransformStmt", "CREATE TRANSFORM", definition},
  {"CreateTrigStmt", "CREATE TRIGGER", definition},
  {"CreateUserMappingStmt", "CREATE USER MAPPING", other_server},
  {"CreatedbStmt", "CREATE DATABASE", definition},
  {"DeallocateStmt", "DEALLOCATE", prepared},
  {"DeclareCursorStmt", "DECLARE", cursor},
  {"DefineStmt", "CREATE", definition},
  {"DeleteStmt", "DELETE", write},
  {"DiscardStmt", "DISCARD", session},
  {"DoStmt", "DO", code},
  {"DropOwnedStmt", "DROP OWNED", role},
  {"DropRoleStmt", "DROP ROLE", role},
  {"DropStmt", "DROP", definition},
  {"DropSubscriptionStmt", "DROP SUBSCRIPTION", other_server},
  {"DropTableSpaceStmt", "DROP TABLESPACE", server_file},
  {"DropUserMappingStmt", "DROP USER MAPPING", other_server},
  {"DropdbStmt", "DROP DATABASE", definition},
  {"ExecuteStmt", "EXECUTE", prepared},
  {"ExplainStmt", "EXPLAIN", explain},
  {"FetchStmt", "FETCH", cursor},
  {"GrantRoleStmt", "GRANT ROLE", role},
  {"GrantStmt", "GRANT or REVOKE", definition},
  {"ImportForeignSchemaStmt", "IMPORT FOREIGN SCHEMA", other_server},
  {"IndexStmt", "CREATE INDEX", definition},
  {"InsertStmt", "INSERT", write},
  {"ListenStmt", "LISTEN", notification},
  {"LoadStmt", "LOAD", server},
  {"LockStmt", "LOCK", table_lock},
  {"MergeStmt", "MERGE", write},
  {"NotifyStmt", "NOTIFY", notification},
  {"PrepareStmt", "PREPARE", prepared},
  {"ReassignOwnedStmt", "REASSIGN OWNED", role},
  {"RefreshMatViewStmt", "REFRESH MATERIALIZED VIEW", write},
  {"ReindexStmt", "REINDEX", maintenance},
  {"RenameStmt", "ALTER … RENAME", definition},
  {"ReplicaIdentityStmt", "ALTER TABLE … REPLICA IDENTITY", definition},
  {"ReturnStmt", "RETURN", query},
  {"RuleStmt", "CREATE RULE", definition},
  {"SecLabelStmt", "SECURITY LABEL", definition},
  {"SelectStmt", "SELECT", query},
  {"TransactionStmt", "transaction control", transaction},
  {"TruncateStmt", "TRUNCATE", write},
  {"UnlistenStmt", "UNLISTEN", notification},
  {"UpdateStmt", "UPDATE", write},
  {"VacuumStmt", "VACUUM or ANALYZE", maintenance},
  {"VariableSetStmt", "SET or RESET", session},
  {"VariableShowStmt", "SHOW", show},
  {"ViewStmt", "CREATE VIEW", definition},
};

static_assert(std::ranges::is_sorted(table, {}, &statement_kind::node));

struct family_rules {
  statement_family family;
  std::optional<rule> read_only, read_write, unrestricted;
};

constexpr family_rules policies[] = {
  {query, {}, {}, {}},
  {show, {}, {}, {}},
  {explain, {}, {}, {}},
  {write, rule::write, {}, {}},
  {definition, rule::definition, {}, {}},
  {code, rule::code, {}, {}},
  {maintenance, rule::maintenance, {}, {}},
  {copy, {}, {}, {}},
  {transaction, rule::transaction_control, rule::transaction_control, rule::transaction_control},
  {session, rule::session_control, rule::session_control, {}},
  {cursor, rule::cursor, rule::cursor, {}},
  {prepared, rule::prepared_statement, rule::prepared_statement, {}},
  {notification, rule::notification, rule::notification, {}},
  {table_lock, rule::table_lock, rule::table_lock, {}},
  {role, rule::role, rule::role, {}},
  {server, rule::server_administration, rule::server_administration, {}},
  {server_file, rule::server_file, rule::server_file, {}},
  {other_server, rule::other_server, rule::other_server, {}},
};

} // namespace

const statement_kind* find_statement(std::string_view node) noexcept {
  const auto* found = std::ranges::lower_bound(table, node, {}, &statement_kind::node);
  return found != std::end(table) && found->node == node ? found : nullptr;
}

std::span<const statement_kind> all_statements() noexcept {
  return table;
}

std::optional<rule> refused_by(statement_family family, access_mode mode) noexcept {
  const auto& row = *std::ranges::find(policies, family, &family_rules::family);
  switch (mode) {
  case access_mode::read_write:
    return row.read_write;
  case access_mode::unrestricted:
    return row.unrestricted;
  case access_mode::read_only:
    break;
  }
  return row.read_only;
}

} // namespace howdah::sql
