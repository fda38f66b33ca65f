#include "tests/oracle/session.hpp"

#include <libpq-fe.h>

#include <stdexcept>

namespace howdah::oracle {

void session::closed::operator()(pg_conn* connection) const noexcept {
  PQfinish(connection);
}

void session::freed::operator()(pg_result* result) const noexcept {
  PQclear(result);
}

session::session(const std::string& dsn) : connection_(PQconnectdb(dsn.c_str())) {
  if (!alive())
    throw std::runtime_error(PQerrorMessage(raw()));
  PQsetNoticeReceiver(
    raw(), [](void*, const PGresult*) {}, nullptr);
}

bool session::alive() const noexcept {
  return PQstatus(raw()) == CONNECTION_OK;
}

std::unique_ptr<pg_result, session::freed>
session::ask(const std::string& text, const std::vector<std::string>& parameters) {
  std::vector<const char*> values;
  for (const auto& each : parameters)
    values.push_back(each.c_str());
  return std::unique_ptr<pg_result, freed>(PQexecParams(raw(), text.c_str(),
                                                        static_cast<int>(values.size()), nullptr,
                                                        values.data(), nullptr, nullptr, 0));
}

bool session::run(const std::string& text) {
  const auto result = ask(text);
  const auto status = PQresultStatus(result.get());
  const auto* state = PQresultErrorField(result.get(), PG_DIAG_SQLSTATE);
  const auto* message = PQresultErrorField(result.get(), PG_DIAG_MESSAGE_PRIMARY);
  failure_ = state ? std::string(state) + ' ' + (message ? message : "") : std::string();
  if (status == PGRES_COPY_IN || status == PGRES_COPY_OUT)
    throw std::runtime_error("a statement turned the connection over to COPY: " + text);
  return status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK || status == PGRES_EMPTY_QUERY;
}

std::vector<std::string> session::row(const std::string& text,
                                      const std::vector<std::string>& parameters) {
  const auto result = ask(text, parameters);
  if (PQntuples(result.get()) == 0)
    throw std::runtime_error(PQerrorMessage(raw()) + text);
  std::vector<std::string> values;
  for (int i = 0; i < PQnfields(result.get()); ++i)
    values.emplace_back(PQgetisnull(result.get(), 0, i) ? "-" : PQgetvalue(result.get(), 0, i));
  return values;
}

} // namespace howdah::oracle
