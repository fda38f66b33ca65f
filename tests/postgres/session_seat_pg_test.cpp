#include "tests/postgres/session_fixture.hpp"

#include <memory>

namespace howdah::postgres {
namespace {

using testing::HasSubstr;
using tests::recorder;

/// Trips of one session as several database roles, and for several callers.
class session_seat : public session_test {
protected:
  void SetUp() override {
    administrate("DO $$ BEGIN CREATE ROLE \"seat \"\"A\"; CREATE ROLE seat_b; "
                 "EXCEPTION WHEN duplicate_object THEN NULL; END $$");
  }
  void sit(const std::string& role) {
    driver.session().act_as(role);
    driver.settle();
  }
  std::string seen(trip_form form, catalog_statement what, const trip_limits& bounds = {}) {
    recorder sink;
    const auto ended = run(form, {{what}}, sink, bounds);
    return ended.failure ? ended.failure->message : sink.first();
  }
  static trip_limits told(std::string tenant, std::string claims) {
    return {.told = std::make_shared<const std::vector<told_setting>>(std::vector<told_setting>{
              {"app.tenant", std::move(tenant)}, {"request.jwt.claims", std::move(claims)}})};
  }

  static constexpr catalog_statement who{"SELECT current_user || ' of ' || session_user"};
  static constexpr catalog_statement tenant{
    "SELECT coalesce(current_setting('app.tenant', true), 'null') || '/' || "
    "coalesce(current_setting('request.jwt.claims', true), 'null')"};
};

TEST_F(session_seat, trips_run_as_the_role_that_was_said_last) {
  const auto login = seen(trip_form::read, who);
  for (const std::string role : {"seat \"A", "seat_b", "", "seat_b"}) {
    sit(role);
    const auto expected = role.empty() ? login : role + login.substr(login.find(" of"));
    for (const auto form : {trip_form::read, trip_form::write, trip_form::bare, trip_form::catalog})
      EXPECT_EQ(seen(form, who), expected);
  }
}

TEST_F(session_seat, nothing_is_left_of_the_last_one) {
  sit("seat_b");
  run(trip_form::bare, catalog_statement("SET app.left = 'x'"));
  run(trip_form::bare, catalog_statement("CREATE TEMP TABLE mine (a int)"));
  run(trip_form::bare, catalog_statement("SELECT pg_advisory_lock(42)"));
  run(trip_form::bare, catalog_statement("PREPARE mine AS SELECT 1"));
  sit("seat \"A");
  EXPECT_EQ(
    seen(trip_form::read,
         catalog_statement(
           "SELECT concat_ws(' ', nullif(current_setting('app.left', true), ''), "
           "to_regclass('pg_temp.mine'), (SELECT count(*) FROM pg_locks WHERE locktype = "
           "'advisory'), (SELECT count(*) FROM pg_prepared_statements WHERE name = 'mine'))")),
    "0 0");
}

TEST_F(session_seat, a_reset_keeps_it) {
  sit("seat_b");
  const auto as = seen(trip_form::read, who);
  run(trip_form::bare, catalog_statement("SET DateStyle = 'German'")); // which is noticed
  driver.settle();
  EXPECT_EQ(seen(trip_form::read, who), as);
  EXPECT_EQ(seen(trip_form::read, catalog_statement("SHOW DateStyle")).substr(0, 3), "ISO");
}

TEST_F(session_seat, a_role_that_the_login_may_not_have_breaks_the_session) {
  sit("no_such_role");
  ASSERT_TRUE(driver.session().broken());
  EXPECT_EQ(driver.session().breakage()->code, errc::unavailable);
  EXPECT_THAT(driver.session().breakage()->message,
              HasSubstr("role \"no_such_role\" does not exist"));
}

TEST_F(session_seat, what_is_told_of_a_caller_holds_for_its_trip_and_no_other) {
  for (const auto form : {trip_form::read, trip_form::write}) {
    EXPECT_EQ(seen(form, tenant, told("t1", R"({"sub":"a'b\"c"})")), R"(t1/{"sub":"a'b\"c"})");
    EXPECT_EQ(seen(form, tenant), "/") << "empty, or never set";
    EXPECT_EQ(seen(form, tenant, told("", "{}")), "/{}");
    EXPECT_EQ(seen(form, tenant, told("t2", "{}")), "t2/{}");
  }
}

TEST_F(session_seat, what_is_told_goes_with_a_trip_that_failed) {
  for (const auto form : {trip_form::read, trip_form::write}) {
    EXPECT_TRUE(run(form, catalog_statement("SELECT 1 / 0"), told("t1", "{}")).failure);
    EXPECT_TRUE(run(form, catalog_statement("SELECT FROM not_there"), told("t1", "{}")).failure);
    EXPECT_EQ(seen(form, tenant), "/");
  }
}

TEST_F(session_seat, what_is_told_holds_for_a_plan_that_is_made_again) {
  administrate("CREATE TABLE t AS SELECT 1 AS a");
  constexpr catalog_statement reads("SELECT *, current_setting('app.tenant') AS tenant FROM t");
  recorder sink;
  for (int i = 0; i < 3; ++i)
    run(trip_form::read, {{reads}}, sink, told("t1", "{}"));
  administrate("ALTER TABLE t ADD b text");
  recorder after;
  EXPECT_FALSE(run(trip_form::read, {{reads}}, after, told("t2", "{}")).failure);
  EXPECT_EQ(after.rows[0].at(0).back(), "t2");
}

TEST_F(session_seat, row_security_sees_what_is_told) {
  administrate("CREATE TABLE docs AS SELECT * FROM (VALUES ('a', 1), ('b', 2)) v (tenant, n);"
               "ALTER TABLE docs ENABLE ROW LEVEL SECURITY; GRANT SELECT ON docs TO seat_b;"
               "CREATE POLICY own ON docs USING (tenant = current_setting('app.tenant', true))");
  sit("seat_b");
  constexpr catalog_statement reads("SELECT coalesce(string_agg(tenant, ','), 'none') FROM docs");
  for (int i = 0; i < 3; ++i) { // prepared at the second sight
    EXPECT_EQ(seen(trip_form::read, reads, told("a", "{}")), "a");
    EXPECT_EQ(seen(trip_form::read, reads, told("b", "{}")), "b");
    EXPECT_EQ(seen(trip_form::read, reads), "none");
  }
}

} // namespace
} // namespace howdah::postgres
