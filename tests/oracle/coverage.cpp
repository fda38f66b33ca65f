#include "tests/oracle/coverage.hpp"

#include "tests/oracle/tokens.hpp"
#include "tools/name_array.hpp"

#include <string_view>

namespace howdah::oracle {

namespace {

/// $1 process · $2 names · $3, $4 how often it called each function before and after. The second
/// value: what none of the names leads to.
constexpr const char* question = R"(
WITH named AS MATERIALIZED (
  SELECT kind, opened FROM narrow.openers WHERE name = ANY ($2::text[]) OR short = ANY ($2::text[]))
SELECT count(*), left(string_agg(coalesce(c.relname, p.proname, '?'), ',')
  FILTER (WHERE NOT EXISTS (SELECT FROM named n WHERE (n.kind, n.opened) = (t.kind, t.id))), 300)
FROM (SELECT DISTINCT 'relation', relation FROM pg_locks WHERE pid = $1::int AND locktype = 'relation'
      UNION ALL
      SELECT 'function', split_part(f, ':', 1)::oid FROM unnest($4::text[]) f WHERE f <> ALL ($3::text[])) t(kind, id)
LEFT JOIN pg_class c ON t.kind = 'relation' AND c.oid = t.id
LEFT JOIN pg_proc p ON t.kind = 'function' AND p.oid = t.id)";

/// Opens no relation itself.
constexpr const char* calls
  = "SELECT array_agg(f || ':' || pg_stat_get_xact_function_calls(f)) FROM unnest($1::oid[]) f"
    " WHERE pg_stat_get_xact_function_calls(f) IS NOT NULL";

std::string_view kind_of(sql::routine_kind kind) noexcept {
  switch (kind) {
  case sql::routine_kind::operation:
    return "operation";
  case sql::routine_kind::cast:
    return "cast";
  case sql::routine_kind::function:
    break;
  }
  return "function";
}

std::string label(std::string_view kind, std::string_view schema, std::string_view name) {
  return std::string(kind).append("|").append(schema).append("|").append(name);
}

std::string names_of(const sql::admitted_statement& statement) {
  tools::name_array names;
  names.add(label("function", "pg_catalog", ""));
  for (const auto& word : tokens_of(statement.text())) // PostgreSQL's own are not among the uses
    if (word.text.starts_with("pg_"))
      names.add(label("function", "pg_catalog", word.text));
  for (const auto& use : statement.relations())
    names.add(label("relation", use.schema, use.name));
  for (const auto& use : statement.uses())
    names.add(label(kind_of(use.kind), use.schema, use.name));
  return names.literal();
}

} // namespace

coverage::coverage(const std::string& dsn)
  : acting_(dsn + " application_name=oracle"), watching_(dsn + " application_name=oracle") {
  acting_.run("SET track_functions = 'all'");
  backend_ = acting_.row("SELECT pg_backend_pid()").front();
  functions_ = acting_.row("SELECT array_agg(oid) FROM pg_proc WHERE oid >= 16384").front();
}

std::string coverage::called() {
  const auto found = acting_.row(calls, {functions_}).front();
  return found == "-" ? "{}" : found;
}

std::string coverage::unnamed(const sql::admitted_statement& statement) {
  acting_.run("BEGIN READ ONLY");
  const auto before = called();
  std::string found;
  if (acting_.attempt(statement.text())) {
    const auto told = watching_.row(question, {backend_, names_of(statement), before, called()});
    opened_ += std::stoul(told[0]);
    found = told[1] == "-" ? "" : told[1];
  }
  acting_.run("ROLLBACK");
  return found;
}

} // namespace howdah::oracle
