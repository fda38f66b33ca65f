#include "postgres/connection.hpp"
#include "tests/support/eventually.hpp"
#include "tests/support/session_driver.hpp"
#include "tests/support/test_cluster.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <gmock/gmock.h>

namespace howdah::postgres {
namespace {

using namespace std::chrono_literals;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;
using tests::administrate;
using tests::session_driver;
using tests::test_cluster;

problem failure_of(const std::string& dsn) {
  auto opened = connection::open({.dsn = secret(dsn), .connect_timeout = 2s});
  EXPECT_FALSE(opened) << dsn;
  return opened ? problem{} : std::move(opened).error();
}

std::string shown(const connect_options& wanted, runnable statement) {
  return session_driver(wanted).value(std::move(statement));
}

/// An environment variable for the length of a test.
class environment {
public:
  environment(const char* name, const std::string& value) : name_(name) {
    setenv(name, value.c_str(), 1);
  }
  ~environment() { unsetenv(name_); }
  environment(const environment&) = delete;
  environment& operator=(const environment&) = delete;

private:
  const char* name_;
};

TEST(connection, tells_what_the_server_is) {
  const auto opened = tests::open_connection(tests::options_for(test_cluster().dsn()));
  const auto& facts = opened->facts();
  EXPECT_GE(facts.version, 130'000);
  EXPECT_THAT(facts.version_text, HasSubstr(std::to_string(facts.version / 10'000)));
  EXPECT_EQ(facts.database, "demo");
  EXPECT_GT(facts.backend_pid, 0);
  EXPECT_THAT(facts.login, ElementsAre()) << "nobody asked";
}

TEST(connection, pins_its_settings_against_those_of_login_and_database) {
  administrate("CREATE ROLE stubborn LOGIN;"
               "ALTER ROLE stubborn SET standard_conforming_strings = off; ALTER ROLE stubborn SET "
               "DateStyle = 'German';"
               "ALTER ROLE stubborn SET IntervalStyle = 'iso_8601'; ALTER ROLE stubborn SET "
               "bytea_output = 'escape';"
               "ALTER ROLE stubborn SET extra_float_digits = 0; ALTER ROLE stubborn SET "
               "client_encoding = 'LATIN1';"
               "ALTER ROLE stubborn SET statement_timeout = 0; ALTER ROLE stubborn SET TimeZone = "
               "'Asia/Tokyo'");
  session_driver driver(
    {.dsn = secret(test_cluster().dsn("stubborn")), .statement_timeout = 1234ms});
  EXPECT_EQ(driver.value({catalog_statement("SHOW standard_conforming_strings")}), "on");
  EXPECT_THAT(driver.value({catalog_statement("SHOW DateStyle")}), HasSubstr("ISO"));
  EXPECT_EQ(driver.value({catalog_statement("SHOW IntervalStyle")}), "postgres");
  EXPECT_EQ(driver.value({catalog_statement("SHOW bytea_output")}), "hex");
  EXPECT_EQ(driver.value({catalog_statement("SHOW extra_float_digits")}), "1");
  EXPECT_EQ(driver.value({catalog_statement("SHOW client_encoding")}), "UTF8");
  EXPECT_EQ(driver.value({catalog_statement("SHOW statement_timeout")}), "1234ms");
  EXPECT_EQ(driver.value({catalog_statement(
              "SELECT coalesce(max(setting || unit), 'none') FROM pg_settings WHERE name = "
              "'client_connection_check_interval'")}),
            tests::server_version() >= 14 ? "500ms" : "none");
  EXPECT_EQ(driver.value({catalog_statement("SHOW TimeZone")}), "Asia/Tokyo") << "the login's own";
}

TEST(connection, pins_what_was_asked_for) {
  session_driver driver({.dsn = secret(test_cluster().dsn()),
                         .default_read_only = true,
                         .search_path = "pg_catalog, \"my schema\""});
  EXPECT_EQ(driver.value({catalog_statement("SHOW default_transaction_read_only")}), "on");
  EXPECT_EQ(driver.value({catalog_statement("SHOW search_path")}), "pg_catalog, \"my schema\"");
}

TEST(connection, keeps_the_options_of_the_dsn_that_it_does_not_pin) {
  const auto dsn = test_cluster().dsn() + " options='-c work_mem=7MB -c statement_timeout=1'";
  EXPECT_EQ(shown(tests::options_for(dsn), {catalog_statement("SHOW work_mem")}), "7MB");
  EXPECT_EQ(shown(tests::options_for(dsn), {catalog_statement("SHOW statement_timeout")}), "30s");
}

TEST(connection, refuses_a_session_where_a_setting_did_not_stick) {
  const environment date_style("PGDATESTYLE", "SQL, DMY");
  const auto why = failure_of(test_cluster().dsn());
  EXPECT_EQ(why.code, errc::unavailable);
  EXPECT_THAT(why.message, HasSubstr("DateStyle=ISO"));
  EXPECT_THAT(why.hint, HasSubstr("PGDATESTYLE"));
}

TEST(connection, is_named_howdah_unless_the_dsn_names_it) {
  EXPECT_EQ(
    shown(tests::options_for(test_cluster().dsn()), {catalog_statement("SHOW application_name")}),
    "howdah");
  EXPECT_EQ(shown(tests::options_for(test_cluster().dsn() + " application_name=mine"),
                  {catalog_statement("SHOW application_name")}),
            "mine");
}

TEST(connection, reads_uris_services_and_password_files) {
  const auto files
    = std::filesystem::temp_directory_path() / ("howdah-test-" + std::to_string(getpid()));
  std::filesystem::create_directories(files);
  std::ofstream(files / "services")
    << "[shop]\nhost=" << administrate("SHOW unix_socket_directories")
    << "\nport=" << administrate("SHOW port")
    << "\ndbname=demo\nuser=" << administrate("SELECT current_user")
    << "\noptions=-c work_mem=5MB\n";
  const environment services("PGSERVICEFILE", files / "services");
  EXPECT_EQ(
    shown(tests::options_for("service=shop"), {catalog_statement("SELECT current_database()")}),
    "demo");
  EXPECT_EQ(
    shown(tests::options_for("postgresql:///?service=shop"), {catalog_statement("SHOW work_mem")}),
    "5MB")
    << "the service's own options are kept";
  std::filesystem::remove_all(files);
}

TEST(connection, says_what_is_wrong_and_what_to_do) {
  const auto nobody_listens
    = failure_of("host=127.0.0.1 port=1 dbname=shop user=bob password=s3cret");
  EXPECT_EQ(nobody_listens.code, errc::unavailable);
  EXPECT_THAT(nobody_listens.message, HasSubstr("shop at 127.0.0.1:1 as bob"));
  EXPECT_THAT(nobody_listens.message, HasSubstr("Connection refused"));
  EXPECT_THAT(nobody_listens.message, Not(HasSubstr("s3cret")));
  EXPECT_FALSE(nobody_listens.hint.empty());

  const auto no_database = failure_of(test_cluster().dsn() + " dbname=nowhere");
  EXPECT_THAT(no_database.message, HasSubstr("\"nowhere\" does not exist"));
  EXPECT_THAT(no_database.hint, HasSubstr("names"));

  const auto no_socket = failure_of("host=/nowhere/at/all user=bob");
  EXPECT_EQ(no_socket.code, errc::unavailable);
}

TEST(connection, gives_up_on_a_host_that_does_not_answer) {
  const auto before = std::chrono::steady_clock::now();
  const auto why = failure_of("hostaddr=192.0.2.1 user=bob"); // TEST-NET-1: routed nowhere
  EXPECT_EQ(why.code, errc::unavailable);
  EXPECT_LT(std::chrono::steady_clock::now() - before, 5s);
}

TEST(connection, an_unreadable_dsn_never_connects) {
  const auto why = failure_of("postgresql://bob:s3cret%zz@localhost/x");
  EXPECT_EQ(why.code, errc::invalid_argument);
  EXPECT_THAT(why.message, Not(HasSubstr("s3cret")));
}

TEST(connection, its_backend_ends_with_it) {
  auto opened = tests::open_connection(tests::options_for(test_cluster().dsn()));
  const auto pid = std::to_string(opened->facts().backend_pid);
  opened.reset();
  EXPECT_TRUE(tests::eventually(5s, [&] {
    return administrate("SELECT count(*) FROM pg_stat_activity WHERE pid = " + pid) == "0";
  }));
}

} // namespace
} // namespace howdah::postgres
