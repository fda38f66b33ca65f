#pragma once

#include <string_view>
#include <vector>

struct pg_conn;

namespace howdah::postgres {

/// What a connection needs besides startup options, by what the server is; to be repeated after
/// DISCARD ALL. Best effort, each by itself.
///   client_connection_check_interval: the backend notices within half a second that we are gone.
///   Not a startup option: servers before 14 would refuse the connection, and some operating
///   systems cannot. client_encoding: a SQL_ASCII database may hold any bytes. The server would
///   refuse to send rows whose bytes are not UTF-8.
std::vector<const char*> set_up_statements(pg_conn* connection);

/// What client_encoding must be: UTF8, or SQL_ASCII where the database is.
std::string_view client_encoding_for(pg_conn* connection);

} // namespace howdah::postgres
