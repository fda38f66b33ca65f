#pragma once

#include "core/access_mode.hpp"
#include "sql/rules.hpp"

#include <optional>
#include <span>
#include <string_view>

namespace howdah::sql {

/// Statements that the access modes treat alike; docs/access-modes.md has the table.
enum class statement_family {
  query, ///< SELECT, VALUES, TABLE
  show,
  explain,
  write,       ///< INSERT, UPDATE, DELETE, MERGE, TRUNCATE
  definition,  ///< DDL inside one database, privileges included
  code,        ///< DO, CALL: what they do is not in the tree
  maintenance, ///< VACUUM, ANALYZE, REINDEX, CLUSTER
  copy,
  transaction,
  session, ///< SET, RESET, DISCARD
  cursor,
  prepared,
  notification,
  table_lock,
  role,
  server,       ///< settings, libraries and checkpoints of the server
  server_file,  ///< tablespaces
  other_server, ///< foreign servers, subscriptions
};

/// One statement node of the grammar. Nodes without an entry are refused in every mode.
struct statement_kind {
  std::string_view node;    ///< "InsertStmt"
  std::string_view command; ///< as people write it: "INSERT"
  statement_family family;
};

/// Null for anything that is no statement.
const statement_kind* find_statement(std::string_view node) noexcept;
std::span<const statement_kind> all_statements() noexcept;

/// The rule that refuses a whole family in a mode; nothing when the family is admitted or decided
/// by its details.
std::optional<rule> refused_by(statement_family family, access_mode mode) noexcept;

} // namespace howdah::sql
