#include "sql/parse.hpp"
#include "sql/walk.hpp"
#include "tests/sql/judged.hpp"

#include <gtest/gtest.h>

#include <set>

namespace howdah::sql::tests {
namespace {

/// At least one statement for every statement node of the grammar.
constexpr const char* grammar[] = {
  "alter collation c refresh version",
  "alter database d refresh collation version",
  "alter database d set x = 1",
  "alter database d connection limit 3",
  "alter default privileges revoke all on tables from public",
  "alter domain d set not null",
  "alter type e rename value 'a' to 'b'",
  "alter event trigger t disable",
  "alter extension e add table t",
  "alter extension e update",
  "alter foreign data wrapper w options (a 'b')",
  "alter server s options (set a 'b')",
  "alter function f(int) stable",
  "alter function f(int) depends on extension e",
  "alter table t set schema s",
  "alter operator family f using btree add operator 1 < (int, int)",
  "alter operator + (int, int) set (restrict = none)",
  "alter function f() owner to o",
  "alter policy p on t using (true)",
  "alter publication p add table t (a) where (a > 1)",
  "alter role r in database d set x = 1",
  "alter role r nologin",
  "alter sequence s restart",
  "alter statistics s set statistics 5",
  "alter subscription s disable",
  "alter system reset all",
  "alter text search configuration c add mapping for a with b",
  "alter text search dictionary d (a = 'b')",
  "alter table all in tablespace a set tablespace b",
  "alter tablespace a set (seq_page_cost = 1)",
  "alter table t replica identity using index i",
  "alter type t set (receive = f)",
  "alter user mapping for u server s options (a 'b')",
  "call p(1, a => 2)",
  "checkpoint",
  "close all",
  "cluster t",
  "comment on column t.a is null",
  "create type t as (a int, b text)",
  "copy t (a) from '/x' with (format csv, header) where a > 1",
  "create access method a type index handler h",
  "create cast (a as b) with function f(a) as implicit",
  "create conversion c for 'a' to 'b' from f",
  "create domain d as int collate \"C\" constraint c check (value > 0)",
  "create type e as enum ('a', 'b')",
  "create event trigger t on ddl_command_start when tag in ('a') execute function f()",
  "create extension e with schema s version '1' cascade",
  "create foreign data wrapper w handler h",
  "create server s type 'a' version '1' foreign data wrapper w options (a 'b')",
  "create foreign table t (a int options (b 'c')) server s",
  "create function f(a int = 1) returns setof t as 'x' language sql",
  "create operator class c for type t using btree as operator 1 <, function 1 f(a, b), storage d",
  "create operator family f using btree",
  "create trusted language l handler h inline i validator v",
  "create policy p on t for select to r using (a) with check (b)",
  "create publication p for tables in schema s, table t",
  "create type r as range (subtype = int)",
  "create role r login in role a",
  "create schema if not exists authorization current_user",
  "create sequence s increment 2 owned by t.a",
  "create statistics s (ndistinct) on a, (b + 1) from t",
  "create table t (like u including all, exclude using gist (a with &&)) partition by range (a)",
  "create subscription s connection 'c' publication p",
  "create table t as select 1",
  "create tablespace s location '/x'",
  "create transform for t language l (from sql with function f(internal), to sql with function "
  "g(internal))",
  "create trigger t after update of a on t referencing new table as n for "
  "each row when (true) execute function f(1)",
  "create user mapping for public server s",
  "create database d template t",
  "deallocate p",
  "declare c insensitive scroll cursor for select 1",
  "create aggregate a (int) (sfunc = f, stype = int)",
  "create operator + (leftarg = a, rightarg = b, function = f)",
  "delete from t",
  "discard plans",
  "do 'x'",
  "drop owned by r cascade",
  "drop role r",
  "drop function f(int, text)",
  "drop subscription s",
  "drop tablespace s",
  "drop user mapping for u server s",
  "drop database d",
  "execute p(1)",
  "explain select 1",
  "fetch backward 3 from c",
  "grant a to b with admin option",
  "grant select (a) on t to b",
  "import foreign schema a limit to (t) from server s into c",
  "create index i on t using gin (a gin_trgm_ops) include (b)",
  "insert into t default values",
  "listen c",
  "load 'x'",
  "lock table t in share mode nowait",
  "merge into t using u on true when not matched then do nothing",
  "notify c",
  "prepare p (int) as select $1",
  "reassign owned by a to b",
  "refresh materialized view m",
  "reindex (verbose) schema s",
  "alter table t rename column a to b",
  "create function f() returns int return 1",
  "create rule r as on update to t where old.a <> new.a do instead (select 1; delete from u)",
  "security label on table t is 'x'",
  "select 1",
  "truncate t",
  "unlisten *",
  "update t set a = default",
  "vacuum (parallel 2) t",
  "set x to 1, 2",
  "show x",
  "create view v (a) as select 1 with cascaded check option",
  "set constraints all immediate",
  "begin isolation level serializable, read only",
};

std::set<std::string_view> kinds_of(const char* text) {
  const auto tree = parse_tree::of(text);
  if (!tree) {
    ADD_FAILURE() << text << ": " << tree.error().message;
    return {};
  }
  const auto found = walk(tree->json(), {.nesting = 100, .nodes = 1000});
  if (!found) {
    ADD_FAILURE() << text << ": " << found.error().message;
    return {};
  }
  std::set<std::string_view> kinds;
  for (const auto& statement : found->statements)
    kinds.insert(statement.kind->node);
  return kinds;
}

TEST(grammar, every_statement_of_postgresql_15_is_known_and_walked) {
  std::set<std::string_view> seen;
  for (const auto* text : grammar)
    seen.merge(kinds_of(text));
  for (const auto& kind : all_statements())
    EXPECT_TRUE(seen.contains(kind.node)) << kind.node << " has no example";
}

TEST(unrestricted, admits_every_statement_but_transaction_control) {
  for (const auto* text : grammar) {
    const auto judgement = judged(unrestricted, text);
    const bool controls = std::string_view(text).starts_with("begin");
    ASSERT_EQ(judgement.has_value(), !controls)
      << text << ": " << (judgement ? "" : judgement.error().message);
    EXPECT_TRUE(controls || (*judgement)->may_leave_session_state()) << text;
  }
}

constexpr expectation verdicts[] = {
  {"read", "select pg_sleep(1)"},
  {"read", "table pg_authid"},
  {"write", "select pg_read_file('x')"},
  {"write", "select set_config('a.b', 'c', false)"},
  {"write", "set x = 1"},
  {"write", "copy t to '/x'"},
  {"write", "create function f() returns int language c as 'x', 'y'"},
  {"bare", "alter system set x = 1"},
  {"bare", "create subscription s connection 'c' publication p"},
  {"bare", "create tablespace s location '/x'"},
  {"bare", "discard all"},
  {"copy-stream", "copy t to stdout"},
  {"copy-stream", "copy t from stdin"},
  {"transaction-control", "commit"},
  {"transaction-control", "prepare transaction 'x'"},
  {"single-statement", "select 1; select 2"},
  {"parameter-number", "select $65536"},
};

TEST(unrestricted, statements_get_the_form_or_the_refusal_that_fits) {
  for (const auto& [expected, text] : verdicts)
    EXPECT_EQ(verdict(unrestricted, text), expected) << text;
}

} // namespace
} // namespace howdah::sql::tests
