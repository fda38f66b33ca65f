#include "tests/sql/known_database.hpp"

#include <gmock/gmock.h>

namespace howdah::sql {
namespace {

using testing::HasSubstr;
using testing::StartsWith;
using tests::analyst;
using tests::database;
using tests::read_only;
using tests::read_write;
using tests::table;
using tests::view;

rights without_ssn() {
  auto may = analyst();
  may.columns = {{.of = {.name = name_pattern("users")}, .deny = {name_pattern("ssn")}}};
  return may;
}

std::string told_of_users(std::string_view text) {
  database has(read_write, {.relations = {table("public", "users", 1, {"id", "", "name", "ssn"}),
                                          table("public", "orders", 1, {"id", "ssn"}),
                                          view("v", " SELECT users.id FROM users;"),
                                          view("w", " SELECT users.id, users.ssn FROM users;")}});
  return has.told(text, without_ssn());
}

TEST(restricted_columns, no_way_of_writing_reads_a_hidden_column) {
  for (const auto* text :
       {"select ssn from users",
        "select * from users",
        "table users",
        "select u::text from users u",
        "select to_jsonb(u) from users u",
        "select row_to_json(u.*) from users u",
        "select (u).ssn from users u",
        "select u.ssn from users u",
        "select users from users",
        "select name from users order by ssn",
        "select name from users where ssn like '1%'",
        "select string_agg(name, ',') filter (where ssn > '0') from users",
        "select u.* from (select * from users) u",
        "select ssn(u) from users u",
        "select * from users u(a, b, c)",
        "select 1 from users join orders using (ssn)",
        "select 1 from users natural join orders",
        "with c as (table users) select 1 from c",
        "select name from users group by name, ssn",
        "select max(public.users.ssn) from users",
        "select o.ssn from (users u join orders on true) as o",
        "select (select o.ssn from (users u join orders p on true) as o) from orders o",
        "select row(users.*) from users",
        "select name, count(*) over (order by ssn) from users",
        "select 1 from orders where exists (select 1 from users where ssn = orders.ssn)",
        "insert into orders select * from users",
        "insert into users values (1)",
        "insert into users (id, ssn) values (1, '2')",
        "update users set ssn = '1'",
        "update users set name = ssn",
        "update users set id = 1 returning *",
        "insert into users (id) values (1) on conflict (ssn) do nothing",
        "insert into users (id) values (1) on conflict (id) do update set ssn = '1'",
        "select u.to_jsonb from users u",
        "select users.row_to_json from public.users",
        "select count(u.json_agg) from users u",
        "select u.my_own from users u",
        "select o.to_jsonb from (users u join orders on true) as o",
        "select o from (users u join orders on true) as o",
        "update users set name = 'x' returning users.to_jsonb",
        "select * from w",
        "select id from w",
        "select id from users union select ssn from users",
        "(table users) union all (table users)",
        "select s.* from (select u.* from users u) s",
        "select s.* from (table users) s",
        "select s.* from (select ssn as name from users) s",
        "select s.* from (select id from orders) s, users s2 where exists (select s.* from users "
        "s)",
        "select name from (users cross join orders) as j (id, a, name)",
        "select j.name from (users join orders using (id)) as j (id, a, name)",
        "select j.name from ((orders o join users on true) join orders on true) as j (id, a, b, c, "
        "name)",
        "select id, '', '' from orders union select * from users",
        "select 1 where 1 in (select id from orders intersect (select * from users except values "
        "(1)))",
        "with recursive q as (table users union all table users) select id from q",
        "with u as (update users set name = 'x' returning *) select id from u",
        "with i as (insert into users (id) values (1) returning *) select 1",
        "with u as (update orders set id = 1 from users returning *) select id from u"})
    EXPECT_THAT(told_of_users(text), StartsWith("Access denied:")) << text;
}

TEST(restricted_columns, open_columns_and_other_relations_are_read_as_ever) {
  for (const auto* text :
       {"select id, name from users", "select u.id from users u order by u.name",
        "select count(*) from users", "select * from orders", "select u.ctid, u.xmin from users u",
        "select o.id, o.to_jsonb from orders o, users u", "select o.ssn from orders o, users u",
        "select o.*, u.name from orders o join users u on u.id = o.id",
        "select * from (select id, name from users) x",
        "with c as (select id from users) select * from c", "select * from v",
        "update users set name = 'x' where id = 1 returning id",
        "insert into users (id, name) values (1, 'x')",
        "select orders.ssn from orders where id in (select id from users)",
        "select u.id from users u union table orders",
        "select s.* from (select id, name from users) s",
        "select s.ssn from (select id as ssn, name from users) s",
        "select u.id, g.* from users u, generate_series(1, 3) g",
        "with o as (update orders set id = 1 returning *) select o.id, users.id from o, users"})
    EXPECT_EQ(told_of_users(text), "") << text;
}

TEST(restricted_columns, partitions_are_held_to_the_rules_of_what_they_are_part_of) {
  auto part = table("public", "users_2024", 1, {"id", "name", "ssn"});
  part.ancestors = {{"public", "users"}};
  auto secret = table("public", "payroll_2024", 1);
  secret.ancestors = {{"public", "payroll"}};
  database has(read_only, {.relations = {std::move(part), std::move(secret)}});
  auto may = without_ssn();
  may.deny = {{.name = name_pattern("payroll")}};
  EXPECT_EQ(has.told("select id from users_2024", may), "");
  EXPECT_EQ(has.told("select ssn from users_2024", may),
            "Access denied: column 'users_2024.ssn' is not in your allowlist.");
  EXPECT_EQ(has.told("select id from payroll_2024", may),
            "Access denied: table 'public.payroll_2024' is not in your allowlist.");
}

TEST(restricted_columns, are_named_to_whoever_named_them_and_to_nobody_else) {
  database has(read_only, {.relations = {table("public", "users", 1, {"id", "name", "ssn"})}});
  EXPECT_EQ(has.told("select * from users", without_ssn()),
            "Access denied: not all columns of 'users' are in your allowlist.");
  EXPECT_EQ(has.told("select u from users u", without_ssn()),
            "Access denied: not all columns of 'users' are in your allowlist.");
  EXPECT_EQ(has.told("select SSN from users", without_ssn()),
            "Access denied: column 'users.ssn' is not in your allowlist.");
}

// -- masks --------------------------------------------------------------------------

database with_users() {
  return {read_only,
          {.relations = {table("public", "users", 1, {"id", "", "name", "ssn"}),
                         table("public", "orders", 1, {"id"}),
                         view("v", " SELECT users.id, users.ssn FROM users;")}}};
}

rights with_mask() {
  auto may = analyst();
  may.columns = {{.of = {.name = name_pattern("users")}, .mask = {name_pattern("ssn")}}};
  return may;
}

TEST(masked_columns, are_shown_as_marks_where_the_query_shows_them_as_they_are) {
  auto has = with_users();
  for (const auto* text :
       {"select ssn from users", "select * from users", "table users", "select u.* from users u",
        "select name, u.ssn as x from users u where id = 1 order by name limit 3",
        "select o.id, u.ssn from orders o join users u on u.id = o.id"}) {
    EXPECT_EQ(has.told(text, with_mask()), "") << text;
    EXPECT_THAT(has.masked(), testing::ElementsAre(4)) << text;
  }
}

TEST(masked_columns, are_nothing_to_sort_group_or_compute_by) {
  auto has = with_users();
  for (const auto* text :
       {"select name from users order by ssn", "select ssn from users order by 1",
        "select ssn as s from users order by s", "select * from users order by 3",
        "select distinct ssn from users", "select ssn from users group by ssn",
        "select ssn from users union select ''", "select ssn || '' from users",
        "select name from users where ssn = '1'", "select * from (select ssn from users) x",
        "with c as (select ssn from users) select * from c", "select u from users u",
        "select to_jsonb(u) from users u", "select (select ssn from users limit 1)",
        "select ssn, count(*) over (partition by ssn) from users", "select * from v",
        "select * from users u(a, b, c)", "explain select ssn from users",
        "select name from users group by name having max(ssn) > '1'"})
    EXPECT_THAT(has.told(text, with_mask()), StartsWith("Access denied:")) << text;
}

TEST(masked_columns, a_relation_that_took_the_place_of_the_one_that_was_judged_shows_nothing) {
  const result_mask mask{.columns = {{7, 2}}, .relations = {7, 8}};
  EXPECT_TRUE(mask.hides({7, 2}));
  EXPECT_FALSE(mask.hides({7, 1}));
  EXPECT_FALSE(mask.hides({8, 2}));
  EXPECT_TRUE(mask.hides({9, 1}));
  EXPECT_FALSE(mask.hides({0, 0})) << "it is computed";
  EXPECT_FALSE(result_mask{}.hides({9, 1}));
}

TEST(masked_columns, do_not_open_what_is_hidden_beside_them) {
  auto has = with_users();
  auto may = with_mask();
  may.columns.front().deny = {name_pattern("name")};
  EXPECT_THAT(has.told("select * from users", may), HasSubstr("not all columns of 'users'"));
  EXPECT_EQ(has.told("select id, ssn from users", may), "");
}

} // namespace
} // namespace howdah::sql
