#include "tests/sql/judged.hpp"

#include <gtest/gtest.h>

namespace howdah::sql::tests {
namespace {

constexpr const char* queries[] = {
  "select 1",
  "sElEcT\t1",
  "select",
  "  \n select 1",
  "select(1)",
  "select*from scratch",
  "(select 1)",
  "((select 1) union (select 2))",
  "values (1),(2)",
  "values(1)",
  "table victim",
  "table only victim",
  "select 1;",
  "select 1;;",
  ";select 1",
  ";;\n;select 1 ; -- done",
  "-- c\nselect 1",
  "/* c /* nested */ */ select 1",
  "/**/select 1",
  "select 1 -- ; drop table victim",
  "select 1 /* ; commit */",
  "select ';drop table victim'",
  "select $$;drop table victim$$, $x$ $$ ; commit $x$",
  "select E'\\'; drop table victim --'",
  "select 'update orders set x' as note, \"delete\" from (select 1 as \"delete\") s",
  "select id as \"insert\", name as \"drop\" from users",
  "select name from users where name like '%'||'u1'||'%'",
  "select name from users where name ilike $1 and id = any($2) limit $3",
  "select id from users where name = 'x' or 1=1",
  "select name from users union select note from orders limit 3",
  "select a from t intersect select a from u except all select a from v order by 1",
  "select id, sum(total) over (order by id rows between 3 preceding and current row) from orders",
  "select rank() over w, lag(a, 1) over w from t window w as (partition by b order by c range "
  "unbounded preceding)",
  "select percentile_cont(0.5) within group (order by total), mode() within group (order by a) "
  "from orders",
  "select count(*) filter (where a > 0), array_agg(distinct b order by b desc nulls last) from t",
  "select a, b, grouping(a) from t group by grouping sets ((a), (b), ()), rollup (a), cube (b)",
  "with recursive t(n) as (values (1) union all select n+1 from t where n<5) select sum(n) from t",
  "with a as (select 1), b as materialized (select * from a) select * from b where exists (table "
  "a)",
  "with recursive t as (select 1 as n union all select n + 1 from t) search depth first by n set o "
  "cycle n set c using p select * from t",
  "select * from users u, lateral (select * from orders o where o.user_id = u.id limit 1) l",
  "select * from a natural join b left join c using (id) full join d on true cross join e",
  "select * from generate_series(1,3) with ordinality as g(i, n)",
  "select * from rows from (generate_series(1,2), unnest(array[1,2])) as f(a, b)",
  "select * from users tablesample bernoulli (10) repeatable (1)",
  "select * from users tablesample system (1)",
  "select * from json_to_recordset('[]') as x(a int, b text)",
  "select * from xmltable('/r' passing ('<r/>'::xml) columns a int path '@a', n for ordinality)",
  "select xmlelement(name a, xmlattributes(1 as b), 'c'), xmlforest(1 as d), xmlserialize(content "
  "'<a/>'::xml as text)",
  "select case when a then 1 else 2 end, coalesce(b, c), nullif(a, b), greatest(1,2), least(3,4) "
  "from t",
  "select cast('1' as int), '1'::int, int '1', interval '1 day', date '2024-01-01', 'x' collate "
  "\"C\"",
  "select extract(epoch from now()), position('a' in 'b'), substring('abc' from 2 for 1), "
  "overlay('a' placing 'b' from 1)",
  "select trim(both 'x' from 'xax'), 'a' similar to 'b' escape '!', ('2024-01-01'::date, "
  "'2024-02-01'::date) overlaps (now(), now())",
  "select now() at time zone 'UTC', current_date, current_timestamp(3), localtime, current_user, "
  "session_user, user, current_catalog, current_schema",
  "select (array[1,2])[1:2], a[1].b, (row(1,2)).f1, row(1,2) = (1,2), (t.*)::text "
  "from t",
  "select a = any(array[1]), a <> all(select 1), a in (1,2), a not in (select 1), exists(select "
  "1), a between 1 and 2, a is distinct from b from t",
  "select a is null, b is not true, c is document, 'x' is nfc normalized from t",
  "select distinct on (a) * from t order by a fetch first 3 rows with ties",
  "select all a from t offset 2 rows fetch next row only",
  "select 'NaN'::float8, 'infinity'::float8, 12345678901234567890.123456789::numeric, "
  "'\\xdeadbeef'::bytea, null, b'01', x'ff', U&'\\0061'",
  "select replace('a', 'b', 'c'), upper(name), length(name), md5(name), to_char(now(), 'YYYY'), "
  "random(), gen_random_uuid() from users",
  "select pg_catalog.upper('x'), pg_size_pretty(pg_total_relation_size('users')), "
  "pg_get_viewdef('v'::regclass), version()",
  "select has_table_privilege('users', 'select'), obj_description('users'::regclass), "
  "current_setting('server_version_num'), current_setting('app.tenant', true), "
  "current_setting('app.tenant'::text, true)",
  "select column_name from information_schema.columns limit 1",
  "select relname from pg_class c join pg_namespace n on n.oid = c.relnamespace",
  "select name, setting from pg_settings",
  "select rolname from pg_roles",
  "select jsonb_path_query(a, '$.b'), a->>'c', a @> '{}', a #>> '{d}', to_tsvector('x') @@ "
  "to_tsquery('y') from t",
  "select operator(pg_catalog.-) 1, 1 operator(pg_catalog.+) 2, a <-> b, similarity(a, b), "
  "st_area(g), my.own(a), own(a) from t",
  "select ts_rewrite('a'::tsquery, 'a'::tsquery, 'b'::tsquery)",
  "select pg_stat_activity.state from pg_stat_activity",
  "select txid_current_if_assigned(), pg_current_snapshot(), pg_backend_pid()",
  "select * from public.pg_shadow",
  "with pg_shadow as (select 1) select * from pg_shadow",
  "select set_config from t",
  "select 'pg_read_file(''x'')', \"nextval\" from (select 1 as \"nextval\") s",
  "explain select 1",
  "explain(costs off) select 1",
  "explain (format json, analyze, buffers) select count(*) from users",
  "explain analyze verbose with x as (select 1) table x",
  "explain (analyze off) values (1)",
  "show server_version",
  "show all",
  "show \"server_version\"",
  "show time zone",
  "show transaction isolation level",
  "select * from users where name = E'caf\\u00e9' and city = 'Zürich' and \"größe\" > 1",
  "select naïve from 表",
};

TEST(read_only, queries_in_every_spelling_are_admitted) {
  for (const auto* text : queries)
    EXPECT_EQ(verdict(read_only, text), "read") << text;
}

constexpr expectation refusals[] = {
  {"write", "insert into victim values (2)"},
  {"write", "INSERT INTO victim DEFAULT VALUES RETURNING *"},
  {"write", "update users set salary = 0"},
  {"write", "/* x */ delete from users"},
  {"write", "-- x\ndelete from users using t where a = b returning 1"},
  {"write", "merge into a using b on a.id = b.id when matched then delete"},
  {"write", "truncate users, orders cascade"},
  {"write", "with d as (delete from users returning *) select * from d"},
  {"write",
   "with a as (with b as (insert into t values (1) returning 1) select * from b) select * from a"},
  {"write", "select * from (with u as (update t set a = 1 returning a) select * from u) s"},
  {"write", "with x as (select 1) update users set salary = 1"},
  {"write", "with x as (select 1) insert into t select * from x"},
  {"write", "values ((with d as (delete from t returning 1) select count(*) from d))"},
  {"write", "explain delete from users"},
  {"write", "explain analyze delete from users"},
  {"write",
   "EXPLAIN (ANALYZE TRUE, FORMAT JSON) WITH d AS (DELETE FROM users RETURNING 1) SELECT * FROM d"},
  {"write", "explain (analyze false) insert into t values (1)"},
  {"write", "refresh materialized view mv"},
  {"definition", "explain analyze create table t as select 1"},
  {"write", "explain analyze refresh materialized view mv"},
  {"prepared-statement", "explain analyze execute p"},
  {"cursor", "explain declare c cursor for select 1"},
  {"select-into", "select 1 as a into new_tbl"},
  {"select-into", "select * into temp t8 from users"},
  {"select-into", "explain select 1 into t"},
  {"select-into", "with x as (select 1) select * into unlogged y from x"},
  {"row-lock", "select * from users for update"},
  {"row-lock", "select * from users for no key update skip locked"},
  {"row-lock", "select * from (select * from users for share) q"},
  {"row-lock", "select * from users for key share of users nowait"},
  {"row-lock", "with a as (select * from t for update) select 1"},
  {"definition", "create table t9(id int)"},
  {"definition", "create temp table t9(id int)"},
  {"definition", "create table t as table users"},
  {"definition", "create view v as select 1"},
  {"definition", "drop schema public cascade"},
  {"definition", "alter table users add column x int"},
  {"definition", "comment on table users is 'x'"},
  {"definition", "grant all on users to public"},
  {"definition", "create extension pg_trgm"},
  {"definition", "create function f() returns int language sql as 'select 1'"},
  {"definition", "create database d"},
  {"role", "alter role postgres password 'x'"},
  {"role", "create user u"},
  {"code", "do $$ begin delete from users; end $$"},
  {"code", "call some_proc()"},
  {"maintenance", "vacuum full users"},
  {"maintenance", "analyze"},
  {"maintenance", "reindex table users"},
  {"maintenance", "cluster"},
  {"server-administration", "checkpoint"},
  {"server-administration", "load 'x'"},
  {"server-administration", "alter system set log_statement = 'none'"},
  {"notification", "listen ch"},
  {"notification", "notify ch, 'x'"},
  {"notification", "unlisten *"},
  {"table-lock", "lock table users in access exclusive mode"},
  {"transaction-control", "begin"},
  {"transaction-control", "start transaction read write"},
  {"transaction-control", "commit"},
  {"transaction-control", "end"},
  {"transaction-control", "abort"},
  {"transaction-control", "rollback to savepoint a"},
  {"transaction-control", "savepoint a"},
  {"transaction-control", "release a"},
  {"transaction-control", "prepare transaction 'x'"},
  {"transaction-control", "commit prepared 'x'"},
  {"session-control", "set transaction read write"},
  {"session-control", "set session characteristics as transaction read write"},
  {"session-control", "set local statement_timeout = 0"},
  {"session-control", "set role postgres"},
  {"session-control", "set session authorization postgres"},
  {"session-control", "set time zone 'UTC'"},
  {"session-control", "set constraints all deferred"},
  {"session-control", "reset all"},
  {"session-control", "reset role"},
  {"session-control", "discard all"},
  {"prepared-statement", "prepare p as select 1"},
  {"prepared-statement", "execute p(1)"},
  {"prepared-statement", "deallocate all"},
  {"cursor", "declare c cursor with hold for select 1"},
  {"cursor", "fetch 1 from c"},
  {"cursor", "move all from c"},
  {"cursor", "close c"},
  {"copy-stream", "copy users to stdout"},
  {"copy-stream", "copy users from stdin"},
  {"copy-stream", "copy (select 1) to stdout (format csv)"},
  {"server-file", "copy users to '/tmp/out.txt'"},
  {"server-file", "\ncopy users from '/etc/passwd'"},
  {"server-program", "copy (select 1) to program 'id'"},
  {"other-server", "import foreign schema a from server b into c"},
  {"other-server", "create subscription s connection 'x' publication p"},
  {"single-statement", ""},
  {"single-statement", "  \n"},
  {"single-statement", ";;;"},
  {"single-statement", "-- only a comment"},
  {"single-statement", "/* only */ ; /* comments */"},
  {"single-statement", "commit; drop table victim;"},
  {"single-statement", "select 1; drop table victim"},
  {"single-statement", "select 1;\n--\n;insert into victim values (1005)"},
  {"single-statement", "select 1 /* ; */ ; /* ; */ commit /**/;/**/ insert into victim values (1)"},
  {"single-statement", "savepoint a; release a; commit"},
  {"single-statement", "select 1; select 2"},
  {"syntax", "selec 1"},
  {"syntax", "select 'open"},
  {"syntax", "\\d users"},
};

TEST(read_only, everything_else_is_refused_by_its_rule) {
  for (const auto& [rule, text] : refusals)
    EXPECT_EQ(verdict(read_only, text), rule) << text;
}

TEST(read_only, what_is_no_query_is_refused_with_the_sentence_that_clients_know) {
  for (const auto* text :
       {"", "begin", "insert into t values (1)", "copy t to stdout", "drop table t",
        "select * from t for update", "select 1 into t", "do $$ begin end $$"}) {
    const auto why = judged(read_only, text).error();
    EXPECT_EQ(why.message, "Read-only mode: only SELECT queries are allowed.") << text;
    EXPECT_FALSE(why.rule.empty()) << text;
    EXPECT_FALSE(why.hint.empty()) << text;
    EXPECT_FALSE(why.detail.empty()) << text;
  }
}

TEST(read_only, a_refused_function_is_named_with_its_place_in_characters) {
  const auto why = judged(read_only, "select 'é', pg_sleep(1)").error();
  EXPECT_EQ(why.message, "Read-only mode: pg_sleep() is refused: it waits on purpose.");
  EXPECT_EQ(why.position, 13);
  EXPECT_EQ(why.code, errc::statement_refused);
}

TEST(read_only, a_write_inside_a_query_is_shown_where_it_writes) {
  const auto why
    = judged(read_only, "with d as (delete from users returning *) select * from d").error();
  EXPECT_EQ(why.position, 24);
  EXPECT_EQ(why.detail, "DELETE inside WITH is refused: it changes data.");
}

TEST(read_only, own_functions_are_admitted_and_may_leave_traces) {
  EXPECT_TRUE((*judged(read_only, "select sneaky()"))->may_leave_session_state());
  EXPECT_FALSE((*judged(read_only, "select upper('x')"))->may_leave_session_state());
  EXPECT_FALSE((*judged(read_only, "select 1"))->may_retry_as_write());
}

} // namespace
} // namespace howdah::sql::tests
