#include "tests/sql/known_database.hpp"

#include <gmock/gmock.h>

#include <chrono>
#include <memory>
#include <set>

namespace howdah::sql {
namespace {

using testing::ElementsAre;
using tests::analyst;
using tests::function;
using tests::table;
using tests::view;

TEST(name_book, what_is_reached_is_told_through_views) {
  const known_names has{.relations = {view("report", "SELECT id FROM internal.secrets"),
                                      view("outer_report", "SELECT id FROM report"),
                                      table("internal", "secrets", 0), table("public", "t", 1)}};
  name_book book({.mode = access_mode::read_only});
  const auto statement = *guard({}).judge("select * from outer_report, t, nothing");
  while (!book.unknown(*statement, {}).empty())
    book.learn(book.unknown(*statement, {}), has, {});
  EXPECT_THAT(book.reached(*statement),
              ElementsAre(relation_name{"internal", "secrets"},
                          relation_name{"public", "outer_report"},
                          relation_name{"public", "report"}, relation_name{"public", "t"}));
}

TEST(name_book, a_verdict_holds_until_what_is_known_changes) {
  const auto at = [](int second) { return name_book::moment(std::chrono::seconds(second)); };
  const known_names harmless{.routines = {function("public", "f")}};
  name_book book({.mode = access_mode::read_only});
  const auto statement = *guard({}).judge("select f(1), g(2)");
  book.learn({"f", "g"}, harmless, at(1));
  EXPECT_TRUE(book.judged(statement));
  book.learn({"f"}, harmless, at(3));
  EXPECT_TRUE(book.judged(statement));
  EXPECT_THAT(book.unknown(*statement, at(2)), ElementsAre("g")) << "f was asked again";
  book.learn({"f"}, {.routines = {function("public", "f", true)}}, at(4));
  EXPECT_FALSE(book.judged(statement)) << "f may write now";
  book.learn({"f"}, harmless, at(5));
  EXPECT_TRUE(book.judged(statement));
  book.learn({"g"}, {.routines = {function("public", "g", true)}}, at(5));
  EXPECT_FALSE(book.judged(statement));
}

TEST(name_book, a_verdict_holds_until_a_view_or_a_column_changes) {
  auto may = analyst();
  may.columns.push_back({.of = {.name = name_pattern("t")}, .deny = {name_pattern("b")}});
  const auto statement
    = *guard({}).judge("select * from v, t", std::make_shared<const rights>(may));
  name_book book({.mode = access_mode::read_only});
  const std::set<std::string> names{"v", "t", "u"};
  const auto with = [](std::string query, std::vector<std::string> columns) {
    return known_names{.relations = {view("v", std::move(query)), table("public", "u", 1),
                                     table("public", "t", 1, std::move(columns))}};
  };
  book.learn(names, with("SELECT id FROM u", {"id"}), {});
  EXPECT_TRUE(book.judged(statement));
  book.learn(names, with("SELECT id FROM u", {"id", "b"}), {});
  EXPECT_FALSE(book.judged(statement));
  book.learn(names, with("SELECT id FROM u", {"id"}), {});
  EXPECT_TRUE(book.judged(statement));
  book.learn(names, with("SELECT pg_read_file('x') AS id FROM u", {"id"}), {});
  EXPECT_FALSE(book.judged(statement));
}

} // namespace
} // namespace howdah::sql
