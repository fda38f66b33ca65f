#pragma once

#include <span>
#include <string_view>

namespace howdah::sql {

/// Every reason for which the guard refuses. docs/rules.md shows the table behind them.
enum class rule {
  single_statement,
  statement_size,
  nesting,
  operator_run,
  constant_size,
  invalid_text,
  invisible_character,
  parameter_number,
  unknown_node,
  write,
  definition,
  code,
  maintenance,
  select_into,
  row_lock,
  copy_stream,
  transaction_control,
  session_control,
  session_left,
  cursor,
  prepared_statement,
  notification,
  table_lock,
  role,
  server_administration,
  server_file,
  server_program,
  server_setting,
  other_server,
  native_code,
  sql_as_text,
  sequence,
  delay,
  advisory_lock,
  transaction_id,
  large_object,
  replication,
  statistics,
  raw_storage,
  secret_relation,
  secret_column,
  unreviewed_function,
  volatile_routine,
  owner_rights,
};

struct rule_text {
  rule of;
  std::string_view id;     ///< what callers see in `rule`
  std::string_view reason; ///< completes "… is refused: it …"
  std::string_view remedy; ///< what to do instead
};

const rule_text& text_of(rule which) noexcept;
std::span<const rule_text> all_rules() noexcept;

} // namespace howdah::sql
