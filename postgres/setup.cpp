#include "postgres/setup.hpp"

#include "postgres/pq.hpp"
#include "postgres/server_error.hpp"

#include <map>

namespace howdah::postgres {

namespace {

constexpr auto idle_in_transaction = std::chrono::milliseconds(60'000);

constexpr const char* facts_query
  = "SELECT pg_catalog.current_setting('server_version'), pg_catalog.current_database(), "
    "CURRENT_USER";

/// In `options` blanks separate and backslashes escape.
std::string escaped(std::string_view value) {
  std::string out;
  for (const char c : value) {
    if (c == ' ' || c == '\\' || (c >= '\t' && c <= '\r'))
      out += '\\';
    out += c;
  }
  return out;
}

bool stuck(const pinned_setting& wanted, std::string_view found) {
  if (wanted.name == "DateStyle") // "ISO, DMY": the order of input is the login's own
    return found.substr(0, found.find(',')) == wanted.value;
  return found == wanted.value;
}

problem unpinned(const pinned_setting& wanted, const std::string& found) {
  return {
    .code = errc::unavailable,
    .message = "PostgreSQL did not take the session setting " + wanted.name + "=" + wanted.value
               + " (it is " + found + ").",
    .hint
    = "Let startup options through (a pooler may drop them), and remove PGDATESTYLE, PGOPTIONS and "
      "PGCLIENTENCODING from the environment."};
}

/// With libpq: libpqxx 6 leaks the result when the connection breaks under its `exec`.
result<pq_owner<PGresult>> ask(PGconn* connection, const char* query) {
  pq_owner<PGresult> answer(PQexec(connection, query));
  if (PQresultStatus(answer.get()) == PGRES_TUPLES_OK && PQntuples(answer.get()) > 0)
    return answer;
  return refuse(query_problem(report_of(answer.get())));
}

std::string text_at(const pq_owner<PGresult>& answer, int row, int column) {
  return PQgetvalue(answer.get(), row, column);
}

} // namespace

std::vector<pinned_setting> pinned_settings(const connect_options& wanted) {
  std::vector<pinned_setting> pinned{
    {"standard_conforming_strings", "on"},
    {"backslash_quote", "safe_encoding"},
    {"DateStyle", "ISO"},
    {"IntervalStyle", "postgres"},
    {"extra_float_digits", "1"},
    {"bytea_output", "hex"},
    {"jit", "off"}, // its compiler cannot be interrupted, and every end must reach the statement
    {"statement_timeout", std::to_string(wanted.statement_timeout.count())},
    {"lock_timeout", std::to_string(wanted.lock_timeout.count())},
    {"idle_in_transaction_session_timeout", std::to_string(idle_in_transaction.count())},
  };
  if (wanted.default_read_only)
    pinned.push_back({"default_transaction_read_only", "on"});
  if (!wanted.search_path.empty())
    pinned.push_back({"search_path", wanted.search_path});
  return pinned;
}

std::string startup_options(std::string_view theirs, const std::vector<pinned_setting>& ours) {
  std::string options(theirs);
  for (const auto& [name, value] : ours)
    options += " -c " + name + "=" + escaped(value);
  return options;
}

std::vector<told_setting> set_each_time(PGconn* connection,
                                        const std::vector<pinned_setting>& pinned) {
  std::vector<told_setting> settings;
  for (const auto* name : {"application_name", "TimeZone"})
    if (const auto* value = PQparameterStatus(connection, name))
      settings.push_back({name, value});
  for (const auto& [name, value] : pinned)
    if (name != "default_transaction_read_only") // of the next transaction
      settings.push_back({name, value});
  return settings;
}

std::optional<problem> verify(PGconn* connection, const std::vector<pinned_setting>& pinned) {
  const auto settings = ask(connection, "SELECT name, setting FROM pg_catalog.pg_settings");
  if (!settings)
    return settings.error();
  std::map<std::string, std::string> found;
  for (int row = 0; row < PQntuples(settings->get()); ++row)
    found.emplace(text_at(*settings, row, 0), text_at(*settings, row, 1));
  for (const auto& wanted : pinned)
    if (!stuck(wanted, found[wanted.name]))
      return unpinned(wanted, found[wanted.name]);
  return std::nullopt;
}

result<server_facts> read_facts(PGconn* connection) {
  HOWDAH_TRY(const auto row, ask(connection, facts_query));
  return server_facts{
    .version = PQserverVersion(connection),
    .version_text = text_at(row, 0, 0),
    .database = text_at(row, 0, 1),
    .user = text_at(row, 0, 2),
    .backend_pid = PQbackendPID(connection),
  };
}

} // namespace howdah::postgres
