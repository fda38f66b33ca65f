#include "tests/support/run_plan.hpp"
#include "tests/support/test_cluster.hpp"
#include "tests/tools/tool_caller.hpp"
#include "tools/table_watch.hpp"

#include <gtest/gtest.h>
#include <libpq-fe.h>

#include <memory>
#include <string>
#include <vector>

namespace howdah::tests {
namespace {

class table_watch : public testing::Test {
protected:
  std::unique_ptr<PGconn, decltype(&PQfinish)> connection{
    PQconnectdb(sample_database::shared().dsn({}, sample_copy("table_watch")).c_str()), &PQfinish};

  tools::fingerprints look(const std::vector<std::string>& uris) {
    const auto answer = run_plan(connection.get(), *tools::look_at_tables(uris));
    const auto found = tools::read_fingerprints(mcp::encode({.id = {"0"}}, answer));
    EXPECT_TRUE(found);
    return found.value_or(tools::fingerprints{});
  }
  void run(const std::string& sql) { execute(connection.get(), sql); }
};

TEST_F(table_watch, each_kind_of_change_changes_the_fingerprint) {
  run("drop table if exists seen cascade; create table seen (id int primary key, name text)");
  for (const std::string change :
       {"alter table seen add column more int", "alter table seen drop column more",
        "alter table seen alter column name set not null",
        "alter table seen alter column name set default 'x'",
        "alter table seen alter column name drop default", "create index on seen (name)",
        "alter table seen add constraint positive check (id > 0)",
        "alter table seen drop constraint positive", "comment on table seen is 'seen'",
        "comment on column seen.name is 'its name'", "truncate seen",
        "drop table seen; create table seen (id int)"}) {
    const auto before = look({"table://public/seen"});
    EXPECT_EQ(before, look({"table://public/seen"})) << change;
    run(change);
    EXPECT_NE(before, look({"table://public/seen"})) << change;
  }
}

TEST_F(table_watch, rows_and_their_statistics_do_not) {
  run("drop table if exists seen cascade; create table seen (id int primary key)");
  const auto before = look({"table://public/seen"});
  run("insert into seen select generate_series(1, 1000)");
  run("analyze seen");
  run("vacuum seen");
  EXPECT_EQ(before, look({"table://public/seen"}));
}

TEST_F(table_watch, a_view_changes_with_its_definition) {
  run("drop view if exists looked; create view looked as select 1 as a");
  const auto before = look({"table://public/looked"});
  run("create or replace view looked as select 2 as a");
  EXPECT_NE(before, look({"table://public/looked"}));
}

TEST_F(table_watch, a_schema_changes_with_what_it_holds) {
  run("drop schema if exists looked_at cascade; create schema looked_at");
  const std::vector<std::string> uri{"schema://looked_at"};
  for (const std::string change :
       {"create table looked_at.t (id int)", "alter table looked_at.t add column name text",
        "alter table looked_at.t rename column name to title",
        "alter table looked_at.t add primary key (id)", "comment on table looked_at.t is 'x'",
        "comment on column looked_at.t.title is 'y'", "create type looked_at.e as enum ('a')",
        "alter type looked_at.e add value 'b'", "alter schema looked_at owner to mcp_owner",
        "drop table looked_at.t"}) {
    const auto before = look(uri);
    ASSERT_TRUE(before.at(0)) << change;
    EXPECT_EQ(before, look(uri)) << change;
    run(change);
    EXPECT_NE(before, look(uri)) << change;
  }
  const auto before = look(uri);
  run("create table public.elsewhere_entirely (id int); drop table public.elsewhere_entirely");
  EXPECT_EQ(before, look(uri));
  run("drop schema looked_at cascade");
  EXPECT_FALSE(look(uri).at(0));
}

TEST_F(table_watch, names_are_taken_as_they_are_and_missing_tables_have_none) {
  run("drop table if exists \"odd \"\"na\\me\"\",{x}\"; create table \"odd \"\"na\\me\"\",{x}\" (a "
      "int)");
  const auto found = look({"table://public/odd%20%22na%5Cme%22,%7Bx%7D", "table://public/nope",
                           "table://nope/nope", "no table at all"});
  ASSERT_EQ(found.size(), 4U);
  EXPECT_TRUE(found[0]);
  for (const std::size_t missing : {1, 2, 3})
    EXPECT_FALSE(found[missing]) << missing;
  EXPECT_TRUE(look({}).empty());
}

TEST(read_fingerprints, reads_nothing_out_of_a_problem) {
  EXPECT_FALSE(tools::read_fingerprints(
    mcp::encode({.id = {"0"}}, problem{.code = errc::busy, .message = "Busy."})));
  EXPECT_FALSE(tools::read_fingerprints(""));
}

} // namespace
} // namespace howdah::tests
