#include "sql/nodes.hpp"

#include <algorithm>
#include <iterator>
#include <tuple>

namespace howdah::sql {

namespace {

using enum node_role;

/// Every node of PostgreSQL 15's raw grammar that is no statement. What the analyzer adds later
/// (Var, Query, …) never comes out of the parser, so it is unknown here.
constexpr node nodes[] = {
  {"A_ArrayExpr", plain},
  {"A_Const", constant},
  {"A_Expr", expression},
  {"A_Indices", plain},
  {"A_Indirection", indirection},
  {"A_Star", star},
  {"AccessPriv", plain},
  {"Alias", plain},
  {"AlterTableCmd", plain},
  {"BitString", plain},
  {"BoolExpr", plain},
  {"Boolean", value},
  {"BooleanTest", plain},
  {"CTECycleClause", plain},
  {"CTESearchClause", plain},
  {"CaseExpr", plain},
  {"CaseWhen", plain},
  {"CoalesceExpr", plain},
  {"CollateClause", plain},
  {"ColumnDef", plain},
  {"ColumnRef", column},
  {"CommonTableExpr", cte},
  {"Constraint", plain},
  {"CreateOpClassItem", plain},
  {"CurrentOfExpr", plain},
  {"DefElem", option},
  {"Float", value},
  {"FuncCall", call},
  {"FunctionParameter", plain},
  {"GroupingFunc", plain},
  {"GroupingSet", plain},
  {"IndexElem", plain},
  {"InferClause", plain},
  {"Integer", value},
  {"IntoClause", into},
  {"JoinExpr", plain},
  {"List", plain},
  {"LockingClause", locking},
  {"MergeWhenClause", plain},
  {"MinMaxExpr", plain},
  {"MultiAssignRef", plain},
  {"NamedArgExpr", plain},
  {"NullTest", plain},
  {"ObjectWithArgs", plain},
  {"OnConflictClause", plain},
  {"ParamRef", parameter},
  {"PartitionBoundSpec", plain},
  {"PartitionCmd", plain},
  {"PartitionElem", plain},
  {"PartitionRangeDatum", plain},
  {"PartitionSpec", plain},
  {"PublicationObjSpec", plain},
  {"PublicationTable", plain},
  {"RangeFunction", plain},
  {"RangeSubselect", plain},
  {"RangeTableFunc", plain},
  {"RangeTableFuncCol", plain},
  {"RangeTableSample", plain},
  {"RangeVar", relation},
  {"RawStmt", one_of_text},
  {"ResTarget", plain},
  {"RoleSpec", plain},
  {"RowExpr", plain},
  {"SQLValueFunction", plain},
  {"SetToDefault", plain},
  {"SortBy", plain},
  {"StatsElem", plain},
  {"String", value},
  {"SubLink", plain},
  {"TableLikeClause", plain},
  {"TriggerTransition", plain},
  {"TypeCast", cast},
  {"TypeName", type},
  {"VacuumRelation", plain},
  {"WindowDef", plain},
  {"WithClause", with},
  {"XmlExpr", plain},
  {"XmlSerialize", plain},
};

static_assert(std::ranges::is_sorted(nodes, {}, &node::name));

struct typed_field {
  std::string_view owner, field, node;
};

constexpr typed_field typed_fields[] = {
  {"A_Const", "boolval", "Boolean"},
  {"A_Const", "bsval", "BitString"},
  {"A_Const", "fval", "Float"},
  {"A_Const", "ival", "Integer"},
  {"A_Const", "sval", "String"},
  {"AlterDatabaseSetStmt", "setstmt", "VariableSetStmt"},
  {"AlterDefaultPrivilegesStmt", "action", "GrantStmt"},
  {"AlterFunctionStmt", "func", "ObjectWithArgs"},
  {"AlterObjectDependsStmt", "extname", "String"},
  {"AlterObjectDependsStmt", "relation", "RangeVar"},
  {"AlterObjectSchemaStmt", "relation", "RangeVar"},
  {"AlterOperatorStmt", "opername", "ObjectWithArgs"},
  {"AlterOwnerStmt", "newowner", "RoleSpec"},
  {"AlterOwnerStmt", "relation", "RangeVar"},
  {"AlterPolicyStmt", "table", "RangeVar"},
  {"AlterRoleSetStmt", "role", "RoleSpec"},
  {"AlterRoleSetStmt", "setstmt", "VariableSetStmt"},
  {"AlterRoleStmt", "role", "RoleSpec"},
  {"AlterSeqStmt", "sequence", "RangeVar"},
  {"AlterSystemStmt", "setstmt", "VariableSetStmt"},
  {"AlterTableCmd", "newowner", "RoleSpec"},
  {"AlterTableStmt", "relation", "RangeVar"},
  {"AlterUserMappingStmt", "user", "RoleSpec"},
  {"CallStmt", "funccall", "FuncCall"},
  {"ClusterStmt", "relation", "RangeVar"},
  {"ColumnDef", "collClause", "CollateClause"},
  {"ColumnDef", "identitySequence", "RangeVar"},
  {"ColumnDef", "typeName", "TypeName"},
  {"CommonTableExpr", "cycle_clause", "CTECycleClause"},
  {"CommonTableExpr", "search_clause", "CTESearchClause"},
  {"CompositeTypeStmt", "typevar", "RangeVar"},
  {"Constraint", "pktable", "RangeVar"},
  {"CopyStmt", "relation", "RangeVar"},
  {"CreateCastStmt", "func", "ObjectWithArgs"},
  {"CreateCastStmt", "sourcetype", "TypeName"},
  {"CreateCastStmt", "targettype", "TypeName"},
  {"CreateDomainStmt", "collClause", "CollateClause"},
  {"CreateDomainStmt", "typeName", "TypeName"},
  {"CreateForeignTableStmt", "base", "CreateStmt"},
  {"CreateFunctionStmt", "returnType", "TypeName"},
  {"CreateOpClassItem", "name", "ObjectWithArgs"},
  {"CreateOpClassItem", "storedtype", "TypeName"},
  {"CreateOpClassStmt", "datatype", "TypeName"},
  {"CreatePolicyStmt", "table", "RangeVar"},
  {"CreateSchemaStmt", "authrole", "RoleSpec"},
  {"CreateSeqStmt", "sequence", "RangeVar"},
  {"CreateStmt", "ofTypename", "TypeName"},
  {"CreateStmt", "partbound", "PartitionBoundSpec"},
  {"CreateStmt", "partspec", "PartitionSpec"},
  {"CreateStmt", "relation", "RangeVar"},
  {"CreateTableAsStmt", "into", "IntoClause"},
  {"CreateTableSpaceStmt", "owner", "RoleSpec"},
  {"CreateTransformStmt", "fromsql", "ObjectWithArgs"},
  {"CreateTransformStmt", "tosql", "ObjectWithArgs"},
  {"CreateTransformStmt", "type_name", "TypeName"},
  {"CreateTrigStmt", "constrrel", "RangeVar"},
  {"CreateTrigStmt", "relation", "RangeVar"},
  {"CreateUserMappingStmt", "user", "RoleSpec"},
  {"DeleteStmt", "relation", "RangeVar"},
  {"DeleteStmt", "withClause", "WithClause"},
  {"DropUserMappingStmt", "user", "RoleSpec"},
  {"FuncCall", "over", "WindowDef"},
  {"FunctionParameter", "argType", "TypeName"},
  {"GrantRoleStmt", "grantor", "RoleSpec"},
  {"GrantStmt", "grantor", "RoleSpec"},
  {"IndexStmt", "relation", "RangeVar"},
  {"InsertStmt", "onConflictClause", "OnConflictClause"},
  {"InsertStmt", "relation", "RangeVar"},
  {"InsertStmt", "withClause", "WithClause"},
  {"IntoClause", "rel", "RangeVar"},
  {"JoinExpr", "alias", "Alias"},
  {"JoinExpr", "join_using_alias", "Alias"},
  {"MergeStmt", "relation", "RangeVar"},
  {"MergeStmt", "withClause", "WithClause"},
  {"OnConflictClause", "infer", "InferClause"},
  {"PartitionCmd", "bound", "PartitionBoundSpec"},
  {"PartitionCmd", "name", "RangeVar"},
  {"PublicationObjSpec", "pubtable", "PublicationTable"},
  {"PublicationTable", "relation", "RangeVar"},
  {"RangeFunction", "alias", "Alias"},
  {"RangeSubselect", "alias", "Alias"},
  {"RangeTableFunc", "alias", "Alias"},
  {"RangeTableFuncCol", "typeName", "TypeName"},
  {"RangeVar", "alias", "Alias"},
  {"ReassignOwnedStmt", "newrole", "RoleSpec"},
  {"RefreshMatViewStmt", "relation", "RangeVar"},
  {"ReindexStmt", "relation", "RangeVar"},
  {"RenameStmt", "relation", "RangeVar"},
  {"RuleStmt", "relation", "RangeVar"},
  {"SelectStmt", "intoClause", "IntoClause"},
  {"SelectStmt", "larg", "SelectStmt"},
  {"SelectStmt", "rarg", "SelectStmt"},
  {"SelectStmt", "withClause", "WithClause"},
  {"TableLikeClause", "relation", "RangeVar"},
  {"TypeCast", "typeName", "TypeName"},
  {"UpdateStmt", "relation", "RangeVar"},
  {"UpdateStmt", "withClause", "WithClause"},
  {"VacuumRelation", "relation", "RangeVar"},
  {"ViewStmt", "view", "RangeVar"},
  {"XmlSerialize", "typeName", "TypeName"},
};

constexpr auto place = [](const typed_field& f) {
  return std::tie(f.owner, f.field);
};
static_assert(std::ranges::is_sorted(typed_fields, {}, place));

constexpr std::pair<std::string_view, std::string_view> notes[] = {
  {"AlterTableCmd", "behavior"},  {"AlterTableCmd", "subtype"}, {"CopyStmt", "filename"},
  {"CopyStmt", "is_from"},        {"CopyStmt", "is_program"},   {"CreateExtensionStmt", "extname"},
  {"DropStmt", "concurrent"},     {"GrantStmt", "is_grant"},    {"IndexStmt", "concurrent"},
  {"PartitionCmd", "concurrent"}, {"TransactionStmt", "kind"},  {"TruncateStmt", "behavior"},
  {"VacuumStmt", "is_vacuumcmd"}, {"VariableSetStmt", "kind"},  {"VariableSetStmt", "name"},
  {"VariableShowStmt", "name"},
};

} // namespace

std::optional<node> find_node(std::string_view name) noexcept {
  if (name.ends_with("Stmt"))
    if (const auto* row = find_statement(name))
      return node{row->node, statement, row};
  const auto* found = std::ranges::lower_bound(nodes, name, {}, &node::name);
  if (found == std::end(nodes) || found->name != name)
    return std::nullopt;
  return *found;
}

std::optional<node> node_of_field(std::string_view owner, std::string_view field) noexcept {
  const auto* found = std::ranges::lower_bound(typed_fields, std::tie(owner, field), {}, place);
  if (found == std::end(typed_fields) || found->owner != owner || found->field != field)
    return std::nullopt;
  return find_node(found->node);
}

bool noteworthy(std::string_view owner, std::string_view field) noexcept {
  return std::ranges::binary_search(notes, std::pair(owner, field));
}

} // namespace howdah::sql
