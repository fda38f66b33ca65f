#include "tests/sql/judged.hpp"

#include <gtest/gtest.h>

#include <string>

namespace howdah::sql {
namespace {

using namespace tests;

std::string destroyed(std::string_view text, access_mode mode = unrestricted) {
  const auto admitted = judged(mode, text);
  if (admitted)
    return std::string((*admitted)->destroys());
  ADD_FAILURE() << text << ": " << admitted.error().message;
  return "";
}

TEST(destruction, is_dropping_and_emptying_of_whatever_kind) {
  EXPECT_EQ(destroyed("drop table a, b cascade", read_write), "DROP");
  for (const auto* text :
       {"drop view v", "drop schema s", "drop index concurrently i", "drop function f(int)",
        "drop trigger t on a", "drop materialized view m"})
    EXPECT_EQ(destroyed(text, read_write), "DROP") << text;
  EXPECT_EQ(destroyed("drop database d"), "DROP DATABASE");
  EXPECT_EQ(destroyed("drop role r"), "DROP ROLE");
  EXPECT_EQ(destroyed("drop owned by r"), "DROP OWNED");
  EXPECT_EQ(destroyed("truncate a, b"), "TRUNCATE");
}

TEST(destruction, is_every_row_of_a_table) {
  EXPECT_EQ(destroyed("delete from a"), "DELETE without WHERE");
  EXPECT_EQ(destroyed("delete from a using b returning *"), "DELETE without WHERE");
  EXPECT_EQ(destroyed("update a set x = 1"), "UPDATE without WHERE");
  EXPECT_EQ(destroyed("update a set x = (select max(y) from b where b.z = 1)"),
            "UPDATE without WHERE")
    << "the WHERE is of another query";
  EXPECT_EQ(destroyed("with gone as (delete from a returning *) select * from gone where x = 1"),
            "DELETE without WHERE");
  EXPECT_EQ(destroyed("with b as (delete from a) delete from c where x = 1"),
            "DELETE without WHERE");
  EXPECT_EQ(destroyed("explain analyze delete from a"), "DELETE without WHERE");
}

TEST(destruction, is_dropping_parts_of_a_table) {
  EXPECT_EQ(destroyed("alter table a add column x int, drop column y"), "ALTER … DROP");
  EXPECT_EQ(destroyed("alter table a drop constraint c"), "ALTER … DROP");
}

TEST(destruction, is_nothing_that_can_be_repeated_or_undone_row_by_row) {
  for (const auto* text :
       {"select 1", "insert into a values (1)", "delete from a where x = 1",
        "update a set x = 1 where y", "with u as (update a set x = 1 where y returning *) table u",
        "create table a (x int)", "alter table a add column x int",
        "alter table a alter column x drop not null", "alter table a rename to b",
        "merge into a using b on a.x = b.x when matched then update set y = 1"})
    EXPECT_EQ(destroyed(text), "") << text;
}

TEST(destruction, is_nothing_that_is_only_planned_or_written_down) {
  for (const auto* text :
       {"explain delete from a", "explain (analyze false) update a set x = 1",
        "create function f() returns void begin atomic delete from a; end",
        "create rule r as on insert to a do also delete from b", "prepare p as delete from a"})
    EXPECT_EQ(destroyed(text), "") << text;
}

} // namespace
} // namespace howdah::sql
