#include "core/denial.hpp"
#include "tests/sql/judged.hpp"

#include <gtest/gtest.h>

#include <gmock/gmock.h>

namespace howdah::sql {
namespace {

using tests::read_only;
using tests::read_write;

rights role_of(std::vector<std::string> operations, std::vector<const char*> schemas,
               std::vector<const char*> tables) {
  rights may{.role = "role", .operations = std::move(operations)};
  for (const auto* each : schemas)
    may.schemas.emplace_back(each);
  for (const auto* each : tables)
    may.tables.push_back({.name = name_pattern(each)});
  return may;
}

rights engineer() {
  return role_of({"select", "insert", "update", "delete"}, {"public", "sales", "analytics"}, {"*"});
}
rights analyst() {
  return role_of({"select"}, {"public"}, {"*"});
}

std::string told(const rights& may, access_mode mode, std::string_view text) {
  policy rules;
  rules.mode = mode;
  const auto verdict = guard(rules).judge(text, std::make_shared<const rights>(may));
  return verdict ? "" : verdict.error().message;
}

struct expected {
  const char* message; ///< after "Access denied: "
  const char* text;
};

void expect(const rights& may, std::initializer_list<expected> all) {
  for (const auto& each : all)
    EXPECT_EQ(told(may, read_write, each.text),
              *each.message ? std::string("Access denied: ") + each.message : "")
      << each.text;
}

TEST(permission, operations_are_those_of_every_statement_in_the_text) {
  expect(
    engineer(),
    {{"", "select * from customer"},
     {"", "(select 1)"},
     {"", "table customer"},
     {"", "with d as (delete from customer returning *) select * from d"},
     {"", "explain analyze delete from customer"},
     {"", "insert into sales.orders values (1)"},
     {"operation 'merge' is not allowed for your role.",
      "merge into customer using orders o on true when matched then delete"},
     {"operation 'truncate' is not allowed for your role.", "truncate table customer"},
     {"operation 'drop' is not allowed for your role.", "drop table if exists customer"},
     {"operation 'alter' is not allowed for your role.", "alter table customer add x int"},
     {"operation 'create' is not allowed for your role.", "create table internal.t as select 1"},
     {"operation 'create' is not allowed for your role.", "select 1 into t"},
     {"operation 'grant' is not allowed.", "grant select on customer to public"},
     {"operation 'revoke' is not allowed.", "revoke select on customer from public"},
     {"operation 'copy' is not allowed.", "copy customer to stdout"},
     {"operation 'copy' is not allowed for your role.",
      "copy (select * from internal.secrets) to stdout"},
     {"operation 'set' is not allowed.", "set search_path=internal"},
     {"operation 'set' is not allowed.", "set role postgres"},
     {"operation 'reset' is not allowed.", "reset all"},
     {"operation 'call' is not allowed.", "call p()"},
     {"operation 'do' is not allowed.", "do $$ begin delete from customer; end $$"},
     {"operation 'lock' is not allowed for your role.", "lock table internal.secrets"},
     {"operation 'refresh' is not allowed.", "refresh materialized view analytics.order_totals"}});
  expect(analyst(),
         {{"operation 'delete' is not allowed for your role.",
           "with d as (delete from customer returning *) select * from d"},
          {"operation 'update' is not allowed for your role.", "select * from customer for update"},
          {"operation 'delete' is not allowed for your role.", "explain delete from customer"}});
}

TEST(permission, relations_are_judged_wherever_they_stand) {
  const auto* denied = "schema 'internal' is not in your allowlist.";
  expect(engineer(),
         {{denied, "select * from internal.secrets"},
          {denied, "select * from customer, internal.secrets"},
          {denied, "select * from/**/internal.secrets"},
          {denied, "select * from internal/**/.\"secrets\""},
          {denied, "select (select secret from internal.secrets limit 1)"},
          {denied, "table internal.secrets"},
          {denied, "delete from sales.orders using internal.secrets s"},
          {denied, "delete from customer where id in (select id from internal.secrets)"},
          {denied, "select * from only internal.secrets tablesample system(1)"},
          {denied, "select null::internal.secrets"},
          {denied, "select * from json_to_record('{}') as r(a internal.secrets)"},
          {denied, "select internal.f()"},
          {denied, "select 1 operator(internal.+) 2"},
          {denied, "select 1; delete from internal.secrets"},
          {"schema 'sample' is not in your allowlist.", "select * from sample.internal.secrets"},
          {"schema 'x' is not in your allowlist.", "select * from x.y.z"},
          {"", "select * from customer where note = 'from internal.secrets'"},
          {"", "with secrets as (select 1) select * from secrets"}});
}

TEST(permission, the_systems_relations_are_in_reach_only_by_the_names_of_their_schemas) {
  auto may = role_of({"select"}, {"*"}, {"*"});
  expect(
    may,
    {{"schema 'pg_catalog' is not in your allowlist.", "select * from pg_catalog.pg_class"},
     {"schema 'information_schema' is not in your allowlist.", "table information_schema.tables"}});
  may.schemas.emplace_back("pg_catalog");
  expect(may, {{"", "select * from pg_catalog.pg_class"}});
}

TEST(permission, functions_that_tell_of_objects_take_a_grant_by_name) {
  auto may = engineer();
  for (const auto* text : {"select pg_get_viewdef(1)",
                           "select has_table_privilege('internal.secrets', 'select')",
                           "select to_regclass('internal.secrets')",
                           "select regclass('internal.secrets')",
                           "select obj_description(1)",
                           "select format_type(1, 1)",
                           "select nextval('s')",
                           "select pg_relation_size('internal.secrets')",
                           "select ('x'::text).pg_get_viewdef",
                           "select 16385::regclass",
                           "select ('inter' || 'nal.secrets')::regclass",
                           "select '16385'::regclass",
                           "select 'f'::regproc",
                           "select $1::regclass",
                           "select query_to_xml('select 1', true, false, '')",
                           "select pg_read_file('x')",
                           "select set_config('search_path', 'internal', false)",
                           "select lo_import('x')",
                           "select pg_terminate_backend(1)",
                           "select dblink('', '')"})
    EXPECT_TRUE(told(may, read_write, text).starts_with("Access denied: function"))
      << text << ": " << told(may, read_write, text);
  may.functions = {{.name = name_pattern("*")}};
  EXPECT_NE(told(may, read_write, "select nextval('s')"), "");
  may.functions.push_back({.name = name_pattern("nextval")});
  EXPECT_EQ(told(may, read_write, "select nextval('s')"), "");
  EXPECT_EQ(
    told(may, read_write, "select lower('x'), count(*), pg_typeof(1), now(), 'customer'::regclass"),
    "");
}

TEST(permission, what_reaches_further_than_its_text_takes_everything) {
  auto may = role_of({"select", "create", "drop", "do", "alter"}, {"public"}, {"*"});
  EXPECT_EQ(told(may, read_write, "create table public.t (a int)"), "");
  EXPECT_EQ(told(may, read_write, "do $$ begin end $$"), "") << "it is named";
  EXPECT_NE(told(may, read_write, "drop table public.t"), "");
  EXPECT_NE(told(may, read_write, "create function f() returns int language sql as 'select 1'"),
            "");
  may.schemas.emplace_back("*");
  EXPECT_EQ(told(may, read_write, "drop table public.t"), "");
  may.operations = {"*"};
  EXPECT_NE(told(may, read_write, "set role postgres"), "");
  may.schemas = {name_pattern("public")};
  EXPECT_NE(told(may, read_write, "do $$ begin end $$"), "");
}

TEST(permission, cascades_reach_further_than_their_text) {
  for (const auto* text :
       {"truncate customer cascade", "alter table customer drop column id cascade",
        "alter table customer drop constraint c cascade"}) {
    auto may = role_of({"*"}, {"*"}, {"customer"});
    EXPECT_NE(told(may, read_write, text), "") << text;
    may.tables = {{.name = name_pattern("*")}};
    EXPECT_EQ(told(may, read_write, text), "") << text;
  }
  EXPECT_EQ(told(role_of({"truncate"}, {"*"}, {"customer"}), read_write, "truncate customer"), "");
}

TEST(permission, no_role_sets_what_others_find_in_the_session) {
  const auto everything = role_of({"*"}, {"*", "pg_catalog"}, {"*", "pg_settings"});
  for (const auto* text :
       {"update pg_settings set setting = '0' where name = 'statement_timeout'",
        "with s as (update pg_catalog.pg_settings set setting = '1GB' returning 1) table s",
        "explain analyze update pg_settings set setting = '1GB' where name = 'work_mem'"})
    EXPECT_THAT(told(everything, read_write, text), ::testing::HasSubstr("pg_settings is refused"))
      << text;
  EXPECT_EQ(told(everything, read_write, "select name from pg_settings"), "");
}

TEST(permission, nobody_without_a_role_may_anything) {
  for (const auto* text :
       {"select 1", "select * from customer", "delete from customer", "show all"})
    EXPECT_EQ(told(rights{}, read_only, text),
              "Access denied: no role assigned and no default role configured.");
}

rights confined_to(const seat& as, const told_claims& told) {
  auto may = role_of({"*", "do", "call"}, {"*"}, {"*"});
  may.functions = {{.name = name_pattern("*")}};
  for (const auto* each :
       {"set_config", "query_to_xml", "dblink_exec", "pg_sleep", "nextval", "currval", "lastval"})
    may.functions.push_back({.schema = name_pattern("pg_catalog"), .name = name_pattern(each)});
  may.as = as;
  may.told = told;
  return may;
}

TEST(permission, no_statement_of_a_confined_role_leads_out_of_its_seat) {
  const rights free = confined_to({}, {});
  const rights roles[]
    = {confined_to({.role = "app"}, {}), confined_to({}, {.all = true}),
       confined_to({.login = "l"}, {.settings = {{.name = "app.t", .claim = "t"}}})};
  for (const auto* text :
       {"do $$ begin reset role; end $$", "create function f() returns int language sql return 1",
        "create or replace procedure p() language plpgsql as 'begin end'",
        "alter function f() set role = 'x'", "create operator === (function = f, leftarg = text)",
        "create aggregate a (text) (sfunc = f, stype = text)",
        "create cast (text as int) with function f", "create policy p on t using (true)",
        "alter policy p on t using (true)", "alter table t disable row level security",
        "alter table t no force row level security", "alter table t owner to x",
        "create trigger g before insert on t execute function f()",
        "create rule r as on insert to t do also select 1",
        "alter default privileges grant all on tables to x", "create extension pg_trgm",
        "select query_to_xml('reset role', true, true, '')"}) {
    EXPECT_EQ(told(free, read_write, text), "") << text;
    for (const auto& may : roles)
      EXPECT_NE(told(may, read_write, text), "") << text;
  }
  for (const auto* text : {"select set_config('role', 'none', true)", "set role none", "reset role",
                           "set local app.t = 'x'", "discard all", "set session authorization x"})
    for (const auto& may : roles)
      for (const auto mode : {read_only, read_write, access_mode::unrestricted})
        EXPECT_NE(told(may, mode, text), "") << text;
}

TEST(permission, no_role_learns_what_others_drew_from_sequences) {
  auto may = confined_to({}, {});
  EXPECT_EQ(told(may, read_write, "select nextval('s')"), "");
  for (const auto* text : {"select lastval()", "select pg_catalog.currval('s')"})
    EXPECT_NE(told(may, read_write, text), "") << text;
}

TEST(permission, a_confined_role_keeps_what_cannot_lead_out) {
  const auto may = confined_to({.role = "app"}, {.all = true});
  for (const auto* text :
       {"create table t (a int default 1)", "create view v as select 1 as a",
        "create index on t (a)", "alter table t add b text",
        "alter table t enable row level security", "drop table t", "alter table t rename to u",
        "comment on table t is 'x'", "truncate t", "vacuum t", "insert into t values (1)",
        "select pg_sleep(1)", "select nextval('s')", "call p()",
        "select current_setting('app.t', true)"})
    EXPECT_EQ(told(may, read_write, text), "") << text;
}

TEST(permission, verdicts_are_remembered_for_each_role) {
  guard judge({.mode = read_write});
  const auto one = std::make_shared<const rights>(engineer());
  const auto other = std::make_shared<const rights>(analyst());
  const auto* text = "delete from customer";
  EXPECT_TRUE(judge.judge(text, one));
  EXPECT_FALSE(judge.judge(text, other));
  EXPECT_TRUE(judge.judge(text));
  EXPECT_TRUE(judge.remembered(text, one)->has_value());
  EXPECT_FALSE(judge.remembered(text, other)->has_value());
}

} // namespace
} // namespace howdah::sql
