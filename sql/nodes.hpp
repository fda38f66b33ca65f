#pragma once

#include "sql/statements.hpp"

#include <cstdint>
#include <optional>
#include <string_view>

namespace howdah::sql {

/// What the walker does with a node of the parse tree beyond walking through it.
enum class node_role : std::uint8_t {
  plain,
  statement,
  relation,    ///< RangeVar
  call,        ///< FuncCall
  type,        ///< TypeName
  cast,        ///< TypeCast
  expression,  ///< A_Expr
  constant,    ///< A_Const
  value,       ///< String, Integer, Float, Boolean: the scalar inside is what is meant
  column,      ///< ColumnRef
  indirection, ///< A_Indirection
  star,        ///< A_Star
  parameter,   ///< ParamRef
  with,        ///< WithClause
  cte,         ///< CommonTableExpr
  into,        ///< IntoClause
  locking,     ///< LockingClause
  option,      ///< DefElem
  one_of_text, ///< RawStmt: one statement of the text
};

struct node {
  std::string_view name;
  node_role role = node_role::plain;
  const statement_kind* statement = nullptr;
};

/// A node of PostgreSQL 15's raw grammar that was reviewed; nothing for any other name.
std::optional<node> find_node(std::string_view name) noexcept;

/// The tree names most nodes where they stand, but not in fields that hold one kind only: the node
/// of such a field.
std::optional<node> node_of_field(std::string_view owner, std::string_view field) noexcept;

/// True for scalar fields that rules ask about.
bool noteworthy(std::string_view owner, std::string_view field) noexcept;

} // namespace howdah::sql
