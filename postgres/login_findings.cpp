#include "postgres/login_findings.hpp"

#include "core/filled_text.hpp"

#include <algorithm>
#include <array>
#include <functional>
#include <string_view>

namespace howdah::postgres {

namespace {

/// What is known of a power. In texts `{names}`, `{count}` and `{login}` are filled in.
struct known_power {
  std::string_view what;
  char grade;
  bool writers_need_it; ///< fine where callers are meant to write
  std::string_view says;
  std::string_view why;
  std::string_view remedy;
};

constexpr std::string_view revoked = "REVOKE {names} FROM {login};";

constexpr std::array known{
  known_power{"superuser", 'F', false, "is a superuser",
              "PostgreSQL checks nothing then: files, programs and every role are in reach",
              "ALTER ROLE {login} NOSUPERUSER;"},
  known_power{"becomes_superuser", 'F', false, "can become a superuser: {names}",
              "SET ROLE is all it takes", revoked},
  known_power{"pg_execute_server_program", 'F', false, "may run programs on the server",
              "COPY … TO PROGRAM runs in a READ ONLY transaction, too", revoked},
  known_power{"pg_write_server_files", 'F', false, "may write files of the server",
              "COPY … TO a file runs in a READ ONLY transaction, too", revoked},
  known_power{"createrole", 'E', false, "may create and change roles",
              "before PostgreSQL 16 it can make itself a member of nearly every role",
              "ALTER ROLE {login} NOCREATEROLE;"},
  known_power{"replication", 'E', false, "may replicate",
              "a copy of the whole cluster, every database and password hash, is one command",
              "ALTER ROLE {login} NOREPLICATION;"},
  known_power{"pg_read_server_files", 'E', false, "may read files of the server",
              "configuration, keys and the files of every table are in reach", revoked},
  known_power{"pg_create_subscription", 'E', false, "may create subscriptions",
              "they write into tables and open connections to other servers", revoked},
  known_power{"runs_functions", 'E', false, "may call {names}",
              "these reach files, other servers or the server itself",
              "REVOKE EXECUTE ON FUNCTION {names} FROM PUBLIC, {login};"},
  known_power{"bypassrls", 'D', false, "skips row security",
              "policies that keep rows apart do not hold for it",
              "ALTER ROLE {login} NOBYPASSRLS;"},
  known_power{"owns_database", 'D', true, "owns the database {names}",
              "it may drop it, change its settings and create schemas in it",
              "ALTER DATABASE {names} OWNER TO another_role;"},
  known_power{"owns_schemas", 'D', true, "owns {count} schemas: {names}",
              "it may drop them with all that is in them",
              "ALTER SCHEMA … OWNER TO another_role; for each"},
  known_power{"owns_tables", 'D', true, "owns {count} tables or views: {names}",
              "it may drop and change them, grant others in, and row security does not hold for it",
              "ALTER TABLE … OWNER TO another_role; for each"},
  known_power{"pg_write_all_data", 'D', true, "may write to every table",
              "only the READ ONLY transaction stands before them", revoked},
  known_power{"createdb", 'C', false, "may create databases",
              "each takes space, and it owns what it creates", "ALTER ROLE {login} NOCREATEDB;"},
  known_power{"creates_schemas", 'C', true, "may create schemas in {names}",
              "whoever creates owns, and names can be put before those of others",
              "REVOKE CREATE ON DATABASE {names} FROM PUBLIC, {login};"},
  known_power{"creates_tables", 'C', true,
              "may create tables and functions in {count} schemas: {names}",
              "functions and tables there can take the place of others that callers mean",
              "REVOKE CREATE ON SCHEMA {names} FROM PUBLIC, {login};"},
  known_power{"writes_tables", 'C', true, "may write to {count} tables or views: {names}",
              "only the READ ONLY transaction stands before them",
              "REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON {names} FROM PUBLIC, {login};"},
  known_power{"pg_maintain", 'C', true, "may maintain every table",
              "VACUUM FULL, CLUSTER and LOCK stop everybody else", revoked},
  known_power{"pg_signal_backend", 'C', false, "may end the sessions of others",
              "pg_terminate_backend runs in a READ ONLY transaction, too", revoked},
  known_power{"pg_signal_autovacuum_worker", 'C', false, "may stop autovacuum",
              "pg_terminate_backend runs in a READ ONLY transaction, too", revoked},
  known_power{"pg_read_all_data", 'B', false, "may read every table of every schema",
              "what is created tomorrow is in reach as well: grant SELECT by schema or table",
              revoked},
};

/// Predefined roles that are not in the table, of later versions among them.
constexpr known_power unknown_role{"",
                                   'B',
                                   false,
                                   "is a member of {names}",
                                   "a reader needs none of PostgreSQL's predefined roles",
                                   revoked};

std::string filled(std::string_view text, const std::string& login, const login_power& power) {
  const auto count = std::to_string(power.count);
  return filled_text(text, {{"{login}", login}, {"{count}", count}, {"{names}", power.names}});
}

const known_power& known_of(std::string_view what) {
  const auto* found = std::ranges::find(known, what, &known_power::what);
  return found == known.end() ? unknown_role : *found;
}

/// Names are at most three: the others want the same.
std::string remark_on_more(const login_power& power) {
  constexpr std::int64_t named = 3;
  if (power.count <= named || power.names.empty())
    return {};
  return " -- and so for " + std::to_string(power.count - named) + " more";
}

login_finding finding_of(const std::string& login, const login_power& power) {
  const auto& what = known_of(power.what);
  // An attribute of a role that the login can become.
  const bool by_role = !power.names.empty() && what.remedy.starts_with("ALTER ROLE");
  auto remedy = filled(by_role ? revoked : what.remedy, login, power) + remark_on_more(power);
  auto says = filled(what.says, login, power);
  if (by_role)
    says += " as " + power.names;
  return {.what = power.what,
          .grade = what.grade,
          .says = std::move(says),
          .why = std::string(what.why),
          .remedy = std::move(remedy)};
}

void sort_worst_first(std::vector<login_finding>& findings) {
  std::ranges::stable_sort(findings, std::greater(), &login_finding::grade);
}

void add_way_in(std::vector<login_finding>& to, const login_session& session,
                const std::string& sslmode) {
  if (session.remote && session.tls.empty())
    to.push_back(
      {.what = "unencrypted",
       .grade = 'C',
       .says = "comes in without TLS from another machine",
       .why = "rows and statements can be read and changed on the way",
       .remedy = "sslmode=verify-full in the connection string, hostssl in pg_hba.conf"});
  else if (session.remote && sslmode != "verify-full")
    to.push_back({.what = "unverified",
                  .grade = 'B',
                  .says = "comes in by TLS without asking who answers",
                  .why = "whoever stands between can answer in the server's place",
                  .remedy = "sslmode=verify-full and sslrootcert in the connection string"});
  if (session.remote && !session.asked_for_password)
    to.push_back({.what = "no_password",
                  .grade = 'B',
                  .says = "was let in without a password",
                  .why = "fine with a certificate or GSSAPI, but `trust` lets everybody in",
                  .remedy = "scram-sha-256 for its line in pg_hba.conf"});
  if (session.password_encryption == "md5")
    to.push_back({.what = "md5_passwords",
                  .grade = 'B',
                  .says = "has a password that is kept as MD5 when it is set anew",
                  .why = "whoever reads the hash can log in with it",
                  .remedy = "ALTER SYSTEM SET password_encryption = 'scram-sha-256';"});
}

} // namespace

std::vector<login_finding> findings_of(const login_survey& survey, login_purpose purpose) {
  std::vector<login_finding> findings;
  for (const auto& each : survey.powers)
    if (purpose == login_purpose::reading || !known_of(each.what).writers_need_it)
      findings.push_back(finding_of(survey.login, each));
  sort_worst_first(findings);
  return findings;
}

std::vector<login_finding> findings_of(const login_survey& survey, const login_session& session,
                                       const std::string& sslmode, login_purpose purpose) {
  auto findings = findings_of(survey, purpose);
  add_way_in(findings, session, sslmode);
  if (purpose == login_purpose::reading && !session.read_only_default)
    findings.push_back(
      {.what = "no_read_only_default",
       .grade = 'B',
       .says = "begins transactions that may write",
       .why = "the default is a second wall for whatever else uses the login",
       .remedy = "ALTER ROLE " + survey.login + " SET default_transaction_read_only = on;"});
  if (session.statement_timeout.empty() || session.statement_timeout == "0")
    findings.push_back(
      {.what = "no_statement_timeout",
       .grade = 'B',
       .says = "has no statement_timeout of its own",
       .why = "howdah sets one, other programs that use the login may not",
       .remedy = "ALTER ROLE " + survey.login + " SET statement_timeout = '30s';"});
  sort_worst_first(findings);
  return findings;
}

char grade_of(std::span<const login_finding> findings) noexcept {
  char worst = 'A';
  for (const auto& each : findings)
    worst = std::max(worst, each.grade);
  return worst;
}

std::string names_of_what_matters(std::span<const login_finding> findings) {
  std::string names;
  for (const auto& each : findings)
    if (matters(each))
      names += (names.empty() ? "" : ", ") + each.what;
  return names;
}

} // namespace howdah::postgres
