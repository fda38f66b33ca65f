#include "app/setup_sql/setup_sql.hpp"

#include "app/setup_sql/grants.hpp"
#include "app/setup_sql/sql_text.hpp"

#include <algorithm>

namespace howdah::app {

namespace {

std::string introduction(const setup_request& wanted) {
  return "-- A database login for howdah with no more rights than its callers need. Run it as a "
         "superuser or as the\n"
         "-- owner of the database, psql -v ON_ERROR_STOP=1 -f FILE, as often as you like.\n"
         "-- The login has no password yet: give it one in psql with  \\password "
         + comment_text(wanted.role)
         + "\n-- Then see what there is left to mend:  howdah doctor --conn ...\n"
           "SET standard_conforming_strings = on;\nBEGIN;\n\n";
}

std::string role_part(const setup_request& wanted, bool reads) {
  const auto name = identifier(wanted.role);
  auto out = do_block("BEGIN\n  IF NOT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = "
                      + literal(wanted.role) + ") THEN\n    CREATE ROLE " + name
                      + " LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS "
                        "CONNECTION LIMIT 100;\n  END IF;\nEND\n");
  if (reads)
    out += "ALTER ROLE " + name + " SET default_transaction_read_only = on;\n";
  return out + "ALTER ROLE " + name + " SET statement_timeout = '30s';\nALTER ROLE " + name
         + " SET idle_in_transaction_session_timeout = '60s';\n"
           "-- What large sorts may fill of the disk; only a superuser can say it:\n"
           "-- ALTER ROLE "
         + comment_text(name) + " SET temp_file_limit = '1GB';\n\n";
}

std::string connect_of(const setup_request& wanted, const std::string& role) {
  const auto login = identifier(role);
  if (wanted.database)
    return "GRANT CONNECT ON DATABASE " + identifier(*wanted.database) + " TO " + login + ";\n";
  return do_block("BEGIN\n  EXECUTE pg_catalog.format('GRANT CONNECT ON DATABASE %I TO %s', "
                  "pg_catalog.current_database(), "
                  + literal(login) + ");\nEND\n");
}

std::string connect_part(const setup_request& wanted) {
  if (!wanted.database)
    return connect_of(wanted, wanted.role);
  return do_block("BEGIN\n  IF pg_catalog.current_database() <> " + literal(*wanted.database)
                  + " THEN\n    RAISE EXCEPTION 'this is for the database %, not for %', "
                  + literal(*wanted.database)
                  + ", pg_catalog.current_database();\n  END IF;\nEND\n")
         + connect_of(wanted, wanted.role);
}

constexpr const char* public_part = R"(
-- Before PostgreSQL 15 everybody may create tables and functions in public. Leave this out if somebody relies on it.
DO $setup$
BEGIN
  IF pg_catalog.current_setting('server_version_num')::integer < 150000
    AND EXISTS (SELECT FROM pg_catalog.pg_namespace WHERE nspname = 'public') THEN
    REVOKE CREATE ON SCHEMA public FROM PUBLIC;
  END IF;
END
$setup$;
)";

/// A database role that takes part in nothing until it is granted something.
std::string create_role(const std::string& role, const char* kind) {
  return do_block("BEGIN\n  IF NOT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = "
                  + literal(role) + ") THEN\n    CREATE ROLE " + identifier(role) + ' ' + kind
                  + " NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS;\n"
                    "  END IF;\nEND\n");
}

/// From PostgreSQL 16 on the login has the role's rights only while it acts as the role.
std::string let_act_as(const std::string& login, const std::string& role) {
  return do_block("BEGIN\n  EXECUTE 'GRANT ' || pg_catalog.quote_ident(" + literal(role)
                  + ") || ' TO ' || pg_catalog.quote_ident(" + literal(login)
                  + ") ||\n    CASE WHEN pg_catalog.current_setting('server_version_num')::integer "
                    ">= 160000\n    THEN ' WITH INHERIT FALSE, SET TRUE' ELSE '' END;\nEND\n");
}

/// As whom the statements of a role run has what the role may.
std::string role_of_seat(const setup_request& wanted, const rights& may) {
  const auto& login = may.as.login.empty() ? wanted.role : may.as.login;
  std::string out = "\n-- Role " + comment_text(may.role) + "\n";
  if (!may.as.login.empty())
    out += "-- It has a login of its own: give it a password with  \\password "
           + comment_text(may.as.login) + "\n" + create_role(login, "LOGIN")
           + connect_of(wanted, login);
  if (!may.as.role.empty())
    out += create_role(may.as.role, "NOLOGIN") + let_act_as(login, may.as.role);
  return out + grants_of(may, identifier(may.as.role.empty() ? login : may.as.role));
}

std::string grants_part(const setup_request& wanted) {
  const auto login = identifier(wanted.role);
  if (wanted.roles.empty())
    return "\n-- What is there, and what the one who runs this creates later. For others:\n"
           "--   ALTER DEFAULT PRIVILEGES FOR ROLE owner IN SCHEMA ... GRANT SELECT ON TABLES TO "
           + comment_text(login) + ";\n" + reads_of(wanted.schemas, login);
  std::string out
    = "\n-- All callers whose role has no database of its own in the file share the login: it may "
      "what any of\n-- those roles may, and howdah holds each to its own.\n"
      "-- What a role denies is not granted by it, nor what takes an owner (CREATE, ALTER, "
      "DROP). Masked columns are, since\n-- a mark stands in place of what was read: deny "
      "them instead to have PostgreSQL keep them from the login.\n";
  for (const auto& each : wanted.roles)
    out += role_of_seat(wanted, *each);
  return out;
}

std::string row_security_part(const setup_request& wanted) {
  const auto login = comment_text(identifier(wanted.role));
  return "\n-- Row security: which rows the login sees, whatever is asked. A sketch, for each such "
         "table:\n"
         "-- ALTER TABLE sales.orders ENABLE ROW LEVEL SECURITY;\n"
         "-- CREATE POLICY howdah_reads ON sales.orders FOR SELECT TO "
         + login
         + "\n--   USING (region = 'north');\n"
           "-- Of callers, by what the file's claims and settings tell PostgreSQL of them:\n"
           "--   USING (tenant = current_setting('app.tenant', true));\n"
           "-- Owners and roles with BYPASSRLS are not held by it; views read as their owners "
           "unless they are made\n"
           "-- WITH (security_invoker), from PostgreSQL 15 on.\n";
}

} // namespace

std::string setup_sql(const setup_request& wanted) {
  const bool reads
    = std::ranges::none_of(wanted.roles, [](const rights_ptr& each) { return writes(*each); });
  return introduction(wanted) + role_part(wanted, reads) + connect_part(wanted) + public_part
         + grants_part(wanted) + row_security_part(wanted) + "\nCOMMIT;\n";
}

} // namespace howdah::app
