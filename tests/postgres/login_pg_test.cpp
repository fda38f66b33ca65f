#include "postgres/connection.hpp"
#include "tests/support/session_driver.hpp"
#include "tests/support/test_cluster.hpp"

#include <algorithm>
#include <gmock/gmock.h>
#include <string>
#include <vector>

namespace howdah::postgres {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;
using tests::administrate;
using tests::test_cluster;

/// A login of this test's own, made with `options` and then what `more` does to it.
std::string login(const std::string& name, const std::string& options = "",
                  const std::string& more = "") {
  static const bool once = [] {
    administrate("REVOKE CREATE ON SCHEMA public FROM PUBLIC");
    return true;
  }();
  static_cast<void>(once);
  administrate("CREATE ROLE " + name + " LOGIN " + options + ";" + more);
  return name;
}

login_survey survey_of(const std::string& user, const std::string& more = {}) {
  const auto opened
    = tests::open_connection(tests::options_for(test_cluster().dsn(user) + " " + more));
  auto survey = survey_login(opened->handle());
  EXPECT_TRUE(survey) << survey.error().message;
  return survey ? *survey : login_survey{};
}

std::vector<std::string> powers_of(const std::string& user, const std::string& more = {}) {
  std::vector<std::string> names;
  for (const auto& each : survey_of(user, more).powers)
    names.push_back(each.what + (each.names.empty() ? "" : " " + each.names));
  return names;
}

/// The SQL of a finding, as far as it can be run.
void follow(const login_finding& finding) {
  ASSERT_THAT(finding.remedy, HasSubstr(";")) << finding.what;
  administrate(finding.remedy);
}

TEST(login, of_a_reader_has_no_powers) {
  login("reader", "", "CREATE TABLE seen (a int); GRANT SELECT ON seen TO reader");
  EXPECT_THAT(powers_of("reader"), IsEmpty());
}

TEST(login, attributes_are_powers) {
  login("chief", "SUPERUSER CREATEROLE BYPASSRLS");
  EXPECT_THAT(powers_of("chief"), ElementsAre("superuser")) << "just that";
  login("clerk", "CREATEROLE CREATEDB REPLICATION BYPASSRLS");
  EXPECT_THAT(powers_of("clerk"),
              ElementsAre("bypassrls", "createdb", "createrole", "replication"));
}

TEST(login, what_it_can_become_counts_however_far_away) {
  login("deep", "",
        "CREATE ROLE \"Odd one\" SUPERUSER; CREATE ROLE middle ROLE deep; "
        "GRANT \"Odd one\" TO middle; CREATE ROLE skipper BYPASSRLS ROLE middle");
  EXPECT_THAT(powers_of("deep"), ElementsAre("becomes_superuser \"Odd one\"", "bypassrls skipper"));
  login("noinherit", "NOINHERIT", "GRANT pg_execute_server_program TO noinherit");
  EXPECT_THAT(powers_of("noinherit"),
              ElementsAre("pg_execute_server_program pg_execute_server_program"));
}

TEST(login, a_role_that_the_session_only_plays_does_not_hide_it) {
  login("actor", "BYPASSRLS", "CREATE ROLE mask ROLE actor");
  EXPECT_THAT(powers_of("actor", "options='-c role=mask'"), ElementsAre("bypassrls"));
}

TEST(login, predefined_roles_are_powers) {
  for (const std::string role : {"pg_read_server_files", "pg_write_server_files",
                                 "pg_execute_server_program", "pg_signal_backend", "pg_monitor"}) {
    const auto name = login("member_of_" + role, "", "GRANT " + role + " TO member_of_" + role);
    EXPECT_THAT(powers_of(name), testing::Contains(role + " " + role));
  }
}

TEST(login, what_it_owns_and_may_change_is_named) {
  login("owner", "",
        "CREATE SCHEMA \"Own\" AUTHORIZATION owner; CREATE TABLE mine (a int); "
        "ALTER TABLE mine OWNER TO owner; CREATE TABLE columns_only (a int, b int); "
        "GRANT UPDATE (b) ON columns_only TO owner; CREATE SCHEMA workshop; "
        "GRANT CREATE ON SCHEMA workshop TO owner");
  EXPECT_THAT(powers_of("owner"),
              ElementsAre("creates_tables workshop", "owns_schemas \"Own\"",
                          "owns_tables public.mine", "writes_tables public.columns_only"));
}

TEST(login, rights_of_everybody_and_of_groups_count) {
  login(
    "guest", "",
    "CREATE ROLE staff; GRANT staff TO guest; CREATE TABLE board (a int); "
    "CREATE TABLE desk (a int); GRANT INSERT ON board TO PUBLIC; GRANT DELETE ON desk TO staff");
  EXPECT_THAT(powers_of("guest"), ElementsAre("writes_tables public.board, public.desk"));
  administrate("DROP TABLE board, desk");
}

TEST(login, functions_that_reach_files_count_when_they_are_granted) {
  login("porter", "", "GRANT EXECUTE ON FUNCTION pg_read_file(text) TO porter");
  EXPECT_THAT(powers_of("porter"), ElementsAre("runs_functions pg_read_file(text)"));
}

TEST(login, names_are_three_at_most_and_counted) {
  std::string tables;
  for (int i = 0; i < 7; ++i)
    tables += "CREATE TABLE many" + std::to_string(i) + " (); GRANT INSERT ON many"
              + std::to_string(i) + " TO keen;";
  login("keen", "", tables);
  const auto survey = survey_of("keen");
  ASSERT_THAT(survey.powers, SizeIs(1));
  EXPECT_EQ(survey.powers[0].count, 7);
  EXPECT_EQ(survey.powers[0].names, "public.many0, public.many1, public.many2");
  EXPECT_THAT(findings_of(survey, login_purpose::reading)[0].remedy, HasSubstr("4 more"));
}

TEST(login, remedies_that_are_sql_remove_the_power) {
  login("\"Sick \"\"one\"\"\"", "CREATEROLE CREATEDB REPLICATION BYPASSRLS",
        "GRANT pg_execute_server_program, pg_read_server_files, pg_write_server_files, "
        "pg_signal_backend, pg_monitor TO \"Sick \"\"one\"\"\"; "
        "CREATE TABLE \"Ward 1\" (a int); GRANT ALL ON \"Ward 1\" TO \"Sick \"\"one\"\"\"; "
        "CREATE SCHEMA \"A b\"; GRANT CREATE ON SCHEMA \"A b\" TO \"Sick \"\"one\"\"\"; "
        "GRANT CREATE ON DATABASE demo TO \"Sick \"\"one\"\"\"; "
        "GRANT EXECUTE ON FUNCTION pg_read_file(text), pg_ls_dir(text) TO \"Sick \"\"one\"\"\"");
  const std::string user = R"(Sick "one")";
  for (const auto& each : findings_of(survey_of(user), login_purpose::reading))
    follow(each);
  const auto left = survey_of(user);
  EXPECT_THAT(findings_of(left, login_purpose::reading), IsEmpty())
    << names_of_what_matters(findings_of(left, login_purpose::reading));
}

TEST(login, is_looked_at_only_when_asked) {
  login("strong", "CREATEDB");
  auto wanted = tests::options_for(test_cluster().dsn("strong"));
  EXPECT_THAT((*connection::open(wanted))->facts().login, IsEmpty());
  wanted.login = login_check::look;
  EXPECT_EQ(names_of_what_matters((*connection::open(wanted))->facts().login), "createdb");
}

TEST(login, that_may_too_much_gets_no_connection_where_that_is_insisted_on) {
  login("plain_reader");
  login("plain_writer", "", "CREATE TABLE ledger (a int); GRANT INSERT ON ledger TO plain_writer");
  const auto open = [](const std::string& user, login_purpose purpose) {
    auto wanted = tests::options_for(test_cluster().dsn(user));
    wanted.login = login_check::insist;
    wanted.purpose = purpose;
    return connection::open(wanted);
  };
  EXPECT_TRUE(open("plain_reader", login_purpose::reading));
  EXPECT_TRUE(open("plain_writer", login_purpose::writing));
  const auto refused = open("plain_writer", login_purpose::reading);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().rule, strict_login_rule);
  EXPECT_THAT(refused.error().message,
              HasSubstr("\"plain_writer\" may do more than callers are meant to"));
  EXPECT_THAT(refused.error().message, HasSubstr("writes_tables"));
  EXPECT_THAT(refused.error().hint, HasSubstr("howdah doctor"));
}

TEST(login, of_a_session_on_this_machine_needs_no_tls) {
  const auto opened = tests::open_connection(tests::options_for(test_cluster().dsn()));
  const auto session = survey_session(opened->handle());
  ASSERT_TRUE(session) << session.error().message;
  EXPECT_FALSE(session->remote);
  EXPECT_EQ(session->tls, "");
  EXPECT_EQ(session->statement_timeout, "");
  EXPECT_FALSE(session->read_only_default);
}

TEST(login, its_own_settings_are_found) {
  login("settled", "",
        "ALTER ROLE settled SET statement_timeout = '7s'; ALTER DATABASE demo SET "
        "statement_timeout = 0; "
        "ALTER ROLE settled SET default_transaction_read_only = on");
  const auto opened = tests::open_connection(tests::options_for(test_cluster().dsn("settled")));
  const auto session = survey_session(opened->handle());
  administrate("ALTER DATABASE demo RESET statement_timeout");
  ASSERT_TRUE(session) << session.error().message;
  EXPECT_EQ(session->statement_timeout, "7s");
  EXPECT_TRUE(session->read_only_default);
}

} // namespace
} // namespace howdah::postgres
