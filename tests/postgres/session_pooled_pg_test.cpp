#include "tests/postgres/session_fixture.hpp"

#include <memory>

namespace howdah::postgres {
namespace {

using testing::HasSubstr;
using tests::recorder;

constexpr trip_form transactions[] = {trip_form::read, trip_form::write, trip_form::catalog};

/// Trips as they are behind a transaction pooler, where each may be in another session. Here it is
/// always the same, so that all that one leaves is there in the next.
class session_pooled : public session_test {
protected:
  session_pooled() : pooled_(behind_pooler(options())) {
    administrate("DO $$ BEGIN CREATE ROLE seat_p; EXCEPTION WHEN duplicate_object THEN NULL; END $$");
  }
  std::string seen(trip_form form, catalog_statement what, const trip_limits& bounds = {}) {
    recorder sink;
    const auto ended = pooled_.run(trip{form, {{what}}}, sink, bounds);
    return ended.failure ? ended.failure->message : sink.first();
  }
  outcome leave(catalog_statement what) {
    recorder sink;
    return pooled_.run(trip_form::write, {what}, sink);
  }
  void sit(const std::string& role) { pooled_.session().act_as(role); }

  static connect_options behind_pooler(connect_options wanted) {
    wanted.pooler = pooling::transaction;
    return wanted;
  }

  static constexpr catalog_statement who{"SELECT current_user || ' of ' || session_user"};
  tests::session_driver pooled_;
};

TEST_F(session_pooled, each_transaction_sets_what_a_session_would_have) {
  for (const auto form : transactions) {
    EXPECT_EQ(seen(form, catalog_statement("SHOW jit")), "off");
    EXPECT_EQ(seen(form, catalog_statement("SHOW standard_conforming_strings")), "on");
    EXPECT_EQ(seen(form, catalog_statement("SHOW application_name")), "howdah");
    EXPECT_EQ(seen(form, catalog_statement("SHOW statement_timeout")), "30s");
    EXPECT_EQ(seen(form, catalog_statement("SHOW statement_timeout"),
                   {.statement_timeout = std::chrono::milliseconds(700)}),
              "700ms");
    EXPECT_EQ(seen(form, catalog_statement("SHOW work_mem"), {.work_mem_kb = 2048}), "2MB");
  }
  EXPECT_EQ(seen(trip_form::catalog, catalog_statement("SHOW transaction_read_only")), "on");
}

TEST_F(session_pooled, a_seat_is_taken_in_each_transaction) {
  const auto login = seen(trip_form::read, who);
  for (const std::string role : {"seat_p", "", "seat_p"}) {
    sit(role);
    const auto expected = role.empty() ? login : role + login.substr(login.find(" of"));
    for (const auto form : transactions)
      EXPECT_EQ(seen(form, who), expected);
  }
}

TEST_F(session_pooled, nothing_counts_that_somebody_left_in_the_session) {
  const auto login = seen(trip_form::read, who);
  for (const auto left : {catalog_statement("SET SESSION app.tenant = 'other'"),
                          catalog_statement("SET SESSION ROLE seat_p"),
                          catalog_statement("SET SESSION AUTHORIZATION seat_p"),
                          catalog_statement("SET SESSION DateStyle = 'German'"),
                          catalog_statement("SET SESSION search_path = pg_catalog")}) {
    ASSERT_FALSE(leave(left).failure);
    EXPECT_EQ(seen(trip_form::read, who), login) << left.text();
    EXPECT_EQ(seen(trip_form::read,
                   catalog_statement("SELECT coalesce(current_setting('app.tenant', true), '')")),
              "");
    EXPECT_EQ(seen(trip_form::read, catalog_statement("SHOW DateStyle")).substr(0, 3), "ISO");
    EXPECT_EQ(seen(trip_form::read, catalog_statement("SHOW search_path")), "\"$user\", public");
  }
}

TEST_F(session_pooled, what_is_told_of_a_caller_holds_for_its_trip_and_no_other) {
  const trip_limits told{.told = std::make_shared<const std::vector<told_setting>>(
                           std::vector<told_setting>{{"app.tenant", "red"}})};
  constexpr catalog_statement tenant{"SELECT coalesce(current_setting('app.tenant', true), '')"};
  for (const auto form : transactions) {
    EXPECT_EQ(seen(form, tenant, told), "red");
    EXPECT_EQ(seen(form, tenant), "");
  }
}

TEST_F(session_pooled, nothing_is_prepared_by_name) {
  for (int i = 0; i < 4; ++i)
    EXPECT_EQ(seen(trip_form::read, catalog_statement("SELECT count(*) FROM pg_prepared_statements")),
              "0");
}

TEST_F(session_pooled, a_role_that_the_login_may_not_have_fails_the_trip_alone) {
  sit("no_such_role");
  recorder sink;
  const auto ended = pooled_.run(trip_form::read, {who}, sink);
  ASSERT_TRUE(ended.failure);
  EXPECT_EQ(ended.failure->code, errc::unavailable);
  EXPECT_THAT(ended.failure->message, HasSubstr("role \"no_such_role\" does not exist"));
  EXPECT_EQ(sink.count, 0U);
  sit("seat_p");
  EXPECT_EQ(seen(trip_form::read, who).substr(0, 7), "seat_p ");
}

TEST_F(session_pooled, what_needs_a_session_is_refused) {
  EXPECT_THAT(seen(trip_form::bare, catalog_statement("VACUUM")),
              HasSubstr("behind a transaction pooler"));
  EXPECT_EQ(seen(trip_form::read, catalog_statement("SELECT 'on'")), "on");
}

} // namespace
} // namespace howdah::postgres
