#include "tests/sql/judged.hpp"

#include <gtest/gtest.h>

namespace howdah::sql::tests {
namespace {

constexpr expectation verdicts[] = {
  // reads stay reads
  {"read", "select 1"},
  {"read", "select * from users where name like 'a%'"},
  {"read", "select upper(name), random(), pg_sleep(0.1) from users"},
  {"read", "show all"},
  {"read", "show data_directory"},
  {"read", "explain analyze select 1"},
  {"read", "explain insert into t values (1)"},
  {"read", "explain (analyze off) delete from t"},
  {"read", "select rolpassword from pg_authid"},
  {"read", "select txid_current(), currval('s')"},
  // writes
  {"write", "select own(1)"},
  {"write", "select public.upper('x')"},
  {"write", "select nextval('s')"},
  {"write", "select lo_create(0)"},
  {"write", "select query_to_xml('select 1', true, true, '')"},
  {"write", "explain select own(1)"},
  {"write", "explain analyze insert into t values (1)"},
  {"write", "explain (analyze) delete from t"},
  {"write", "explain (analyze off, analyze on) delete from t"},
  {"write", "select * from t for update"},
  {"write", "select * into t2 from t"},
  {"write", "with d as (delete from t returning 1) select * from d"},
  {"write", "insert into t values (1) on conflict (a) do update set b = excluded.b returning *"},
  {"write", "insert into t (a, b) select 1, 2 from u"},
  {"write", "update t set (a, b) = (select 1, 2) from u where t.id = u.id"},
  {"write", "delete from only t where current of c"},
  {"write", "merge into t using u on t.id = u.id when matched then update set a = 1 when not "
            "matched then insert values (1)"},
  {"write", "truncate t restart identity cascade"},
  {"write", "create table t (id int generated always as identity primary key, a text default 'x' "
            "check (a <> ''), b int references u (id))"},
  {"write", "create table p partition of q for values from (1) to (2)"},
  {"write", "create table if not exists t as select 1 with no data"},
  {"write", "create temp table t (a int)"},
  {"write",
   "alter table t add column a int, drop column b, alter column c type text using c::text"},
  {"write", "alter table t attach partition p for values in (1)"},
  {"write", "create unique index on t (lower(a) desc) where b is null"},
  {"write", "create view v with (security_barrier) as select 1"},
  {"write", "create materialized view m as select 1"},
  {"write", "refresh materialized view concurrently m"},
  {"write", "create function f(a int) returns int language plpgsql set search_path = public as $$ "
            "begin return a; end $$"},
  {"write", "create function f(a int) returns int begin atomic select a; end"},
  {"write", "create procedure p() language sql as ''"},
  {"write", "create trigger g before insert on t for each row execute function f()"},
  {"write", "create extension if not exists pg_trgm"},
  {"write", "create extension vector"},
  {"write", "create schema s create table t (a int) create view v as select 1"},
  {"write", "create type e as enum ('a')"},
  {"write", "alter type e add value 'b'"},
  {"write", "create policy p on t using (true)"},
  {"write", "comment on table t is 'x'"},
  {"write", "grant select on t to public"},
  {"write", "alter default privileges grant select on tables to public"},
  {"write", "drop table t, u cascade"},
  {"write", "drop index i"},
  {"write", "alter table t rename to u"},
  {"write", "alter table t owner to o"},
  {"write", "do $$ begin perform 1; end $$"},
  {"write", "do language plpgsql $$ begin end $$"},
  {"write", "call p(1)"},
  {"write", "analyze t (a)"},
  {"write", "create rule r as on insert to t do also delete from u"},
  // alone, outside a transaction
  {"bare", "vacuum"},
  {"bare", "vacuum (analyze, verbose) t"},
  {"bare", "create index concurrently i on t (a)"},
  {"bare", "drop index concurrently i"},
  {"bare", "reindex table concurrently t"},
  {"bare", "reindex index i"},
  {"bare", "reindex database d"},
  {"bare", "cluster"},
  {"bare", "cluster t using i"},
  {"bare", "create database d"},
  {"bare", "drop database if exists d with (force)"},
  {"bare", "alter database d set tablespace x"},
  {"bare", "alter table t detach partition p concurrently"},
  // refused
  {"transaction-control", "commit"},
  {"transaction-control", "begin"},
  {"transaction-control", "rollback prepared 'x'"},
  {"session-control", "set search_path = x"},
  {"session-control", "reset all"},
  {"session-control", "discard temp"},
  {"session-control", "select set_config('role', 'postgres', true)"},
  {"session-control", "with a as (insert into t values (1)) select set_config('a.b', 'c', false)"},
  {"session-control", "update pg_settings set setting = 'off' where name = 'x'"},
  {"session-control", "update pg_catalog.pg_settings set setting = 'off'"},
  {"advisory-lock", "select pg_advisory_lock(1)"},
  {"cursor", "declare c cursor for select 1"},
  {"prepared-statement", "prepare p as delete from t"},
  {"prepared-statement", "create table t as execute p"},
  {"notification", "listen x"},
  {"notification", "create rule r as on insert to t do also notify x"},
  {"table-lock", "lock table t"},
  {"copy-stream", "copy t from stdin"},
  {"copy-stream", "copy t to stdout"},
  {"server-file", "copy t to '/tmp/x'"},
  {"server-file", "copy t from '/etc/passwd'"},
  {"server-program", "copy t from program 'id'"},
  {"server-file", "select pg_read_file('x')"},
  {"server-file", "insert into t select pg_ls_dir('/')"},
  {"server-file", "create view v as select pg_read_file('x')"},
  {"server-file", "create table t (a text default pg_read_file('x'))"},
  {"server-file", "create tablespace s location '/x'"},
  {"server-file", "create extension adminpack"},
  {"other-server", "create extension postgres_fdw"},
  {"other-server", "create server s foreign data wrapper w"},
  {"other-server", "create user mapping for u server s"},
  {"other-server", "create foreign table t (a int) server s options (filename '/etc/passwd')"},
  {"other-server", "alter foreign table t options (set filename '/etc/passwd')"},
  {"other-server", "import foreign schema a from server b into c"},
  {"other-server", "create subscription s connection 'x' publication p"},
  {"other-server", "select * from dblink('x', 'y') as t(a int)"},
  {"native-code", "create function f() returns int language c as 'x', 'y'"},
  {"native-code", "create function f(text) returns text language internal as 'pg_read_file_all'"},
  {"native-code", "create function f() returns int language plpython3u as 'return 1'"},
  {"native-code", "do language plperlu $$ system('id') $$"},
  {"native-code", "create extension plpython3u"},
  {"native-code", "create extension hstore_plperlu cascade"},
  {"role", "create role r superuser"},
  {"role", "alter user u set search_path = x"},
  {"role", "grant admin to me"},
  {"role", "reassign owned by a to b"},
  {"server-administration", "alter system set x = 1"},
  {"server-administration", "alter database d set x = 1"},
  {"server-administration", "checkpoint"},
  {"server-administration", "load 'x'"},
  {"server-administration", "create language l handler h"},
  {"server-administration", "select pg_terminate_backend(1)"},
  {"replication", "select pg_drop_replication_slot('s')"},
  {"single-statement", "insert into t values (1); select 1"},
  {"single-statement", ""},
};

TEST(read_write, statements_get_the_form_or_the_refusal_that_fits) {
  for (const auto& [expected, text] : verdicts)
    EXPECT_EQ(verdict(read_write, text), expected) << text;
}

TEST(read_write, a_read_may_be_retried_as_a_write) {
  EXPECT_TRUE((*judged(read_write, "select * from view_with_effects"))->may_retry_as_write());
  EXPECT_FALSE((*judged(read_write, "insert into t values (1)"))->may_retry_as_write());
}

TEST(read_write, traces_in_the_session_are_foreseen) {
  for (const auto* text :
       {"do $$ begin end $$", "call p()", "create temp table t (a int)", "select 1 into temp t",
        "create table pg_temp.t (a int)", "insert into pg_temp.t values (1)", "select own()",
        "create temporary view v as select 1"})
    EXPECT_TRUE((*judged(read_write, text))->may_leave_session_state()) << text;
  for (const auto* text :
       {"select upper('x')", "insert into t values (now())", "create table t (a int)", "vacuum",
        "update t set a = nextval('s') returning a"})
    EXPECT_FALSE((*judged(read_write, text))->may_leave_session_state()) << text;
}

TEST(read_write, a_stacked_text_that_only_adds_transaction_control_is_rewritten) {
  const auto why = judged(read_write, "begin; update t set a = 1 where b = ';' ; commit;").error();
  EXPECT_EQ(why.code, errc::not_one_statement);
  EXPECT_EQ(why.rewrite, "update t set a = 1 where b = ';'");
  EXPECT_EQ(why.position, 8);
  EXPECT_EQ(judged(read_write, "select 1; select 2").error().rewrite, "");
}

TEST(read_write, a_rewrite_is_offered_only_when_it_would_be_admitted) {
  EXPECT_EQ(judged(read_only, "begin; delete from t; commit").error().rewrite, "");
  EXPECT_EQ(judged(read_only, "set search_path = a; select 1").error().rewrite, "select 1");
  EXPECT_EQ(judged(read_only, "copy s.\"T\" to stdout").error().rewrite,
            "SELECT * FROM \"s\".\"T\"");
  EXPECT_EQ(judged(read_only, "copy pg_authid to stdout").error().rewrite, "");
}

} // namespace
} // namespace howdah::sql::tests
