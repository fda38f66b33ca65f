#include "tests/oracle/boundary.hpp"

#include "tests/oracle/laboratory.hpp"

#include <memory>
#include <utility>

namespace howdah::oracle {

namespace {

/// Not to a function: those that only superusers may call are none of our business here.
bool denied_relation(const std::string& failure) {
  return failure.starts_with("42501 ")
         && (failure.find("denied for table") != failure.npos
             || failure.find("denied for view") != failure.npos
             || failure.find("denied for materialized view") != failure.npos
             || failure.find("denied for sequence") != failure.npos);
}

} // namespace

/// The view is given by its own name.
rights rights_of_bounded() {
  rights may{.role = "bounded", .operations = {"select"}, .schemas = {name_pattern("public")}};
  for (const auto* table :
       {"users", "orders", "tickets", "kept", "measured", "spenders", "weird\"name"})
    may.tables.push_back({.name = name_pattern(table)});
  may.columns.push_back({.of = {.name = name_pattern("users")}, .deny = {name_pattern("ssn")}});
  may.columns.push_back({.of = {.name = name_pattern("orders")}, .deny = {name_pattern("note")}});
  return may;
}

boundary::boundary(const laboratory& where, const std::string& login, rights_ptr may,
                   access_mode mode)
  : asked_(where.dsn() + " application_name=oracle"),
    acting_(where.dsn(login) + " application_name=oracle"), judge_(asked_.raw(), mode),
    may_(std::move(may)) {
}

boundary boundary::of_a_role(const laboratory& where) {
  return {where, "bounded", std::make_shared<const rights>(rights_of_bounded())};
}

boundary boundary::of_a_writer(const laboratory& where) {
  auto may = rights_of_bounded();
  may.operations = {"select", "insert", "update", "delete", "merge"};
  return {where, "writer", std::make_shared<const rights>(std::move(may)), access_mode::read_write};
}

boundary boundary::of_readers(const laboratory& where) {
  return {where, "plain", nullptr};
}

void boundary::on(const std::string& statement) {
  const auto verdict = judge_(statement, may_);
  if (!counts_.take(verdict))
    return;
  acting_.run("BEGIN");
  counts_.completed += acting_.attempt(statement) ? 1 : 0;
  if (denied_relation(acting_.failure()))
    crossed_.push_back({statement, acting_.failure()});
  acting_.run("ROLLBACK");
}

} // namespace howdah::oracle
