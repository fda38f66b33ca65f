#include "tests/oracle/boundary.hpp"

#include <memory>
#include <utility>

namespace howdah::oracle {

namespace {

constexpr const char* insufficient_privilege = "42501";

/// The grants of tests/corpus/oracle/objects.sql. The view is given by its own name.
rights rights_of_bounded() {
  rights may{.role = "bounded", .operations = {"select"}, .schemas = {name_pattern("public")}};
  for (const auto* table :
       {"users", "orders", "tickets", "kept", "measured", "spenders", "weird\"name"})
    may.tables.push_back({.name = name_pattern(table)});
  may.columns.push_back({.of = {.name = name_pattern("users")}, .deny = {name_pattern("ssn")}});
  may.columns.push_back({.of = {.name = name_pattern("orders")}, .deny = {name_pattern("note")}});
  return may;
}

} // namespace

boundary::boundary(const std::string& dsn, const std::string& login)
  : asked_(dsn + " application_name=oracle"), acting_(login + " application_name=oracle"),
    judge_(asked_.raw()), may_(std::make_shared<const rights>(rights_of_bounded())) {
  acting_.run("SET statement_timeout = '200ms'");
}

void boundary::on(const std::string& statement) {
  ++counts_.statements;
  const auto verdict = judge_(statement, may_);
  if (!verdict) {
    ++(verdict.error().code == errc::syntax_error ? counts_.unparsable : counts_.refused);
    return;
  }
  ++counts_.admitted;
  acting_.run("BEGIN READ ONLY");
  counts_.completed += acting_.run(statement) ? 1 : 0;
  if (acting_.failure() == insufficient_privilege)
    crossed_.push_back({statement, "what the role may not read"});
  acting_.run("ROLLBACK");
}

} // namespace howdah::oracle
