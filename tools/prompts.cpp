#include "tools/prompts.hpp"

#include "tools/name_completion.hpp"

#include <string>
#include <utility>

namespace howdah::tools {

namespace {

constexpr std::string_view safe_select
  = "Write one PostgreSQL SELECT for the question that follows, then run it with the query tool.\n"
    "\n"
    "1. Look before you write: list_tables for the tables, describe_table for exact column names, "
    "types and keys, "
    "get_foreign_keys or find_relationships for the joins. Do not guess names.\n"
    "2. Read only: one SELECT (WITH is fine). No INSERT, UPDATE, DELETE or DDL, no SELECT INTO, no "
    "locking clauses, no functions "
    "that change something.\n"
    "3. Name the columns you need instead of *, qualify tables with their schema, join on keys, "
    "and give expressions an alias.\n"
    "4. Pass values as parameters ($1, $2, ...), never pasted into the text.\n"
    "5. Keep the answer small: filter early, aggregate in SQL, add ORDER BY on a unique key and a "
    "LIMIT.\n"
    "6. NULL is neither equal nor unequal to anything: use IS NULL or IS NOT DISTINCT FROM where "
    "it can occur.\n"
    "7. If the statement fails, read SQLSTATE, position and hint, correct the statement and try "
    "again; when rows were cut, narrow "
    "or page by key.";

constexpr std::string_view plan_tips
  = "Find out why a PostgreSQL query is slow and what would help.\n"
    "\n"
    "1. Start with EXPLAIN (COSTS, VERBOSE) through the query tool: it plans without running. "
    "EXPLAIN (ANALYZE, BUFFERS) runs the "
    "statement: for a SELECT that may take its time, never for a write that must not happen.\n"
    "2. Read the plan from the innermost node outwards. Times and rows of a node are per loop: "
    "multiply by loops.\n"
    "3. Compare estimated with actual rows. Ten times off or more: old statistics (ANALYZE), "
    "correlated columns (CREATE STATISTICS), "
    "or a condition that the planner cannot see through.\n"
    "4. Seq Scan on a large table with a selective filter: an index on the filtered columns, or an "
    "expression index where a function "
    "wraps the column. Many rows removed by filter: the index lacks a column.\n"
    "5. Nested Loop over many rows: a missing index on the inner side or a wrong estimate. Hash "
    "with Batches > 1, Sort Method: external "
    "merge: more work_mem, or fewer and narrower rows.\n"
    "6. Index Only Scan with many heap fetches: VACUUM. Many shared blocks read: cold cache or too "
    "much data touched.\n"
    "7. Propose one change at a time with its reason, and say how to verify it with a second "
    "EXPLAIN.";

/// The argument, or what stands for it.
std::string given_or(const mcp::prompt_arguments& given, std::string_view name,
                     std::string_view otherwise) {
  const auto text = given.string(name).value_or("");
  return std::string(text.empty() ? otherwise : text);
}

std::string profile_text(const mcp::prompt_arguments& given) {
  const auto schema = given_or(given, "schema", "");
  return "Find out what the column \"" + given_or(given, "column", "") + "\" of the table \""
         + (schema.empty() ? "" : schema + "\".\"") + given_or(given, "table", "")
         + "\" holds.\n"
           "\n"
           "1. describe_table first: type, nullability, default, constraints, keys, comment.\n"
           "2. One query for the outline: rows, NULLs, distinct values, least and greatest. On a "
           "table of millions of rows use TABLESAMPLE SYSTEM (1) and say so.\n"
           "3. The twenty most frequent values with their counts. For numbers and times "
           "percentile_cont at 0.05, 0.5 and 0.95; for text the shortest and longest length, "
           "blanks around values, and values that differ in case alone.\n"
           "4. If it looks like a key into another table, count the values that have no match "
           "there.\n"
           "5. Report: what it means, how complete it is, what is odd, which constraint or index "
           "would fit. Show no personal data that the answer does not need.";
}

std::string role_text(const mcp::prompt_arguments& given) {
  return "Review what the PostgreSQL role \"" + given_or(given, "role", "")
         + "\" may do.\n"
           "\n"
           "1. Attributes from pg_roles: superuser, createrole, createdb, replication, bypassrls, "
           "login, connection limit.\n"
           "2. Memberships, direct and inherited, from pg_auth_members; what comes with "
           "pg_read_all_data, pg_write_all_data and the server-file roles.\n"
           "3. Objects that it owns, and privileges on schemas, tables, columns, sequences and "
           "functions: has_*_privilege, information_schema.role_table_grants. What PUBLIC may do, "
           "it may do.\n"
           "4. Tables with row security, and which policies apply to it.\n"
           "5. Report: what it can read, write and administer, what of that looks unneeded, and "
           "the REVOKE or ALTER statements that would take it away. Do not run them.";
}

/// A text made of names; names are completed.
class prompt_about_names : public prompt {
public:
  struct argument_kind {
    std::string_view name;
    name_kind what;
  };

