#include "tests/support/test_cluster.hpp"
#include "tests/tools/tool_caller.hpp"

#include <gtest/gtest.h>

#include <gmock/gmock.h>
#include <string>

namespace howdah::tests {

using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

namespace {

std::string own_dsn(const std::string& login = {}) {
  return sample_database::shared().dsn(login, sample_copy("schema_resource"));
}

class schema_resource : public testing::Test {
protected:
  static void SetUpTestSuite() {
    administrate(
      "create schema \"file room\"; grant usage on schema \"file room\" to mcp_ro;"
      "create type \"file room\".mood as enum ('glad', 'it''s so so');"
      "create table \"file room\".drawer (id int primary key, label text not null unique);"
      "create table \"file room\".sheet (drawer int references \"file room\".drawer, n int,"
      " gone int, primary key (drawer, n)); alter table \"file room\".sheet drop column gone;"
      "comment on table \"file room\".sheet is E'One\\npage'; comment on column \"file room\".sheet.n"
      " is 'Counts\nup';"
      "create view \"file room\".full_view as select 1 as one;"
      "create table \"file room\".secret (id int);"
      "grant select on \"file room\".drawer, \"file room\".sheet, \"file room\".full_view to mcp_ro;"
      "create schema shut",
      own_dsn());
  }

  tool_caller caller{own_dsn("mcp_ro")};
};

} // namespace

TEST_F(schema_resource, tells_relations_with_columns_keys_and_comments_and_enumerations) {
  EXPECT_EQ(caller.read("schema://file%20room"),
            "schema file room\n"
            "\n"
            "enum mood\n"
            "  'glad', 'it''s so so'\n"
            "\n"
            "table drawer\n"
            "  id integer not null\n"
            "  label text not null\n"
            "  PRIMARY KEY (id)\n"
            "  UNIQUE (label)\n"
            "\n"
            "table sheet -- One page\n"
            "  drawer integer not null\n"
            "  n integer not null -- Counts up\n"
            "  PRIMARY KEY (drawer, n)\n"
            "  FOREIGN KEY (drawer) REFERENCES \"file room\".drawer(id)\n"
            "\n"
            "view full_view\n"
            "  one integer");
}

TEST_F(schema_resource, of_a_schema_that_may_not_be_used_tells_nothing) {
  EXPECT_EQ(caller.read("schema://shut"), "schema shut");
}

TEST_F(schema_resource, that_is_not_there_is_not_found) {
  for (const auto* uri : {"schema://nope", "schema://PUBLIC", "schema://%22public%22"})
    EXPECT_THAT(caller.read(uri), StartsWith("error resource_not_found")) << uri;
  EXPECT_EQ(caller.read("schema://a/b"), "not of this template");
}

TEST_F(schema_resource, ends_where_the_answer_is_full_and_says_so) {
  limits small;
  small.result_bytes = 2'048;
  tool_caller tight{own_dsn("mcp_owner"), {.bounds = small}};
  const auto text = tight.read("schema://public");
  EXPECT_LT(text.size(), 2'048U);
  EXPECT_THAT(text, HasSubstr("there is more: list_tables"));
  EXPECT_THAT(caller.read("schema://file%20room"), Not(HasSubstr("there is more")));
}

} // namespace howdah::tests
