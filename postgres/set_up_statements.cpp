#include "postgres/set_up_statements.hpp"

#include <libpq-fe.h>

namespace howdah::postgres {

namespace {

constexpr int oldest_version_watching_clients = 140'000;

} // namespace

std::string_view client_encoding_for(PGconn* connection) {
  const char* server = PQparameterStatus(connection, "server_encoding");
  return server && std::string_view(server) == "SQL_ASCII" ? "SQL_ASCII" : "UTF8";
}

std::vector<const char*> set_up_statements(PGconn* connection) {
  std::vector<const char*> statements;
  if (PQserverVersion(connection) >= oldest_version_watching_clients)
    statements.push_back("SET client_connection_check_interval = 500");
  if (client_encoding_for(connection) == "SQL_ASCII")
    statements.push_back("SET client_encoding = 'SQL_ASCII'");
  return statements;
}

} // namespace howdah::postgres