  prompt_about_names(mcp::prompt_descriptor descriptor, std::vector<argument_kind> kinds,
                     std::string (*text)(const mcp::prompt_arguments&))
    : descriptor_(std::move(descriptor)), kinds_(std::move(kinds)), text_(text) {}

  const mcp::prompt_descriptor& descriptor() const override { return descriptor_; }
  step render(const mcp::prompt_arguments& given, const context&) const override {
    return mcp::prompt_answer(descriptor_, {{.what = mcp::text_content(text_(given))}});
  }
  step complete(const mcp::completion_request& asked, const context& with) const override {
    for (const auto& each : kinds_)
      if (each.name == asked.argument)
        return complete_names(each.what, asked, with);
    return prompt::complete(asked, with);
  }

private:
  mcp::prompt_descriptor descriptor_;
  std::vector<argument_kind> kinds_;
  std::string (*text_)(const mcp::prompt_arguments&);
};

std::unique_ptr<const prompt> profile_column() {
  return std::make_unique<prompt_about_names>(
    mcp::prompt_descriptor{
      .name = "profile_column",
      .title = "Profile a column",
      .icon = {"M1,4h1v4H1m2,0V1h2v7m1,0V3h1v5"},
      .description = "What a column holds, how complete it is, what is odd about it",
      .arguments = {{.name = "table", .description = "Name of the table or view", .required = true},
                    {.name = "column", .description = "Name of the column", .required = true},
                    {.name = "schema", .description = "Schema of the table"}}},
    std::vector<prompt_about_names::argument_kind>{
      {"schema", name_kind::schema}, {"table", name_kind::table}, {"column", name_kind::column}},
    profile_text);
}

std::unique_ptr<const prompt> review_role() {
  return std::make_unique<prompt_about_names>(
    mcp::prompt_descriptor{
      .name = "review_role",
      .title = "Review a role",
      .icon = {"M3,1h2v2H3M1,7q3-5,6,0"},
      .description = "What a role may do, and which of that it should not",
      .arguments = {{.name = "role", .description = "Name of the role", .required = true}}},
    std::vector<prompt_about_names::argument_kind>{{"role", name_kind::role}}, role_text);
}

} // namespace

std::vector<std::unique_ptr<const prompt>> standard_prompts() {
  std::vector<std::unique_ptr<const prompt>> all;
  all.push_back(text_prompt({.name = "write_safe_select",
                             .title = "Write a safe SELECT",
                             .icon = {"M1,4l2,2,4-5v2l-4,5-2-2"},
                             .description = "Steps to a correct, small and read-only SELECT"},
                            safe_select));
  all.push_back(text_prompt({.name = "explain_plan_tips",
                             .title = "Read an EXPLAIN plan",
                             .icon = {"M1,1h6v1H1m1,2h5v1H2m1,2h4v1H3"},
                             .description = "How to find out why a query is slow"},
                            plan_tips));
  all.push_back(profile_column());
  all.push_back(review_role());
  return all;
}

} // namespace howdah::tools
