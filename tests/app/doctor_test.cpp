#include "app/doctor/doctor_command.hpp"
#include "app/doctor/report.hpp"
#include "mcp/document.hpp"

#include <gmock/gmock.h>
#include <string>
#include <vector>

namespace howdah::app {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::StartsWith;

login_report report_with(std::vector<postgres::login_power> powers) {
  login_report report{.place = "shop at db.example:5432 as 'keeper'",
                      .server = {.version_text = "15.18", .database = "shop", .user = "keeper"},
                      .login = {.login = "keeper", .powers = std::move(powers)},
                      .session = {.remote = true,
                                  .tls = "TLSv1.3, X",
                                  .read_only_default = true,
                                  .statement_timeout = "30s",
                                  .asked_for_password = true}};
  report.findings
    = findings_of(report.login, report.session, "verify-full", postgres::login_purpose::reading);
  return report;
}

TEST(doctor, tells_people_in_a_line_for_each_finding) {
  EXPECT_EQ(text_of(report_with({{"bypassrls"}, {"pg_monitor", "pg_monitor"}})),
            "Login keeper, shop at db.example:5432 as 'keeper', PostgreSQL 15.18\n"
            "Grade D\n\n"
            "D  bypassrls: skips row security; policies that keep rows apart do not hold for it. "
            "Fix: ALTER ROLE keeper NOBYPASSRLS;\n"
            "B  pg_monitor: is a member of pg_monitor; a reader needs none of PostgreSQL's "
            "predefined roles. Fix: REVOKE pg_monitor FROM keeper;\n\n"
            "tls: TLSv1.3, X\ndefault_transaction_read_only: on\nstatement_timeout: 30s\n"
            "log_statement: none\nconnection_limit: none\n");
  EXPECT_THAT(text_of(report_with({})), HasSubstr("Grade A\n\nNothing is wrong with it.\n"));
  EXPECT_THAT(text_of(report_with({{"pg_monitor", "pg_monitor"}})), HasSubstr("It will do"));
}

TEST(doctor, tells_programs_the_same) {
  mcp::document told;
  const auto text = json_of(report_with({{"writes_tables", "a.\"b\\c\"", 1}}));
  ASSERT_FALSE(told.load(text)) << text;
  EXPECT_EQ(told.root()["grade"].string(), "C");
  EXPECT_EQ(told.root()["fine"].boolean(), false);
  EXPECT_EQ(told.root()["findings"].at(0)["what"].string(), "writes_tables");
  EXPECT_EQ(told.root()["findings"].at(0)["says"].string(),
            "may write to 1 tables or views: a.\"b\\c\"");
  EXPECT_EQ(told.root()["settings"]["statement_timeout"].string(), "30s");
}

TEST(doctor, names_of_the_database_stay_in_their_line) {
  const auto text = text_of(report_with({{"writes_tables", "\"a\nF  faked: x\x1b[2J\"", 1}}));
  EXPECT_THAT(text, HasSubstr("views: \"a F  faked: x\\u001B[2J\";"));
  mcp::document told;
  EXPECT_FALSE(told.load(json_of(report_with({{"writes_tables", "\xff", 1}}))));
}

TEST(doctor, says_how_it_is_used) {
  EXPECT_FALSE(doctor_command({}, {}));
  EXPECT_FALSE(doctor_command({"--conn", "doctor"}, {}));
  for (const std::vector<std::string>& arguments :
       {std::vector<std::string>{"doctor"}, {"doctor", "--demo"}, {"doctor", "--version"}}) {
    const auto told = doctor_command(arguments, {});
    ASSERT_TRUE(told && !*told);
    EXPECT_THAT(told->error().message, HasSubstr("usage: howdah doctor"));
  }
  EXPECT_THAT(doctor_command({"doctor", "--jsn"}, {})->error().message, HasSubstr("--jsn"));
  EXPECT_THAT((*doctor_command({"doctor", "--help"}, {}))->text,
              StartsWith("usage: howdah doctor"));
}

TEST(doctor, says_why_there_is_no_connection_and_what_to_do) {
  const auto told
    = doctor_command({"doctor", "--conn", "host=/no/such/socket password=sesame"}, {});
  ASSERT_TRUE(told && !*told);
  EXPECT_THAT(told->error().message, AllOf(HasSubstr("Cannot connect to PostgreSQL"),
                                           HasSubstr("Check that PostgreSQL runs there")));
  EXPECT_THAT(told->error().message, testing::Not(HasSubstr("sesame")));
}

} // namespace
} // namespace howdah::app
