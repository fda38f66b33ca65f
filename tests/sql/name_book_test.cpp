#include "tests/sql/known_database.hpp"

#include <gmock/gmock.h>

namespace howdah::sql {
namespace {

using testing::HasSubstr;
using testing::StartsWith;
using tests::analyst;
using tests::database;
using tests::function;
using tests::read_only;
using tests::read_write;
using tests::table;
using tests::view;

TEST(name_book, a_name_means_the_first_on_the_search_path) {
  database has(read_only, {.relations = {table("public", "t", 2), table("internal", "t", 1),
                                         table("sales", "u", 0)}});
  EXPECT_EQ(has.told("select * from t", analyst()),
            "Access denied: schema 'internal' is not in your allowlist.");
  EXPECT_EQ(has.told("select * from public.t", analyst()), "");
  EXPECT_EQ(has.told("select * from sales.u", analyst()), "");
  EXPECT_EQ(has.told("select * from nowhere", analyst()), "") << "PostgreSQL says that";
  EXPECT_EQ(has.told("select * from t"), "");
}

TEST(name_book, a_table_that_the_role_does_not_have_is_denied_whether_it_exists_or_not) {
  database has(read_only, {.relations = {table("public", "secrets", 1)}});
  auto may = analyst();
  may.tables = {{.name = name_pattern("customer")}};
  for (const auto* name : {"secrets", "nothing"})
    EXPECT_EQ(has.told(std::string("select * from ") + name, may),
              std::string("Access denied: table 'public.") + name + "' is not in your allowlist.");
}

TEST(name_book, rows_of_a_relation_are_a_type_of_its_name) {
  database has(read_only, {.relations = {table("internal", "secrets", 1)}});
  for (const auto* text : {"select null::secrets", "select 'secrets'::regclass",
                           "select * from json_to_record('{}') as r(a secrets)"})
    EXPECT_THAT(has.told(text, analyst()), StartsWith("Access denied: schema")) << text;
  EXPECT_EQ(has.told("select null::int, 'pg_class2'::regclass", analyst()), "");
}

TEST(name_book, views_are_judged_by_what_they_do_to_any_depth) {
  database has(read_only, {.routines = {function("public", "writes", true)},
                           .relations = {view("files", "SELECT pg_read_file('x') AS x;"),
                                         view("deep", "SELECT x FROM files;"),
                                         view("writer", "SELECT writes() AS x"),
                                         view("fine", "SELECT id FROM t WHERE lower('x') = 'x'"),
                                         table("public", "t", 1)}});
  EXPECT_THAT(has.told("select * from files"),
              AllOf(StartsWith("The view public.files"), HasSubstr("pg_read_file()")));
  EXPECT_THAT(has.told("select * from deep"),
              AllOf(StartsWith("The view public.deep"), HasSubstr("pg_read_file()")));
  EXPECT_THAT(has.told("select 1 from fine, writer"), HasSubstr("public.writes()"));
  EXPECT_EQ(has.told("select * from fine"), "");
}

known_relation type_with_checks(std::string name, std::string query) {
  auto out = view(std::move(name), std::move(query));
  out.checked_type = true;
  return out;
}

TEST(name_book, types_are_judged_by_what_is_checked_of_their_values) {
  database has(read_only,
               {.routines = {function("public", "writes", true), function("public", "is_fine")},
                .relations = {type_with_checks("harmful", "SELECT (writes() > VALUE)"),
                              type_with_checks("files", "SELECT (pg_read_file('x') > '')"),
                              type_with_checks("fine", "SELECT is_fine(), (VALUE > 0)"),
                              table("public", "harmful", 2)}});
  EXPECT_EQ(has.told("select 1::fine, cast(2 as public.fine), '{}'::fine[]"), "");
  EXPECT_EQ(has.told("select id from harmful"), "") << "a table of that name is none of it";
  for (const auto* text :
       {"select 1::harmful", "select cast(1 as public.harmful)", "select '{1}'::harmful[]",
        "select null::harmful", "select * from json_to_recordset('[]') as x(a harmful)"})
    EXPECT_THAT(has.told(text),
                StartsWith("The type public.harmful is refused for what its checks do: "))
      << text;
  EXPECT_THAT(has.told("select ''::files"), HasSubstr("pg_read_file() is refused"));
  EXPECT_EQ(has.told("select 1::harmful", analyst()),
            "Access denied: table 'public.harmful' is not in your allowlist.");
  EXPECT_EQ(has.told("select 1::fine", analyst()), "")
    << "whoever made the type answers for its checks";
}

TEST(name_book, views_of_a_role_are_judged_by_what_they_read_unless_they_are_given_by_name) {
  database has(read_write, {.relations = {view("report", "SELECT id FROM internal.secrets"),
                                          view("outer_report", "SELECT id FROM report"),
                                          table("internal", "secrets", 0)}});
  auto may = analyst();
  EXPECT_EQ(has.told("select * from report", may),
            "Access denied: table 'public.report' is not in your allowlist.");
  EXPECT_EQ(has.told("select * from outer_report", may),
            "Access denied: table 'public.outer_report' is not in your allowlist.");
  may.tables.push_back({.name = name_pattern("report")});
  EXPECT_EQ(has.told("select * from report", may), "");
  EXPECT_EQ(has.told("select * from outer_report", may), "");
  EXPECT_EQ(has.told("select * from report"), "");
}

TEST(name_book, a_view_that_is_read_whole_opens_no_view_beneath_it) {
  database has(read_only,
               {.relations = {view("given", " SELECT inner_v.id FROM inner_v;"),
                              view("inner_v", " SELECT secrets.id FROM internal.secrets;"),
                              table("internal", "secrets", 0)}});
  auto may = analyst();
  may.tables.push_back({.name = name_pattern("given")});
  EXPECT_EQ(has.told("select * from given", may), "");
  for (const auto* text :
       {"select * from inner_v", "select * from given, inner_v", "select * from inner_v, given",
        "select 1 from given where exists (table inner_v)"})
    EXPECT_EQ(has.told(text, may),
              "Access denied: table 'public.inner_v' is not in your allowlist.")
      << text;
}

TEST(name_book, functions_of_users_take_a_grant_and_those_of_extensions_do_not) {
  auto similar = function("public", "similarity");
  similar.extension = "pg_trgm";
  auto owners = function("public", "as_owner");
  owners.as_owner = true;
  database has(read_only, {.routines = {function("public", "f"), similar, owners,
                                        function("public", "writes", true)}});
  EXPECT_EQ(has.told("select f()", analyst()),
            "Access denied: function 'public.f' is not in your allowlist.");
  EXPECT_EQ(has.told("select similarity()", analyst()), "");
  auto may = analyst();
  may.functions = {{.schema = name_pattern("public"), .name = name_pattern("*")}};
  EXPECT_EQ(has.told("select f()", may), "");
  EXPECT_EQ(has.told("select as_owner()", may), "");
  EXPECT_THAT(has.told("select as_owner()"), HasSubstr("public.as_owner()"));
  EXPECT_THAT(has.told("select writes()", may), HasSubstr("public.writes()"));
}

TEST(name_book, a_login_that_sees_all_settings_shows_none_that_is_secret) {
  auto settings = table("pg_catalog", "pg_settings", 1, {"name", "setting"});
  EXPECT_EQ(database(read_only, {.relations = {settings}}).told("show all"), "");
  settings.shows_secrets = true;
  database has(read_only, {.relations = {settings}});
  EXPECT_THAT(has.told("show all"), StartsWith("Read-only mode: SHOW ALL is refused"));
  EXPECT_THAT(has.told("select * from pg_settings"), HasSubstr("pg_settings is refused"));
  EXPECT_EQ(has.told("select name from pg_settings"), "");
  EXPECT_EQ(has.told("show work_mem"), "");
  database of_role(read_write, {.relations = {settings}});
  EXPECT_THAT(of_role.told("show all", analyst()), HasSubstr("SHOW ALL is refused"));
}

} // namespace
} // namespace howdah::sql
