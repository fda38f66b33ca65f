#include "tests/sql/judged.hpp"

#include <gtest/gtest.h>

#include <gmock/gmock.h>
#include <string>

namespace howdah::sql::tests {
namespace {

constexpr expectation constants[] = {
  {"read", "select repeat('=', 80)"},
  {"read", "select repeat('x', 268435456)"},
  {"read", "select rpad(repeat(' ', level) || name, 60), lpad('', 40, '-') from t"},
  {"read", "select repeat(repeat('ab', 3), n) from t"},
  {"read", "select repeat('-', 80), repeat('-', 80), repeat('-', 80), repeat('-', 80)"},
  {"read", "select replace(replace(a, 'b', 'c'), 'd', 'e') from t"},
  {"read", "select array_fill(0, array[1000, 1000])"},
  {"read", "select repeat('x', $1)"},
  {"read", "select repeat('x', -1000000000), repeat('x', length(y)) from t"},
  {"read",
   "select a || b || c || d || e || f || g || h || i || j || k || l || m || n || o || p || q "
   "|| r || s || t || u || v || w || x || y || z || a || b || c || d from t"},
  {"constant-size", "select repeat('x', 268435457)"},
  {"constant-size", "select repeat('x', 300000000)"},
  {"constant-size", "select REPEAT(repeat(repeat('x', 1000), 1000), 1000)"},
  {"constant-size",
   "select pg_catalog.repeat(\"repeat\"(U&\"\\0072epeat\"(chr(120), 1000), 1000), 1000)"},
  {"constant-size", "select length(repeat(repeat('x'::text, 100000), '100000'::int))"},
  {"constant-size", "select 1 from t where repeat('x', 1000 * 1000 * 1000) = a"},
  {"constant-size",
   "select repeat('x', power(10, 9)::int), repeat('x', 10 ^ 9), repeat('x', 1 << 30)"},
  {"constant-size", "select repeat('x', - (-1000000000))"},
  {"constant-size", "select lpad('x', 500000000), rpad('x', 5e8::int, 'y')"},
  {"constant-size", "select array_fill(0, array[1000000, 1000000])"},
  {"constant-size", "select array_length(array_fill(repeat('x', 1000000), array[1000000]), 1)"},
  {"constant-size", "select repeat(repeat(repeat('x', $1), $2), $3)"},
  {"constant-size", "select repeat(a, 1000000) from (select repeat('x', 1000000) as a) s"},
  {"constant-size", "select (select repeat(a, 1000000)) from (values (repeat('x', 1000000))) s(a)"},
  {"constant-size",
   "with s as (select repeat('x', 1000000) as a) select repeat(a, 1000000) from s"},
  {"constant-size",
   "with s as (select repeat('x', 100000) as a), r as (select repeat(a, 100000) as a from s) "
   "select a from r"},
  {"constant-size", "select 1 union select length(repeat(repeat('x', 100000), 100000))"},
  {"constant-size", "explain select repeat(repeat('x', 100000), 100000)"},
  {"constant-size", "select replace(repeat('x', 100000), 'x', repeat('y', 100000))"},
  {"constant-size", "values (repeat(repeat('x', 100000), 100000))"},
  {"constant-size", "select case when a then repeat(repeat('x', 100000), 100000) end from t"},
};

TEST(constant_size, what_grows_while_it_is_planned_is_bounded) {
  for (const auto& [expected, text] : constants)
    EXPECT_EQ(verdict(read_only, text), expected) << text;
}

std::string doubled(const std::string& open, const std::string& close, int times) {
  std::string text = "'" + std::string(1, '\\') + "'";
  for (int i = 0; i < times; ++i)
    text = open + text + close;
  return "select " + text;
}

TEST(constant_size, doubling_by_every_step_is_counted) {
  EXPECT_EQ(verdict(read_only, doubled("quote_literal(", ")", 40)), "constant-size");
  EXPECT_EQ(verdict(read_only, doubled("encode(", "::bytea, 'hex')", 40)), "constant-size");
  EXPECT_EQ(verdict(read_only, doubled("upper(", ")", 40)), "read");

  std::string text = "select 'x' as a";
  for (int i = 0; i < 30; ++i)
    text = "select a || a as a from (" + text + ") s";
  EXPECT_EQ(verdict(read_only, text), "constant-size");
}

TEST(constant_size, holds_for_writes_and_not_for_the_unrestricted) {
  EXPECT_EQ(verdict(read_write, "insert into t values (repeat(repeat('x', 100000), 100000))"),
            "constant-size");
  EXPECT_EQ(verdict(unrestricted, "select repeat(repeat('x', 10000), 10000)"), "read");
}

constexpr expectation columns[] = {
  {"read", "select pid, state, wait_event from pg_stat_activity"},
  {"read", "select count(*), a.state from pg_catalog.pg_stat_activity as a group by a.state"},
  {"read", "select state from pg_stat_activity where state <> 'query'"},
  {"read", "select a.pid, l.mode from pg_stat_activity a join pg_locks l using (pid)"},
  {"read", "select query from my_own_log"},
  {"read", "select * from public.pg_stat_activity"},
  {"read", "select srvname from pg_foreign_server"},
  {"read",
   "select s.srvname from pg_foreign_server s join pg_foreign_table t on t.ftserver = s.oid"},
  {"read",
   "select attname, n_distinct, null_frac, correlation from pg_stats where tablename = 'users'"},
  {"read", "select subname, subenabled from pg_subscription"},
  {"secret-column", "select query from pg_stat_activity"},
  {"secret-column", "select a.to_jsonb from pg_stat_activity a"},
  {"secret-column", "select pg_foreign_server.row_to_json from pg_foreign_server"},
  {"secret-column", "SELECT \"query\" FROM PG_CATALOG.PG_STAT_ACTIVITY"},
  {"secret-column", "select U&\"\\0071uery\" from pg_stat_activity"},
  {"secret-column", "select * from pg_stat_activity"},
  {"secret-column", "table pg_stat_activity"},
  {"secret-column", "select a.* from pg_stat_activity a"},
  {"secret-column", "select state from (pg_stat_activity cross join t) as j (a, b, state)"},
  {"secret-column", "(table pg_stat_activity) union all (table pg_stat_activity)"},
  {"secret-column", "select 1 where exists (select from t except select * from pg_stat_activity)"},
  {"read", "select a.pid from pg_stat_activity a union all table t"},
  {"read", "select s.* from (select state, count(*) from pg_stat_activity group by state) s"},
  {"secret-column",
   "select x.q from pg_stat_activity as x(a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q)"},
  {"secret-column", "select a from pg_stat_activity a"},
  {"secret-column", "select to_jsonb(a) ->> 'que' || 'ry' from pg_stat_activity a"},
  {"secret-column", "select row_to_json(pg_stat_activity) from pg_stat_activity"},
  {"secret-column", "select (a).query from pg_stat_activity a"},
  {"secret-column", "select query(a) from pg_stat_activity a"},
  {"secret-column", "select a::text from pg_stat_activity a"},
  {"secret-column", "select pid from pg_stat_activity where query like '%password%'"},
  {"secret-column", "select pid from pg_stat_activity order by query"},
  {"secret-column",
   "select count(*) from pg_stat_activity join (select 'select 1' as query) s using (query)"},
  {"secret-column", "select 1 from (select 'select 1' as query) s natural join pg_stat_activity"},
  {"secret-column", "select s.q from (select a.query as q from pg_stat_activity a) s"},
  {"secret-column", "with a as (table pg_stat_activity) select query from a"},
  {"secret-column", "select 1 where exists (select from pg_stat_activity where query = 'x')"},
  {"secret-column", "explain analyze select query from pg_stat_activity"},
  {"secret-column", "select pg_stat_get_activity(null)"},
  {"secret-column", "select pg_stat_get_backend_activity(1)"},
  {"secret-column", "select srvoptions from pg_foreign_server"},
  {"secret-column", "select * from pg_foreign_table"},
  {"secret-column", "select setconfig from pg_db_role_setting"},
  {"secret-column", "select conninfo from pg_stat_wal_receiver"},
  {"secret-column",
   "select * from users where name in (select most_common_vals::text from pg_stats)"},
  {"secret-column", "select s from pg_stats s"},
  {"secret-column", "select s.to_jsonb from pg_stats s"},
  {"secret-column", "select range_bounds_histogram from pg_stats"},
  {"secret-column", "select histogram_bounds from pg_catalog.pg_stats"},
  {"secret-column", "select most_common_elems from pg_stats"},
  {"secret-column", "table pg_stats_ext"},
  {"secret-column", "select most_common_vals from pg_stats_ext"},
  {"secret-column", "select histogram_bounds from pg_stats_ext_exprs"},
  {"secret-column", "select * from pg_subscription"},
  {"secret-column", "select subname, subconninfo from pg_subscription"},
  {"secret-column", "select umoptions from pg_user_mapping"},
  {"secret-column", "select um.* from pg_user_mappings um"},
  {"secret-relation", "select * from information_schema.foreign_server_options"},
};

TEST(secret_columns, are_read_in_no_way) {
  for (const auto& [expected, text] : columns)
    EXPECT_EQ(verdict(read_only, text), expected) << text;
}

TEST(secret_columns, the_refusal_says_where) {
  const auto refused = judged(read_only, "select pid, query from pg_stat_activity");
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().position, 13);
  EXPECT_THAT(refused.error().message, testing::HasSubstr("pg_stat_activity.query"));
}

TEST(secret_columns, the_other_modes_leave_them_to_the_login) {
  EXPECT_EQ(verdict(read_write, "select query from pg_stat_activity"), "read");
  EXPECT_EQ(verdict(unrestricted, "select query from pg_stat_activity"), "read");
}

} // namespace
} // namespace howdah::sql::tests
