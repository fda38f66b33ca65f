#include "tests/support/run_plan.hpp"

#include <gtest/gtest.h>
#include <libpq-fe.h>

#include <memory>
#include <vector>

namespace howdah::tests {

namespace {

using result_ptr = std::unique_ptr<PGresult, decltype(&PQclear)>;

class result_row final : public postgres::row_view {
public:
  result_row(const PGresult* of, int row) : of_(of), row_(row) {}
  std::size_t size() const override { return static_cast<std::size_t>(PQnfields(of_)); }
  bool is_null(std::size_t index) const override {
    return PQgetisnull(of_, row_, static_cast<int>(index)) != 0;
  }
  std::string_view text(std::size_t index) const override {
    const auto column = static_cast<int>(index);
    return {PQgetvalue(of_, row_, column),
            static_cast<std::size_t>(PQgetlength(of_, row_, column))};
  }

private:
  const PGresult* of_;
  int row_;
};

result_ptr ask(PGconn* connection, const postgres::runnable& what) {
  std::vector<const char*> values;
  std::vector<Oid> types;
  for (const auto& parameter : what.parameters) {
    values.push_back(parameter.text ? parameter.text->c_str() : nullptr);
    types.push_back(parameter.type);
  }
  const std::string text(what.text());
  return {PQexecParams(connection, text.c_str(), static_cast<int>(values.size()), types.data(),
                       values.data(), nullptr, nullptr, 0),
          &PQclear};
}

problem failure_of(const PGresult* result) {
  const auto field = [&](int code) {
    const auto* text = PQresultErrorField(result, code);
    return std::string(text ? text : "");
  };
  return {.code = errc::query_failed,
          .message = field(PG_DIAG_MESSAGE_PRIMARY),
          .hint = field(PG_DIAG_MESSAGE_HINT),
          .sqlstate = field(PG_DIAG_SQLSTATE)};
}

std::vector<postgres::column> columns_of(const PGresult* result) {
  std::vector<postgres::column> columns;
  for (int i = 0; i < PQnfields(result); ++i)
    columns.push_back(
      {PQfname(result, i), PQftype(result, i), PQfmod(result, i), PQftable(result, i)});
  return columns;
}

/// False when the consumer has had enough.
bool feed(postgres::consumer& sink, std::size_t statement, PGresult* result,
          postgres::outcome& ended) {
  if (PQresultStatus(result) == PGRES_TUPLES_OK)
    sink.columns(statement, columns_of(result));
  for (int row = 0; row < PQntuples(result); ++row) {
    ++ended.rows;
    if (sink.row(statement, result_row(result, row)) == postgres::appetite::enough)
      return false;
  }
  sink.complete(statement, PQcmdStatus(result));
  return true;
}

postgres::outcome run_trip(PGconn* connection, const postgres::trip& trip,
                           postgres::consumer& sink) {
  const bool writes = trip.form == postgres::trip_form::write;
  postgres::outcome ended;
  execute(connection, writes ? "BEGIN" : "BEGIN READ ONLY");
  for (std::size_t i = 0; i < trip.statements.size(); ++i) {
    const auto result = ask(connection, trip.statements[i]);
    const auto status = PQresultStatus(result.get());
    if (status != PGRES_TUPLES_OK && status != PGRES_COMMAND_OK) {
      ended.failure = failure_of(result.get());
      ended.failed_statement = i;
      break;
    }
    if (!feed(sink, i, result.get(), ended)) {
      ended.stopped_early = true;
      break;
    }
  }
  execute(connection, writes && !ended.failure ? "COMMIT" : "ROLLBACK");
  return ended;
}

} // namespace

mcp::answer run_plan(pg_conn* connection, const tools::plan& what, int* trips) {
  const auto talk = what.start();
  auto trip = what.first();
  for (int count = 1;; ++count) {
    if (trips)
      *trips = count;
    auto next = talk->finish(run_trip(connection, trip, *talk));
    if (auto* answer = std::get_if<mcp::answer>(&next))
      return std::move(*answer);
    trip = std::move(std::get<postgres::trip>(next));
  }
}

void execute(pg_conn* connection, const std::string& sql) {
  const result_ptr result(PQexec(connection, sql.c_str()), &PQclear);
  const auto status = PQresultStatus(result.get());
  EXPECT_TRUE(status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK)
    << PQerrorMessage(connection) << sql;
}

} // namespace howdah::tests
