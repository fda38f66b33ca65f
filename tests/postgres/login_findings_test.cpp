#include "postgres/login_findings.hpp"

#include <gmock/gmock.h>
#include <string>
#include <vector>

namespace howdah::postgres {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr auto reading = login_purpose::reading;
constexpr auto writing = login_purpose::writing;

login_survey with(std::vector<login_power> powers) {
  return {.login = "\"Some one\"", .powers = std::move(powers)};
}

/// A session that nothing is wrong with.
login_session fine() {
  return {.remote = true,
          .tls = "TLSv1.3, X",
          .read_only_default = true,
          .statement_timeout = "30s",
          .asked_for_password = true,
          .password_encryption = "scram-sha-256"};
}

std::vector<std::string> found(const login_session& session,
                               const std::string& sslmode = "verify-full",
                               login_purpose purpose = reading) {
  std::vector<std::string> names;
  for (const auto& each : findings_of(with({}), session, sslmode, purpose))
    names.push_back(each.grade + (' ' + each.what));
  return names;
}

TEST(login_findings, the_worst_is_the_grade_and_comes_first) {
  EXPECT_EQ(grade_of({}), 'A');
  const auto all = findings_of(with({{"bypassrls"}, {"createdb"}, {"superuser"}}), reading);
  EXPECT_EQ(grade_of(all), 'F');
  EXPECT_EQ(all.front().what, "superuser");
  EXPECT_EQ(names_of_what_matters(all), "superuser, bypassrls, createdb");
}

TEST(login_findings, advice_alone_does_not_matter) {
  const auto all = findings_of(with({{"pg_read_all_data", "pg_read_all_data"}}), reading);
  EXPECT_EQ(grade_of(all), 'B');
  EXPECT_EQ(names_of_what_matters(all), "");
}

TEST(login_findings, of_a_role_that_a_later_postgresql_has_is_advice) {
  const auto all = findings_of(with({{"pg_of_tomorrow", "pg_of_tomorrow"}}), reading);
  ASSERT_EQ(all.size(), 1U);
  EXPECT_EQ(all[0].says, "is a member of pg_of_tomorrow");
  EXPECT_EQ(all[0].remedy, "REVOKE pg_of_tomorrow FROM \"Some one\";");
}

TEST(login_findings, writers_may_write_and_no_more) {
  const std::vector<login_power> powers{{"writes_tables", "a"},
                                        {"owns_tables", "a"},
                                        {"owns_database", "d"},
                                        {"creates_tables", "s"},
                                        {"pg_write_all_data", "x"}};
  EXPECT_EQ(grade_of(findings_of(with(powers), reading)), 'D');
  EXPECT_THAT(findings_of(with(powers), writing), IsEmpty());
  EXPECT_EQ(grade_of(findings_of(with({{"pg_execute_server_program", "x"}}), writing)), 'F');
}

TEST(login_findings, name_login_and_objects_as_sql_does) {
  const auto all = findings_of(with({{"writes_tables", "a.b, \"C\".d", 2}}), reading);
  EXPECT_EQ(all[0].says, "may write to 2 tables or views: a.b, \"C\".d");
  EXPECT_EQ(all[0].remedy,
            "REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON a.b, \"C\".d FROM PUBLIC, \"Some one\";");
}

TEST(login_findings, an_attribute_of_another_role_is_left_with_the_role) {
  const auto all = findings_of(with({{"bypassrls", "boss"}}), reading);
  EXPECT_EQ(all[0].says, "skips row security as boss");
  EXPECT_EQ(all[0].remedy, "REVOKE boss FROM \"Some one\";");
}

TEST(login_findings, of_a_good_way_in_there_are_none) {
  EXPECT_THAT(found(fine()), IsEmpty());
  auto local = fine();
  local.remote = false;
  local.tls.clear();
  local.asked_for_password = false;
  EXPECT_THAT(found(local, ""), IsEmpty());
}

TEST(login_findings, of_the_way_in) {
  auto bare = fine();
  bare.tls.clear();
  bare.asked_for_password = false;
  EXPECT_THAT(found(bare), ElementsAre("C unencrypted", "B no_password"));
  EXPECT_THAT(found(fine(), "require"), ElementsAre("B unverified"));
  auto old = fine();
  old.password_encryption = "md5";
  EXPECT_THAT(found(old), ElementsAre("B md5_passwords"));
}

TEST(login_findings, of_what_the_login_is_kept_to) {
  auto loose = fine();
  loose.read_only_default = false;
  for (const auto* timeout : {"", "0"}) {
    loose.statement_timeout = timeout;
    EXPECT_THAT(found(loose), ElementsAre("B no_read_only_default", "B no_statement_timeout"));
  }
  EXPECT_THAT(found(loose, "verify-full", writing), ElementsAre("B no_statement_timeout"));
}

} // namespace
} // namespace howdah::postgres
