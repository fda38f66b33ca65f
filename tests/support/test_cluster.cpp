#include "tests/support/test_cluster.hpp"

#include <libpq-fe.h>

#include <memory>
#include <stdexcept>

namespace howdah::tests {

const postgres::private_cluster& test_cluster() {
  static const auto cluster = [] {
    auto started = postgres::private_cluster::start({});
    if (!started)
      throw std::runtime_error(started.error().message + " " + started.error().detail);
    return *std::move(started);
  }();
  return *cluster;
}

std::string administrate(const std::string& sql, const std::string& dsn) {
  const std::unique_ptr<PGconn, decltype(&PQfinish)> connection(PQconnectdb(dsn.c_str()),
                                                                &PQfinish);
  PQsetNoticeReceiver(
    connection.get(), [](void*, const PGresult*) {}, nullptr);
  const std::unique_ptr<PGresult, decltype(&PQclear)> result(PQexec(connection.get(), sql.c_str()),
                                                             &PQclear);
  const auto status = PQresultStatus(result.get());
  if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK)
    throw std::runtime_error(sql + ": " + PQerrorMessage(connection.get()));
  return PQntuples(result.get()) > 0 ? PQgetvalue(result.get(), 0, 0) : "";
}

} // namespace howdah::tests
