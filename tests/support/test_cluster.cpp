#include "tests/support/test_cluster.hpp"

#include "tests/support/eventually.hpp"

#include <libpq-fe.h>

#include <cstdlib>
#include <memory>
#include <stdexcept>

namespace howdah::tests {

void expect_version_asked_for(const postgres::private_cluster& cluster) {
  const char* wanted = std::getenv("HOWDAH_TEST_POSTGRES");
  const auto found = administrate("SHOW server_version", cluster.dsn());
  if (wanted != nullptr && found.substr(0, found.find('.')) != wanted)
    throw std::runtime_error(std::string("these tests are for PostgreSQL ") + wanted + ", not "
                             + found);
}

const postgres::private_cluster& test_cluster() {
  static const auto cluster = [] {
    auto started = postgres::private_cluster::start({});
    if (!started)
      throw std::runtime_error(started.error().message + " " + started.error().detail);
    expect_version_asked_for(**started);
    return *std::move(started);
  }();
  return *cluster;
}

int server_version() {
  static const int version = std::stoi(administrate("SHOW server_version_num")) / 10'000;
  return version;
}

std::chrono::seconds until_a_lost_client_is_noticed() {
  return std::chrono::seconds(server_version() >= 14 ? 10 : 40);
}

void terminate_backend(int pid) {
  const auto number = std::to_string(pid);
  administrate("SELECT pg_terminate_backend(" + number + ")");
  const auto gone = eventually(std::chrono::seconds(10), [&] {
    return administrate("SELECT count(*) FROM pg_stat_activity WHERE pid = " + number) == "0";
  });
  if (!gone)
    throw std::runtime_error("backend " + number + " lives on");
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
