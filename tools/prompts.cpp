#include "tools/prompts.hpp"

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

} // namespace

std::vector<std::unique_ptr<const prompt>> standard_prompts() {
  std::vector<std::unique_ptr<const prompt>> all;
  all.push_back(text_prompt({.name = "write_safe_select",
                             .title = "Write a safe SELECT",
                             .description = "Steps to a correct, small and read-only SELECT"},
                            safe_select));
  all.push_back(text_prompt({.name = "explain_plan_tips",
                             .title = "Read an EXPLAIN plan",
                             .description = "How to find out why a query is slow"},
                            plan_tips));
  return all;
}

} // namespace howdah::tools
