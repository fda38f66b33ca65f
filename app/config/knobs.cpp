#include "app/config/knobs.hpp"

#include "app/config/knob_access.hpp"

#include <array>

namespace howdah::app {

namespace {

using c = configuration;
using l = limits;

constexpr std::array<std::string_view, 3> access_names{"read-only", "read-write", "unrestricted"};
constexpr std::array<std::string_view, 2> pooler_names{"none", "transaction"};
constexpr std::array<std::string_view, 3> confirm_names{"auto", "always", "never"};
constexpr std::array<std::string_view, 3> transport_names{"stdio", "sse", "streamable-http"};
constexpr std::array<std::string_view, 3> fence_names{"auto", "on", "off"};
constexpr std::array<std::string_view, 6> level_names{"trace",   "debug", "info",
                                                      "warning", "error", "off"};

constexpr std::uint64_t int_max = 2'147'483'647;
constexpr std::uint64_t ten_minutes = 600'000;
constexpr std::uint64_t mebibyte = std::uint64_t{1024} * 1024;

constexpr std::array table{
  knob{"Database",
       "--conn",
       {"DATABASE_URL", "POSTGRES_CONNECTION_STRING"},
       "DSN",
       secret_value{.at = [](c& all) -> secret& {
         return all.conn;
       }},
       "The database: a URI (postgresql://user@host/db) or libpq keywords (host=... dbname=...). "
       "PG* variables, service files and "
       ".pgpass fill gaps, as for every libpq program, but do not enable a database alone. Without "
       "one the server runs and says so."},
  knob{"Database",
       "--demo",
       {"MCP_DEMO"},
       "",
       on_or_off<&c::demo>(),
       "Start a private PostgreSQL with a sample database, gone when the server ends. Takes the "
       "place of a database."},
  knob{"Database",
       "--access",
       {"MCP_ACCESS"},
       "MODE",
       choice<&c::access>(access_names),
       "What statements may do: read-only (recommended) admits only reading; read-write also data "
       "changes, DDL, DO and CALL; "
       "unrestricted any single statement that the database login may run."},
  knob{"Database",
       "--readonly",
       {"POSTGRES_READONLY"},
       "",
       on_or_off<&c::readonly>(),
       "True is the same as --access read-only, false changes nothing."},
  knob{
    "Database",
    "--confirm",
    {"MCP_CONFIRM"},
    "WHEN",
    choice<&c::confirm>(confirm_names),
    "Have the user confirm statements that destroy something (DROP, TRUNCATE, DELETE or UPDATE "
    "without WHERE, ALTER … DROP): auto asks where the client can be asked, always refuses where "
    "it cannot, never runs them at once."},
  knob{"Database",
       "--statement-timeout-ms",
       {"POSTGRES_STATEMENT_TIMEOUT_MS"},
       "MS",
       number<&c::bounds, &l::statement_timeout>(0, int_max),
       "Longest run of one statement; PostgreSQL ends it then. 0: no limit."},
  knob{"Database",
       "--connect-timeout-ms",
       {"POSTGRES_CONNECT_TIMEOUT_MS"},
       "MS",
       number<&c::bounds, &l::connect_timeout>(1, ten_minutes),
       "Longest wait of one attempt to connect to PostgreSQL."},
  knob{"Database",
       "--pooler",
       {"MCP_POOLER"},
       "KIND",
       choice<&c::pooler>(pooler_names),
       "What of a pooler is between this server and PostgreSQL: transaction for one that lends "
       "connections for a transaction (PgBouncer's pool_mode). See docs/operating.md."},
  knob{"Database",
       "--pool-min",
       {"MCP_POOL_MIN"},
       "N",
       number<&c::bounds, &l::pool_min>(0, 1000),
       "Connections kept open when idle."},
  knob{"Database",
       "--pool-max",
       {"MCP_POOL_MAX"},
       "N",
       number<&c::bounds, &l::pool_max>(1, 1000),
       "Most connections to PostgreSQL, of all clients together."},

  knob{"Transport",
       "--transport",
       {"MCP_TRANSPORT"},
       "KIND",
       choice<&c::transport>(transport_names),
       "How clients reach the server: stdio (started by the client), or streamable-http at "
       "http://HOST:PORT/mcp, with the HTTP+SSE of 2024-11-05 for older clients at /sse; sse is "
       "the same listener by its old name."},
  knob{
    "Transport", "--host", {"MCP_HOST"}, "HOST", text<&c::host>(), "Address that HTTP listens on."},
  knob{"Transport",
       "--port",
       {"MCP_PORT", "PORT"},
       "PORT",
       number<&c::port>(0, 65'535),
       "Port that HTTP listens on; 0 takes any free one."},
  knob{"Transport",
       "--insecure-bind",
       {"MCP_INSECURE_BIND"},
       "",
       on_or_off<&c::insecure_bind>(),
       "Allow HTTP without authentication on an address that other machines can reach."},
  knob{
    "Transport",
    "--tls-cert",
    {"MCP_TLS_CERT"},
    "FILE",
    text<&c::tls_cert>(),
    "PEM file with the certificate that HTTPS clients see, and those above it. With --tls-key it "
    "makes the listener speak TLS 1.2 and 1.3 only. The TLS files are read again when they "
    "change, and on SIGHUP."},
  knob{"Transport",
       "--tls-key",
       {"MCP_TLS_KEY"},
       "FILE",
       text<&c::tls_key>(),
       "PEM file with the certificate's private key, without a password."},
  knob{"Transport",
       "--tls-client-ca",
       {"MCP_TLS_CLIENT_CA"},
       "FILE",
       text<&c::tls_client_ca>(),
       "PEM file with the authorities whose certificates HTTPS clients must show. Without it no "
       "certificate is asked for."},
  knob{"Transport",
       "--allowed-hosts",
       {"MCP_ALLOWED_HOSTS"},
       "NAMES",
       list_value{.at = [](c& all) -> std::vector<std::string>& {
         return all.allowed_hosts;
       }},
       "Further names (name or name:port) that requests may address the server by, such as a "
       "proxy's; loopback names always may."},
  knob{"Transport",
       "--allowed-origins",
       {"MCP_ALLOWED_ORIGINS"},
       "ORIGINS",
       list_value{.at = [](c& all) -> std::vector<std::string>& {
         return all.allowed_origins;
       }},
       "Further origins (scheme://name or scheme://name:port) whose web pages may call the server "
       "from a browser; pages of loopback and allowed hosts always may."},
  knob{"Transport",
       "--public-url",
       {"MCP_PUBLIC_URL"},
       "URL",
       text<&c::public_url>(),
       "How clients reach the server when a proxy is in front of it: a URL without /mcp, such as "
       "https://mcp.example.org. What clients are told about access tokens names it, and its host "
       "is an allowed one."},
  knob{"Transport",
       "--http-connections",
       {"MCP_HTTP_CONNECTIONS"},
       "N",
       number<&c::bounds, &l::http_connections>(1, 1'000'000),
       "Most HTTP connections at a time."},
  knob{"Transport",
       "--in-flight",
       {"MCP_IN_FLIGHT"},
       "N",
       number<&c::bounds, &l::in_flight_per_connection>(1, 10'000),
       "Most unanswered requests of one client connection."},

  knob{"Limits",
       "--row-limit",
       {"MCP_ROW_LIMIT"},
       "ROWS",
       number<&c::bounds, &l::row_limit_default>(1, 1'000'000),
       "Rows of a query's answer when the caller names no row_limit."},
  knob{"Limits",
       "--row-limit-max",
       {"MCP_ROW_LIMIT_MAX"},
       "ROWS",
       number<&c::bounds, &l::row_limit_max>(1, 1'000'000),
       "Largest row_limit that a caller may ask for."},
  knob{"Limits",
       "--result-bytes",
       {"MCP_RESULT_BYTES"},
       "BYTES",
       number<&c::bounds, &l::result_bytes>(4096, 256 * mebibyte),
       "Largest answer, as sent; what is beyond is cut and marked."},
  knob{"Limits",
       "--sql-bytes",
       {"MCP_SQL_BYTES"},
       "BYTES",
       number<&c::bounds, &l::sql_bytes>(1, mebibyte),
       "Longest SQL statement."},
  knob{"Limits",
       "--message-bytes",
       {"MCP_MESSAGE_BYTES"},
       "BYTES",
       number<&c::bounds, &l::message_bytes>(1024, 256 * mebibyte),
       "Largest message of a client: HTTP body or stdio line."},
  knob{"Limits",
       "--json-depth",
       {"MCP_JSON_DEPTH"},
       "N",
       number<&c::bounds, &l::json_depth>(4, 512),
       "Deepest nesting of a client's message."},
  knob{"Limits",
       "--queue-length",
       {"MCP_QUEUE_LENGTH"},
       "N",
       number<&c::bounds, &l::queue_length>(1, 1'000'000),
       "Most calls waiting for a connection, of all callers together."},
  knob{"Limits",
       "--queue-per-principal",
       {"MCP_QUEUE_PER_PRINCIPAL"},
       "N",
       number<&c::bounds, &l::queue_per_principal>(1, 1'000'000),
       "Most calls waiting for a connection, of one caller."},
  knob{"Limits",
       "--queue-timeout-ms",
       {"MCP_QUEUE_TIMEOUT_MS"},
       "MS",
       number<&c::bounds, &l::queue_timeout>(1, ten_minutes),
       "Longest wait for a connection; the answer is `busy` then."},
  knob{"Limits",
       "--grace-ms",
       {"MCP_GRACE_MS"},
       "MS",
       number<&c::bounds, &l::grace>(0, ten_minutes),
       "Time for calls in flight when the server is told to end."},

  knob{
    "Access control",
    "--permissions",
    {"MCP_PERMISSIONS_FILE"},
    "FILE",
    text<&c::permissions>(),
    "YAML file of the tokens that HTTP clients must bring (howdah token new makes one) and of "
    "what each caller may do (howdah check-permissions tells it). Read again when it changes, and "
    "on SIGHUP. See docs/permissions.md."},
  knob{"Access control",
       "--principal",
       {"MCP_PRINCIPAL"},
       "NAME",
       text<&c::principal>(),
       "Who calls over stdio: a user of the permissions file. Over HTTP callers bring tokens."},
  knob{
    "Access control",
    "--auth-issuer",
    {"MCP_AUTH_ISSUER"},
    "URL",
    text<&c::auth_issuer>(),
    "Whose access tokens (JWT) HTTP clients must bring: what their claim `iss` says, an https URL. "
    "More issuers, and how their tokens are read, are in the section auth of the configuration "
    "file. Over stdio it is ignored. See docs/authentication.md."},
  knob{"Access control",
       "--auth-audience",
       {"MCP_AUTH_AUDIENCE"},
       "TEXT",
       text<&c::auth_audience>(),
       "What the claim `aud` of the tokens of --auth-issuer says. Required with it."},
  knob{
    "Access control",
    "--auth-jwks-url",
    {"MCP_AUTH_JWKS_URL"},
    "URL",
    text<&c::auth_jwks_url>(),
    "Where the keys of --auth-issuer are: an https URL. Without it they are searched for as OpenID "
    "Connect discovery and RFC 8414 say, then at ISSUER/.well-known/jwks.json."},
  knob{"Access control",
       "--auth-scopes",
       {"MCP_AUTH_SCOPES"},
       "NAMES",
       list_value{.at = [](c& all) -> std::vector<std::string>& {
         return all.auth_scopes;
       }},
       "Scopes that every access token of an issuer must have been given; clients are told of "
       "them. What further scopes let callers do is said in the permissions file."},

  knob{"Access control",
       "--strict-login",
       {"MCP_STRICT_LOGIN"},
       "",
       on_or_off<&c::strict_login>(),
       "Refuse a database login that may do more than callers are meant to, at the start and "
       "whenever a connection is made; without it one line of the log tells. howdah doctor says "
       "what is wrong with a login."},
  knob{"Access control",
       "--fence-data",
       {"MCP_FENCE_DATA"},
       "WHEN",
       choice<&c::fence_data>(fence_names),
       "Put what comes out of the database between marks in texts for the model, so that "
       "instructions in it are seen to be data: auto does with --permissions. structuredContent "
       "stays as it is."},

  knob{"Log",
       "--log-level",
       {"MCP_LOG_LEVEL"},
       "LEVEL",
       choice<&c::log_level>(level_names),
       "Least level of the lines on stderr."},
};

} // namespace

std::span<const knob> knobs() {
  return table;
}

const knob* knob_of_key(std::string_view key) {
  for (const auto& each : table)
    if (key_of(each) == key)
      return &each;
  return nullptr;
}

const knob* knob_of_flag(std::string_view flag) {
  for (const auto& each : table)
    if (each.flag == flag)
      return &each;
  return nullptr;
}

} // namespace howdah::app
