#include "sql/inventory.hpp"

#include <gtest/gtest.h>

#include <gmock/gmock.h>

namespace howdah::sql {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

using relation = inventory::relation;
using function = inventory::function;

inventory of(const std::string& text) {
  const auto found = inventory::of(text);
  EXPECT_TRUE(found) << text << ": " << found.error().message;
  return found.value_or(inventory());
}

TEST(inventory, has_what_a_query_names_once_and_sorted) {
  const auto all = of("select upper(a), upper(b), count(*) from s.t, u, u as v where f(1, 2) > 0");
  EXPECT_THAT(all.operations, ElementsAre("select"));
  EXPECT_THAT(all.relations, ElementsAre(relation{"", "u"}, relation{"s", "t"}));
  EXPECT_THAT(all.functions, ElementsAre(function{"", "count", 0}, function{"", "f", 2},
                                         function{"", "upper", 1}));
}

TEST(inventory, names_of_with_are_no_relations) {
  EXPECT_THAT(of("with t as (table u) select * from t").relations, ElementsAre(relation{"", "u"}));
}

TEST(inventory, tells_what_is_written_wherever_it_is_written) {
  const auto all = of("with d as (delete from t returning *) insert into u select * from d, t");
  EXPECT_THAT(all.operations, ElementsAre("delete", "insert", "select"));
  EXPECT_THAT(all.relations, ElementsAre(relation{"", "t", false}, relation{"", "t", true},
                                         relation{"", "u", true}));
}

TEST(inventory, clauses_that_do_more_are_operations) {
  EXPECT_THAT(of("select 1 as a into t").operations, ElementsAre("create", "select"));
  EXPECT_THAT(of("select 1 from t for update").operations, ElementsAre("select", "update"));
}

TEST(inventory, functions_without_parentheses_are_functions) {
  EXPECT_THAT(of("select extract(year from a) from t").functions,
              ElementsAre(function{"pg_catalog", "extract", 2}));
}

TEST(inventory, has_what_is_refused_and_several_statements) {
  const auto all = of("select 1 from a; drop table b; select pg_read_file('x')");
  EXPECT_THAT(all.operations, ElementsAre("drop", "select"));
  EXPECT_THAT(all.functions, ElementsAre(function{"", "pg_read_file", 1}));
  EXPECT_THAT(of("").operations, IsEmpty());
}

TEST(inventory, what_cannot_be_read_has_none) {
  EXPECT_EQ(inventory::of("selct").error().code, errc::syntax_error);
  EXPECT_FALSE(inventory::of("select \xFF"));
  EXPECT_FALSE(inventory::of(std::string("select 1\0", 9)));
}

} // namespace
} // namespace howdah::sql
