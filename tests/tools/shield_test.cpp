#include "tools/shield.hpp"

#include <gtest/gtest.h>

#include <gmock/gmock.h>

namespace howdah::tools {

namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

problem said(std::string sqlstate, std::string message) {
  return {
    .code = errc::query_failed, .message = std::move(message), .sqlstate = std::move(sqlstate)};
}

rights with_hidden_columns() {
  return {.role = "r",
          .columns = {{.of = {.name = name_pattern("*")}, .deny = {name_pattern("ssn")}}}};
}

const rights all_columns{.role = "r"};

} // namespace

TEST(shield, what_the_statement_itself_names_is_told) {
  auto why = said("42703", R"(column "nme" does not exist)");
  why.hint = R"(Perhaps you meant to reference the column "users.name".)";
  const auto told = shielded(why, "select nme from users", with_hidden_columns());
  EXPECT_EQ(told.message, why.message);
  EXPECT_EQ(told.hint, why.hint);
}

TEST(shield, a_hint_at_a_hidden_column_is_not) {
  auto why = said("42703", R"(column "sn" does not exist)");
  why.hint = R"(Perhaps you meant to reference the column "users.ssn" or the column "users.name".)";
  const auto told = shielded(why, "select sn from users", with_hidden_columns());
  EXPECT_EQ(told.message, why.message);
  EXPECT_THAT(told.hint, IsEmpty());
  EXPECT_EQ(shielded(why, "select sn from users", all_columns).hint, why.hint);
}

TEST(shield, rows_that_fail_are_not_shown_when_columns_are_hidden) {
  auto why = said(
    "23502", R"(null value in column "name" of relation "users" violates not-null constraint)");
  why.detail = "Failing row contains (1, null, 078-05-1120).";
  const auto told = shielded(why, "update users set name = null", with_hidden_columns());
  EXPECT_THAT(told.message + told.detail + told.hint, Not(HasSubstr("078")));
  EXPECT_EQ(told.sqlstate, "23502");
  EXPECT_EQ(shielded(why, "update users set name = null", all_columns).detail, why.detail);
}

TEST(shield, other_tables_of_a_key_are_not_named) {
  auto why
    = said("23503",
           R"(update or delete on table "a" violates foreign key constraint "b_fk" on table "b")");
  why.detail = R"(Key (id)=(1) is still referenced from table "b".)";
  const auto told = shielded(why, "delete from a", all_columns);
  EXPECT_THAT(told.message + told.detail + told.hint, Not(HasSubstr("\"b")));
}

TEST(shield, what_depends_on_a_thing_is_not_named) {
  auto why = said("2BP01", "cannot drop table t because other objects depend on it");
  why.detail = "view hidden.v depends on table t";
  EXPECT_THAT(shielded(why, "drop table t", all_columns).detail, Not(HasSubstr("hidden")));
}

TEST(shield, what_functions_and_triggers_run_is_not_shown) {
  auto why = said("23505", R"(duplicate key value violates unique constraint "audit_pkey")");
  why.context = "SQL statement \"insert into audit values (1)\"\nPL/pgSQL function f() line 1";
  why.internal_query = "insert into audit values (1)";
  const auto told = shielded(why, "update t set x = 1", all_columns);
  EXPECT_THAT(told.message + told.detail + told.hint + told.context + told.internal_query,
              Not(HasSubstr("audit")));
}

TEST(shield, a_privilege_that_the_login_lacks_names_no_other_relation) {
  EXPECT_THAT(
    shielded(said("42501", "permission denied for table secrets"), "select * from v", all_columns)
      .message,
    Not(HasSubstr("secrets")));
  EXPECT_THAT(
    shielded(said("42501", "permission denied for table t"), "select * from t", all_columns)
      .message,
    HasSubstr("for table t"));
}

TEST(shield, row_security_that_refuses_a_row_says_so_where_no_policy_is_named) {
  const auto insert = "insert into docs values (1)";
  const auto told = [&](const std::string& message) {
    return shielded(said("42501", message), insert, all_columns).message;
  };
  EXPECT_THAT(told(R"(new row violates row-level security policy for table "docs")"),
              HasSubstr("row-level security"));
  const auto named = told(R"(new row violates row-level security policy "keep" for table "docs")");
  EXPECT_THAT(named, Not(HasSubstr("keep")));
  EXPECT_THAT(named, HasSubstr("row security refuses a row"));
  EXPECT_THAT(told(R"(new row violates row-level security policy for table "audit")"),
              Not(HasSubstr("audit")));
}

TEST(shield, quotation_marks_of_other_languages_hide_nothing) {
  for (const auto* text :
       {"Relation „secrets“ existiert nicht", "la relation « secrets » n'existe pas",
        "отношение \"secrets\" не существует", "リレーション\"secrets\"は存在しません"})
    EXPECT_THAT(shielded(said("42P01", text), "select * from v", all_columns).message,
                Not(HasSubstr("secrets")))
      << text;
}

TEST(shield, values_are_told_to_a_role_with_hidden_columns_where_it_sent_them) {
  const auto value = said("22P02", R"(invalid input syntax for type integer: "078-05-1120")");
  const auto told = shielded(value, "select * from staff_overview", with_hidden_columns());
  EXPECT_EQ(told.message, "A value does not have the form of its type.");
  EXPECT_EQ(told.sqlstate, "22P02");
  EXPECT_EQ(shielded(value, "select '078-05-1120'::int", with_hidden_columns()).message,
            value.message);
  const auto zero = said("22012", "division by zero");
  EXPECT_EQ(shielded(zero, "select 1/0", with_hidden_columns()).message, zero.message);
}

TEST(shield, values_and_refusals_of_our_own_stay_as_they_are) {
  const auto value = said("22P02", R"(invalid input syntax for type integer: "abc")");
  EXPECT_EQ(shielded(value, "select x::int from t", all_columns).message, value.message);
  const problem ours{.code = errc::timed_out, .message = R"(waits for "x")"};
  EXPECT_EQ(shielded(ours, "select 1", all_columns).message, ours.message);
}

} // namespace howdah::tools
