#pragma once

#include "sql/statements.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace howdah::sql {

/// Byte offset into the judged text, from 0; -1 when the grammar does not tell.
using location = int;

/// A relation as it is written. Names of common table expressions are already subtracted, with
/// their scopes.
struct relation_fact {
  std::string database = {}; ///< written before the schema; hardly ever
  std::string schema;        ///< empty when unqualified
  std::string name;
  std::string_view
    owner; ///< grammar node that names it: "SelectStmt", "InsertStmt", "IntoClause", ...
  bool written = false; ///< target of DML, of INTO or of a definition rather than a source of rows
  bool temporary = false;
  location at = -1;
};

/// A function call as it is written, special syntax included: EXTRACT is pg_catalog.extract.
struct function_fact {
  std::string schema;
  std::string name;
  int arguments = 0;
  std::optional<std::string> literal = {}; ///< the first argument, when it is a string constant
  location at = -1;
};

/// `row.name` or `(value).name`: a column or, what PostgreSQL takes for the same, a function of one
/// argument: ('x'::text).pg_read_file reads a file.
struct attribute_fact {
  std::string name;
  location at = -1;
};

struct operator_fact {
  std::string schema;
  std::string name;
  location at = -1;
};

/// A cast to a named type.
struct cast_fact {
  std::string schema;
  std::string type;
  bool constant = false;                   ///< of a constant: the value is in the text
  std::optional<std::string> literal = {}; ///< that constant
  location at = -1;
};

/// A type wherever it is named: in casts, and for columns of what functions return. Rows of a
/// relation are a type of its name.
struct type_fact {
  std::string schema;
  std::string name;
  location at = -1;
};

/// A statement node, outermost first: nested ones sit in CTEs, EXPLAIN, views, rules or function
/// bodies.
struct statement_fact {
  const statement_kind* kind = nullptr;
  std::string_view owner;   ///< grammar node around it; empty for the outermost
  bool conditional = false; ///< has a WHERE of its own
};

/// A detail that a rule asks about: a scalar field of a node, or an option (DefElem) written
/// `option:NAME`.
struct note {
  std::string_view node;
  std::string field;
  std::string value; ///< options without a value: empty
};

/// What one walk over the whole parse tree found.
struct facts {
  std::vector<location> starts; ///< of each statement of the text; empty when there is none
  std::vector<statement_fact> statements;
  std::vector<relation_fact> relations;
  std::vector<function_fact> functions;
  std::vector<attribute_fact> attributes;
  std::vector<operator_fact> operators;
  std::vector<cast_fact> casts;
  std::vector<type_fact> types;
  std::vector<note> notes;
  bool into = false;          ///< SELECT … INTO
  bool locking = false;       ///< FOR UPDATE and the like
  bool returning = false;     ///< the outermost statement has RETURNING
  long parameters = 0;        ///< highest $n
  bool bad_parameter = false; ///< some $n that no protocol message can carry

  const note* find(std::string_view node, std::string_view field) const noexcept;
};

} // namespace howdah::sql
