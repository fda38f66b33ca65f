#include "sql/parse.hpp"
#include "sql/walk.hpp"

#include <gtest/gtest.h>

#include <gmock/gmock.h>
#include <string>
#include <vector>

namespace howdah::sql {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

facts read(const std::string& text) {
  const auto tree = parse_tree::of(text);
  const auto found
    = tree ? walk(tree->json(), {.nesting = 100, .nodes = 10'000}) : refuse(tree.error());
  if (!found) {
    ADD_FAILURE() << text << ": " << found.error().message;
    return {};
  }
  return *found;
}

std::vector<std::string> relations(const std::string& text) {
  std::vector<std::string> names;
  for (const auto& r : read(text).relations)
    names.push_back((r.schema.empty() ? "" : r.schema + ".") + r.name + (r.written ? "!" : ""));
  return names;
}

TEST(facts, relations_are_found_wherever_they_stand) {
  EXPECT_THAT(relations("select * from a, s.b join only \"C\" on true where exists (select from d) "
                        "order by (select 1 from e)"),
              ElementsAre("a", "s.b", "C", "d", "e"));
  EXPECT_THAT(relations("(table a) union (select * from (values ((select 1 from b))) v)"),
              ElementsAre("a", "b"));
  EXPECT_THAT(
    relations("insert into a select * from b on conflict do nothing returning (select 1 from c)"),
    ElementsAre("a!", "b", "c"));
  EXPECT_THAT(relations("update a set x = 1 from b where y in (select z from c)"),
              ElementsAre("a!", "c", "b"));
  EXPECT_THAT(relations("delete from only s.a using b"), ElementsAre("s.a!", "b"));
  EXPECT_THAT(relations("merge into a using b on true when matched then delete"),
              ElementsAre("a!", "b"));
  EXPECT_THAT(relations("select * into a from b"), ElementsAre("a!", "b"));
  EXPECT_THAT(relations("create table a as table b"), ElementsAre("b", "a!"));
  EXPECT_THAT(relations("truncate a, b"), ElementsAre("a!", "b!"));
  EXPECT_THAT(relations("select * from db.s.a"), ElementsAre("s.a"));
  EXPECT_THAT(relations("select * from a x for update of x"), ElementsAre("a"));
}

TEST(facts, names_of_ctes_are_no_relations_where_they_are_visible) {
  EXPECT_THAT(relations("with a as (select 1) select * from a"), IsEmpty());
  EXPECT_THAT(relations("with a as (table t) select * from a, s.a, b"),
              ElementsAre("s.a", "b", "t"));
  EXPECT_THAT(relations("with a as (table a) table a"), ElementsAre("a"))
    << "its body sees the table";
  EXPECT_THAT(relations("with recursive a as (select 1 union table a) table a"), IsEmpty());
  EXPECT_THAT(relations("with b as (table a), a as (table b) table a"), ElementsAre("a"))
    << "a later one is not visible";
  EXPECT_THAT(relations("with recursive b as (table a), a as (select 1) table b"), IsEmpty());
  EXPECT_THAT(relations("with x as (with a as (select 1) table a) select * from a"),
              ElementsAre("a"))
    << "out of scope";
  EXPECT_THAT(
    relations("with a as (select 1) select (select 1 from (with b as (table a) table b) q)"),
    IsEmpty());
  EXPECT_THAT(relations("with a as (select 1) (table a union all (with a as (table a) table a))"),
              IsEmpty());
  EXPECT_THAT(relations("select * from (with a as (select 1) table a) x, a"), ElementsAre("a"));
  EXPECT_THAT(relations("with a as (select 1) insert into a table a"), ElementsAre("a!"))
    << "a target is a table";
  EXPECT_THAT(relations("with d as (delete from t returning *) update u set x = 1 from d"),
              ElementsAre("u!", "t!"));
}

TEST(facts, calls_have_schema_arguments_and_place) {
  const auto found
    = read("select s.f(a, g(), variadic b), extract(day from c), count(*) from h(1)");
  std::vector<std::string> calls;
  for (const auto& f : found.functions)
    calls.push_back(f.schema + "." + f.name + "/" + std::to_string(f.arguments) + "@"
                    + std::to_string(f.at));
  EXPECT_THAT(
    calls, ElementsAre(".g/0@14", "s.f/3@7", "pg_catalog.extract/2@32", ".count/0@53", ".h/1@67"));
}

TEST(facts, the_first_argument_is_known_when_it_is_a_literal) {
  const auto found = read("select f('a', 'b'), f(1, 'b'), f('a' || 'b'), f($1), f()");
  EXPECT_EQ(found.functions[0].literal, "a");
  EXPECT_EQ(found.functions[1].literal, "1");
  EXPECT_EQ(found.functions[2].literal, std::nullopt);
  EXPECT_EQ(found.functions[3].literal, std::nullopt);
  EXPECT_EQ(found.functions[4].literal, std::nullopt);
}

TEST(facts, a_literal_is_one_with_a_cast_to_text_as_definitions_have_it) {
  const auto found = read(
    "select f('a'::text, true), f(cast('b' as pg_catalog.text)), f(('c'::text)), "
    "f('d'::name), f('e'::text || 'f'), f(g('h'::text)), f(1, 'i'::text), f(('j'::text)::name)");
  std::vector<std::string> literals;
  for (const auto& f : found.functions)
    literals.push_back(f.name + ":" + f.literal.value_or("-"));
  EXPECT_THAT(literals, ElementsAre("f:a", "f:b", "f:c", "f:-", "f:-", "g:h", "f:-", "f:1", "f:-"));
}

TEST(facts, casts_and_operators_are_told) {
  const auto found = read(
    "select 'a'::regclass, cast(b as s.t), $1::pg_catalog.regproc, 1 operator(s.+) 2, c @> d");
  ASSERT_EQ(found.casts.size(), 3U);
  EXPECT_TRUE(found.casts[0].type == "regclass" && found.casts[0].constant);
  EXPECT_TRUE(found.casts[1].schema == "s" && found.casts[1].type == "t"
              && !found.casts[1].constant);
  EXPECT_TRUE(found.casts[2].type == "regproc" && !found.casts[2].constant);
  ASSERT_EQ(found.operators.size(), 2U);
  EXPECT_EQ(found.operators[0].schema + found.operators[0].name, "s+");
  EXPECT_EQ(found.operators[1].name, "@>");
}

TEST(facts, statements_know_what_they_stand_in) {
  const auto found
    = read("explain with a as (insert into t values (1) returning 1) select * from a");
  std::vector<std::string> statements;
  for (const auto& s : found.statements)
    statements.push_back(std::string(s.kind->node) + "<" + std::string(s.owner));
  EXPECT_THAT(statements, ElementsAre("ExplainStmt<", "SelectStmt<ExplainStmt",
                                      "InsertStmt<CommonTableExpr", "SelectStmt<InsertStmt"));
}

TEST(facts, an_unknown_node_ends_the_walk) {
  for (std::string tree :
       {R"({"version":1,"stmts":[{"stmt":{"FutureStmt":{}}}]})",
        R"({"version":1,"stmts":[{"stmt":{"SelectStmt":{"op":{"Var":{}}}}}]})",
        R"({"version":1,"stmts":[{"stmt":{"SelectStmt":{"newField":{"someScalar":1}}}}]})",
        R"({"version":1,"stmts":[{"stmt":{"SelectStmt":{},"DeleteStmt":{}}}]})",
        R"({"other":{"SelectStmt":{}}})", R"({"version":1,"stmts":[{"stmt":{"SelectStmt":{)",
        R"([])", R"(1)", ""}) {
    const auto found = walk(tree.data(), {.nesting = 100, .nodes = 100});
    ASSERT_FALSE(found) << tree;
    EXPECT_EQ(found.error().rule, "unknown-node");
  }
}

} // namespace
} // namespace howdah::sql
