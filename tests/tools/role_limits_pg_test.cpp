#include "tests/support/test_cluster.hpp"
#include "tests/tools/tool_caller.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <gmock/gmock.h>
#include <memory>

namespace howdah::tests {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

namespace {

rights_ptr limited(role_limits own) {
  return std::make_shared<const rights>(rights{.role = "limited",
                                               .operations = {"*"},
                                               .schemas = {name_pattern("*")},
                                               .tables = {{.name = name_pattern("*")}},
                                               .functions = {{.name = name_pattern("*")}},
                                               .limits = std::move(own)});
}

class role_limits_of_query : public testing::Test {
protected:
  static std::string dsn() { return sample_database::shared().dsn({}, sample_copy("role_limits")); }
  static std::string own(const std::string& sql) { return administrate(sql, dsn()); }
};
using cost_of_query = role_limits_of_query;

std::string notes(const seen_result& of) {
  std::string all;
  for (const auto& each : of.more)
    all += each + '\n';
  return all;
}

constexpr const char* many = "select g from generate_series(1, 1000) g";

} // namespace

TEST_F(role_limits_of_query, rows_stop_at_the_limit_of_the_role) {
  tool_caller caller(dsn(), {.may = limited({.rows = 7})});
  const auto got = caller.query(many);
  EXPECT_FALSE(got.is_error) << got.text;
  EXPECT_THAT(got.text, AllOf(HasSubstr("\n7"), Not(HasSubstr("\n8"))));
  EXPECT_THAT(notes(got), Not(HasSubstr("raise row_limit"))) << "the caller cannot";
}

TEST_F(role_limits_of_query, a_row_limit_beyond_that_of_the_role_is_brought_down_and_told) {
  tool_caller caller(dsn(), {.may = limited({.rows = 7})});
  const auto got
    = caller.call("query", R"({"sql":"select g from generate_series(1, 9) g","row_limit":8})");
  EXPECT_THAT(got.text, Not(HasSubstr("\n8")));
  EXPECT_THAT(notes(got), HasSubstr("row_limit lies between 1 and 7; 7 was taken."));
}

TEST_F(role_limits_of_query, a_smaller_row_limit_of_the_caller_holds) {
  tool_caller caller(dsn(), {.may = limited({.rows = 7})});
  const auto got
    = caller.call("query", R"({"sql":"select g from generate_series(1, 9) g","row_limit":3})");
  EXPECT_THAT(got.text, AllOf(HasSubstr("\n3"), Not(HasSubstr("\n4"))));
  EXPECT_THAT(notes(got), HasSubstr("raise row_limit (at most 7)"));
}

TEST_F(role_limits_of_query, a_role_cannot_widen_what_the_server_allows) {
  tool_caller caller(
    dsn(), {.bounds = {.row_limit_default = 5, .row_limit_max = 5}, .may = limited({.rows = 900})});
  EXPECT_THAT(caller.query(many).text, AllOf(HasSubstr("\n5"), Not(HasSubstr("\n6"))));
}

// -- what PostgreSQL estimates ------------------------------------------------------------------

TEST_F(cost_of_query, a_statement_over_the_cost_of_its_role_does_not_run) {
  tool_caller caller(dsn(), {.may = limited({.cost = 1000})});
  const auto got = caller.query("select count(*) from generate_series(1, 1000000)");
  EXPECT_TRUE(got.is_error);
  EXPECT_THAT(got.text, AllOf(HasSubstr("Access denied: PostgreSQL estimates the cost of this "
                                        "statement at 12500.01, and the limit of your role is "
                                        "1000."),
                              HasSubstr("LIMIT")));
  EXPECT_THAT(got.structured,
              AllOf(HasSubstr(R"("code":"access_denied")"), HasSubstr(R"("rule":"max_cost")")));
  EXPECT_EQ(got.trips, 1);
}

TEST_F(cost_of_query, a_statement_within_the_cost_of_its_role_runs) {
  tool_caller caller(dsn(), {.may = limited({.cost = 1000, .estimated_rows = 1000})});
  const auto got = caller.query("select count(*) as n from generate_series(1, 500)");
  EXPECT_EQ(got.text, "n\n---\n500");
  EXPECT_EQ(got.trips, 2);
}

TEST_F(cost_of_query, without_such_a_limit_nothing_is_asked) {
  tool_caller caller(dsn(), {.may = limited({.rows = 5})});
  EXPECT_EQ(caller.query("select 1 as n").trips, 1);
}

TEST_F(cost_of_query, rows_are_those_of_the_result) {
  tool_caller caller(dsn(), {.may = limited({.estimated_rows = 1000})});
  EXPECT_TRUE(caller.query("select g from generate_series(1, 2000) g").is_error);
  EXPECT_FALSE(caller.query("select g from generate_series(1, 2000) g limit 10").is_error);
  EXPECT_FALSE(caller.query("select max(g) from generate_series(1, 2000) g").is_error);
}

TEST_F(cost_of_query, a_write_over_the_limits_changes_nothing) {
  own("drop table if exists filled; create table filled (a int)");
  tool_caller caller(dsn(), {.may = limited({.cost = 1000, .estimated_rows = 1000})});
  for (const auto* text : {"insert into filled select generate_series(1, 2000)",
                           "with f as (insert into filled select generate_series(1, 200000) "
                           "returning a) select count(*) from f",
                           "create table filled_too as select generate_series(1, 2000)",
                           "select g into filled_too from generate_series(1, 2000) g",
                           "explain analyze insert into filled select generate_series(1, 2000)"})
    EXPECT_THAT(caller.query(text).structured, HasSubstr("access_denied")) << text;
  EXPECT_EQ(own("select count(*) from filled"), "0");
  EXPECT_EQ(own("select to_regclass('filled_too') is null"), "t");
  EXPECT_FALSE(caller.query("insert into filled values (1), (2)").is_error);
  EXPECT_EQ(own("select count(*) from filled"), "2");
}

TEST_F(cost_of_query, explain_tells_of_a_statement_that_may_not_run) {
  tool_caller caller(dsn(), {.may = limited({.cost = 1000})});
  const std::string dear = "select count(*) from generate_series(1, 1000000)";
  EXPECT_THAT(caller.query("explain " + dear).text, HasSubstr("cost=12500.00"));
  EXPECT_TRUE(caller.query("explain analyze " + dear).is_error);
  EXPECT_TRUE(caller.query("explain (analyze, format json) " + dear).is_error);
  EXPECT_FALSE(caller.query("explain analyze select 1").is_error);
}

TEST_F(cost_of_query, statements_without_a_plan_run_unasked) {
  tool_caller caller(dsn(), {.may = limited({.cost = 0.001})});
  for (const auto* text : {"show work_mem", "create table no_plan (a int)",
                           "create index on no_plan (a)", "vacuum no_plan", "drop table no_plan"}) {
    const auto got = caller.query(text);
    EXPECT_FALSE(got.is_error) << text << got.text;
    EXPECT_EQ(got.trips, 1) << text;
  }
}

TEST_F(cost_of_query, parameters_are_those_of_the_call) {
  tool_caller caller(dsn(), {.may = limited({.cost = 1000})});
  const auto call = [](const std::string& most) {
    return R"j({"sql":"select count(*) as n from generate_series(1, $1::int)","parameters":[)j"
           + most + "]}";
  };
  EXPECT_EQ(caller.call("query", call("500")).text, "n\n---\n500");
  EXPECT_THAT(caller.call("query", call("1000000")).structured, HasSubstr("max_cost"));
}

TEST_F(cost_of_query, parameters_whose_types_do_not_fit_are_left_to_the_server) {
  tool_caller caller(dsn(), {.may = limited({.cost = 1000})});
  const auto got = caller.call("query", R"({"sql":"select $1::boolean as a","parameters":[1]})");
  EXPECT_EQ(got.text, "a\n---\nTrue");
  tool_caller poor(dsn(), {.may = limited({.cost = 0.001})});
  EXPECT_THAT(
    poor.call("query", R"({"sql":"select $1::boolean as a","parameters":[1]})").structured,
    HasSubstr("max_cost"));
}

TEST_F(cost_of_query, whatever_is_within_the_limits_is_answered_as_without_them) {
  tool_caller limited_caller(dsn(), {.may = limited({.cost = 1e9, .estimated_rows = 1e9})});
  tool_caller free_caller(dsn(), {.may = limited({})});
  for (
    const auto* call :
    {R"j("sql":"select $1 as a","parameters":["x"])j",
     R"j("sql":"select $1 as a","parameters":[null])j",
     R"j("sql":"select $1 as a, $2 as b","parameters":[1, true])j",
     R"j("sql":"select %s as a, '%%' as b","parameters":["x"])j",
     R"j("sql":"select $1::jsonb ->> 'k' as a","parameters":[{"k":"v"}])j",
     R"j("sql":"select id from customer where id = any($1) order by 1","parameters":[[1, 2]])j",
     R"j("sql":"select id from customer where name = $1 or name = $2","parameters":[5, "Ada Lovelace"])j",
     R"j("sql":"select $1 + 1 as a","parameters":["x"])j",
     R"j("sql":"select id from customer limit $1 offset $2","parameters":[2, 1])j",
     R"j("sql":"values ($1), ($2)","parameters":["x", null])j",
     R"j("sql":"explain (analyze, costs off, timing off, summary off) select $1::int","parameters":[1])j",
     R"j("sql":"with a as (select $1::int as n) select n from a","parameters":[3])j"}) {
    const auto one = limited_caller.call("query", '{' + std::string(call) + '}');
    const auto other = free_caller.call("query", '{' + std::string(call) + '}');
    EXPECT_EQ(one.text, other.text) << call;
    EXPECT_EQ(one.structured, other.structured) << call;
  }
}

TEST_F(cost_of_query, a_failure_of_the_plan_is_shown_where_it_is_in_the_statement) {
  tool_caller limited_caller(dsn(), {.may = limited({.cost = 1000})});
  tool_caller free_caller(dsn(), {.may = limited({})});
  for (const auto* text :
       {"select 'ä' as a,\n  nix from customer", "  ; select nosuch(1)", "select 1 from no_table",
        "insert into customer (nix) values (1)", "explain analyze select nix"}) {
    const auto one = limited_caller.query(text), other = free_caller.query(text);
    EXPECT_EQ(one.text, other.text);
    EXPECT_EQ(one.structured, other.structured);
  }
}

TEST_F(cost_of_query, what_takes_long_to_plan_ends_there) {
  own("create or replace function slow() returns int immutable language plpgsql "
      "as 'begin perform pg_sleep(60); return 1; end'");
  tool_caller caller(dsn(), {.may = limited({.cost = 1000})});
  const auto got = caller.query("select slow()");
  EXPECT_THAT(got.structured, HasSubstr("timed_out"));
  EXPECT_THAT(got.text, HasSubstr("did not plan the statement in the time"));
  EXPECT_EQ(got.trips, 1);
}

// -- tables as resources -------------------------------------------------------------------------

TEST_F(role_limits_of_query, a_table_read_as_a_resource_stops_at_the_limit_of_the_role) {
  own("drop table if exists counted; create table counted as select generate_series(1, 50) as n");
  const auto rows = [](role_limits limits) {
    const auto text
      = tool_caller(dsn(), {.may = limited(std::move(limits))}).read("table://public/counted");
    return std::ranges::count(text, '{');
  };
  EXPECT_EQ(rows({.rows = 7}), 7);
  EXPECT_EQ(rows({.rows = 900}), 50);
  EXPECT_EQ(rows({.rows = 7, .cost = 1000, .estimated_rows = 1000}), 7);
}

TEST_F(cost_of_query, a_table_read_as_a_resource_is_held_to_the_estimates) {
  tool_caller caller(dsn(), {.may = limited({.cost = 0.01})});
  EXPECT_THAT(caller.read("table://public/customer"),
              HasSubstr("error access_denied: Access denied: PostgreSQL estimates the cost"));
}

} // namespace howdah::tests
