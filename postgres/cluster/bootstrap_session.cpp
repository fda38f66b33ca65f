#include "postgres/cluster/bootstrap_session.hpp"

#include <libpq-fe.h>

#include <chrono>
#include <memory>
#include <thread>

namespace howdah::postgres {

namespace {

using connection_ptr = std::unique_ptr<PGconn, decltype(&PQfinish)>;
using result_ptr = std::unique_ptr<PGresult, decltype(&PQclear)>;

constexpr std::chrono::milliseconds between_tries{3};

connection_ptr open(const std::string& dsn) {
  return {PQconnectdb(dsn.c_str()), &PQfinish};
}

/// A value in a keyword string, quoted as libpq reads it.
std::string quoted(const std::string& value) {
  std::string text = "'";
  for (const char c : value) {
    if (c == '\'' || c == '\\')
      text += '\\';
    text += c;
  }
  return text + "'";
}

std::string one_line(std::string text) {
  while (!text.empty() && (text.back() == '\n' || text.back() == ' '))
    text.pop_back();
  return text;
}

result<void> execute(PGconn* connection, const std::string& sql) {
  const result_ptr answer(PQexec(connection, sql.c_str()), &PQclear);
  const auto status = PQresultStatus(answer.get());
  if (status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK || status == PGRES_EMPTY_QUERY)
    return {};
  return refuse(errc::query_failed, "the SQL for the private PostgreSQL failed: "
                                      + one_line(PQerrorMessage(connection)));
}

result<void> create_database(PGconn* connection, const std::string& name) {
  const std::unique_ptr<char, decltype(&PQfreemem)> identifier(
    PQescapeIdentifier(connection, name.data(), name.size()), &PQfreemem);
  if (!identifier)
    return refuse(errc::query_failed, "not a name for a database: " + name);
  return execute(connection, std::string("CREATE DATABASE ") + identifier.get());
}

} // namespace

std::string socket_dsn(const std::filesystem::path& directory, const std::string& database,
                       const std::string& user) {
  return "host=" + quoted(directory.string()) + " port=5432 user=" + quoted(user)
         + " dbname=" + quoted(database);
}

bool accepts_connections(const std::filesystem::path& directory) {
  const auto connection = open(socket_dsn(directory, "postgres", "postgres"));
  if (PQstatus(connection.get()) == CONNECTION_OK)
    return true;
  std::this_thread::sleep_for(between_tries);
  return false;
}

result<void> load(const std::filesystem::path& directory, const std::string& database,
                  const std::string& sql) {
  if (database != "postgres") {
    const auto administration = open(socket_dsn(directory, "postgres", "postgres"));
    if (auto created = create_database(administration.get(), database); !created)
      return created;
  }
  const auto connection = open(socket_dsn(directory, database, "postgres"));
  PQsetNoticeProcessor(
    connection.get(), [](void*, const char*) {}, nullptr);
  return execute(connection.get(), sql);
}

} // namespace howdah::postgres
