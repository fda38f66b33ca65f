#include "tests/oracle/session.hpp"

#include <libpq-fe.h>

#include <array>
#include <chrono>
#include <poll.h>
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

bool session::ended(const pg_result* result, const std::string& text) {
  const auto status = PQresultStatus(result);
  if (status == PGRES_COPY_IN || status == PGRES_COPY_OUT)
    throw std::runtime_error("a statement turned the connection over to COPY: " + text);
  const auto* state = PQresultErrorField(result, PG_DIAG_SQLSTATE);
  const auto* message = PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);
  failure_ = state ? std::string(state) + ' ' + (message ? message : "") : std::string();
  return status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK || status == PGRES_EMPTY_QUERY;
}

bool session::run(const std::string& text) {
  return ended(ask(text).get(), text);
}

bool session::attempt(const std::string& text, const std::function<void(const pg_result*)>& take) {
  if (PQsendQueryParams(raw(), text.c_str(), 0, nullptr, nullptr, nullptr, nullptr, 0) == 0)
    return false;
  cancel_when_late();
  bool fine = false;
  while (const auto result = std::unique_ptr<pg_result, freed>(PQgetResult(raw()))) {
    fine = ended(result.get(), text);
    if (fine && take)
      take(result.get());
  }
  return fine;
}

void session::cancel_when_late() {
  using std::chrono::steady_clock;
  const auto deadline = steady_clock::now() + std::chrono::milliseconds(60);
  while (PQisBusy(raw()) != 0) {
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - steady_clock::now());
    pollfd socket{.fd = PQsocket(raw()), .events = POLLIN, .revents = 0};
    if (left.count() > 0 && ::poll(&socket, 1, static_cast<int>(left.count())) > 0) {
      if (PQconsumeInput(raw()) == 0)
        return;
      continue;
    }
    const std::unique_ptr<PGcancel, void (*)(PGcancel*)> cancel(PQgetCancel(raw()), PQfreeCancel);
    std::array<char, 256> why{};
    PQcancel(cancel.get(), why.data(), static_cast<int>(why.size()));
    return;
  }
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
