#include "tests/oracle/veil.hpp"

#include "tests/oracle/boundary.hpp"
#include "tests/oracle/laboratory.hpp"
#include "tests/support/test_cluster.hpp"
#include "tools/shield.hpp"

#include <libpq-fe.h>

#include <memory>
#include <utility>

namespace howdah::oracle {

namespace {

/// Values are as long as they were, for PostgreSQL tells everybody how wide columns are.
constexpr const char* other_values
  = "UPDATE users SET ssn = translate(ssn, '123456789', '999888777');"
    "UPDATE orders SET note = translate(note, 'n0123456789', 'k5555500000')";
constexpr const char* same_values = "UPDATE users SET ssn = ssn; UPDATE orders SET note = note";

/// A connection to a new copy of the database, to which nobody may be connected meanwhile.
session copied(const laboratory& of, const std::string& as, const char* values) {
  using howdah::tests::administrate;
  const auto elsewhere = of.dsn() + " dbname=template1";
  const auto source = administrate("SELECT quote_ident(current_database())", of.dsn());
  administrate("DROP DATABASE IF EXISTS " + as, elsewhere);
  administrate("CREATE DATABASE " + as + " TEMPLATE " + source, elsewhere);
  const auto copy = of.dsn() + " application_name=oracle dbname=" + as;
  administrate(values, copy);
  administrate("VACUUM (FREEZE, ANALYZE)", copy);
  return session(copy);
}

rights_ptr with_masks() {
  auto may = rights_of_bounded();
  for (auto& rule : may.columns)
    std::swap(rule.deny, rule.mask);
  return std::make_shared<const rights>(std::move(may));
}

std::string shown(const pg_result* rows, const sql::result_mask& mask, std::size_t& masked) {
  std::string text;
  for (int column = 0; column < PQnfields(rows); ++column) {
    const bool hidden = mask.hides({PQftable(rows, column), PQftablecol(rows, column)});
    masked += hidden ? 1 : 0;
    text.append(PQfname(rows, column)).append(hidden ? " ***" : "");
    for (int row = 0; row < PQntuples(rows) && !hidden; ++row)
      text.append(PQgetisnull(rows, row, column) != 0 ? "\t-" : "\t=")
        .append(PQgetvalue(rows, row, column));
    text.append("\n");
  }
  return text.append(std::to_string(PQntuples(rows)));
}

/// What a caller with a role is told of an error.
std::string told(const session& from, const std::string& statement, const rights& may) {
  const auto& failure = from.failure();
  const auto why = tools::shielded({.code = errc::query_failed,
                                    .message = failure.substr(6),
                                    .sqlstate = failure.substr(0, 5)},
                                   statement, may);
  return why.sqlstate + ' ' + why.message;
}

} // namespace

veil::veil(const laboratory& where)
  : first_(copied(where, "veil_first", same_values)),
    alike_(copied(where, "veil_alike", same_values)),
    other_(copied(where, "veil_other", other_values)), judge_(first_.raw()), may_(with_masks()) {
}

void veil::on(const std::string& statement) {
  const auto verdict = judge_(statement, may_);
  if (!counts_.take(verdict))
    return;
  const auto first = steady(first_, **verdict, 2);
  if (!first || steady(alike_, **verdict, 2) != first)
    return;
  ++counts_.completed;
  const auto other = answer(other_, **verdict);
  if (other == first || steady(first_, **verdict, 20) != first)
    return;
  if (const auto always = steady(other_, **verdict, 20))
    pierced_.push_back({statement, *first + "\n    and " + *always});
}

std::optional<std::string> veil::steady(session& from, const sql::admitted_statement& to,
                                        int times) {
  const auto said = answer(from, to);
  for (int i = 1; i < times && said; ++i)
    if (answer(from, to) != said)
      return std::nullopt;
  return said;
}

std::optional<std::string> veil::answer(session& from, const sql::admitted_statement& to) {
  std::string text;
  from.run("BEGIN READ ONLY");
  const bool fine = from.attempt(
    to.text(), [&](const pg_result* rows) { text = shown(rows, to.mask(), masked_); });
  if (!fine)
    text = told(from, to.text(), *may_);
  const bool late = from.was_cancelled();
  from.run("ROLLBACK");
  return late ? std::nullopt : std::optional(std::move(text));
}

} // namespace howdah::oracle
