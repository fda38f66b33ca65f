#include "tests/tools/catalog_tools.hpp"

#include <algorithm>
#include <gmock/gmock.h>

namespace howdah::tests {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

struct table_page {
  std::vector<std::string> names = {};
  std::string cursor; ///< empty on the last page
  std::size_t bytes = 0;
};

seen_result list(const std::string& arguments, const std::string& login = "mcp_owner",
                 const limits& bounds = {}) {
  return sample_database::shared().call("list_tables", arguments, login, bounds);
}

table_page read(const seen_result& result) {
  EXPECT_FALSE(result.is_error) << result.text;
  mcp::document page;
  EXPECT_FALSE(page.load(result.text));
  table_page out{.cursor = std::string(page.root()["next_cursor"].string().value_or("")),
                 .bytes = result.text.size() + result.structured.size()};
  for (const auto item : page.root()["items"].elements())
    out.names.emplace_back(*item["table_name"].string());
  return out;
}

table_page page_of(const std::string& schema, int size, const std::string& cursor,
                   const limits& bounds = {}, pg_conn* connection = nullptr) {
  return read(call(connection ? connection : sample_database::shared().connection(), "list_tables",
                   R"({"schema":")" + schema + R"(","page_size":)" + std::to_string(size)
                     + R"(,"cursor":")" + cursor + "\"}",
                   bounds));
}

std::vector<std::string> all_pages(const std::string& schema, int size, const limits& bounds = {},
                                   pg_conn* connection = nullptr) {
  std::vector<std::string> all;
  std::string cursor;
  do {
    const auto page = page_of(schema, size, cursor, bounds, connection);
    EXPECT_FALSE(page.names.empty());
    all.insert(all.end(), page.names.begin(), page.names.end());
    cursor = page.cursor;
  } while (!cursor.empty());
  return all;
}

void run(const std::string& sql) {
  execute(sample_database::shared().connection(), sql);
}

/// Views cost no files: many of them are made in seconds.
void make_views(pg_conn* connection, int count) {
  for (int first = 0; first < count; first += 1000)
    execute(connection, "DO $$ BEGIN FOR i IN " + std::to_string(first) + ".."
                          + std::to_string(first + 999)
                          + " LOOP EXECUTE format('CREATE VIEW v_%s AS SELECT 1 AS x', "
                            "lpad(i::text, 6, '0')); END LOOP; END $$");
}

TEST(list_tables, pages_of_any_size_hold_every_table_once_in_order) {
  const auto all = all_pages("public", 500);
  EXPECT_EQ(all.size(), 14u);
  EXPECT_TRUE(std::is_sorted(all.begin(), all.end()));
  for (int size = 1; size < 16; ++size)
    EXPECT_EQ(all_pages("public", size), all) << size;
}

TEST(list_tables, pages_go_on_rightly_while_tables_come_and_go) {
  run("CREATE SCHEMA moving; CREATE TABLE moving.b(); CREATE TABLE moving.d();"
      "CREATE TABLE moving.f(); CREATE TABLE moving.h()");
  const auto first = page_of("moving", 2, "");
  EXPECT_THAT(first.names, ElementsAre("b", "d"));
  run("CREATE TABLE moving.a(); DROP TABLE moving.d; CREATE TABLE moving.e(); DROP TABLE moving.f");
  EXPECT_THAT(page_of("moving", 9, first.cursor).names, ElementsAre("e", "h"));
  run("DROP SCHEMA moving CASCADE");
}

TEST(list_tables, tells_every_kind_of_relation_and_what_it_is_a_part_of) {
  run("CREATE SCHEMA kinds; CREATE TABLE kinds.plain(i int);"
      "CREATE VIEW kinds.seen AS SELECT 1 AS one;"
      "CREATE MATERIALIZED VIEW kinds.kept AS SELECT 1 AS one;"
      "CREATE TABLE kinds.whole(i int) PARTITION BY RANGE (i);"
      "CREATE TABLE kinds.part PARTITION OF kinds.whole FOR VALUES FROM (0) TO (9)"
      "  PARTITION BY LIST (i);"
      "CREATE TABLE kinds.\"Sub.Part\" PARTITION OF kinds.part FOR VALUES IN (1);"
      "INSERT INTO kinds.whole SELECT 1 FROM generate_series(1, 7);"
      "CREATE SEQUENCE kinds.seq; CREATE TYPE kinds.pair AS (a int); ANALYZE kinds.whole");
  execute(sample_database::shared().connection(""),
          "CREATE FOREIGN DATA WRAPPER nowhere; CREATE SERVER nowhere FOREIGN DATA WRAPPER nowhere;"
          "CREATE FOREIGN TABLE kinds.far (i int) SERVER nowhere; GRANT SELECT ON kinds.far TO "
          "mcp_owner");
  const auto result = list(R"({"schema":"kinds"})");
  EXPECT_EQ(result.structured,
            R"({"schema":"kinds","items":[)"
            R"({"table_name":"Sub.Part","table_type":"BASE TABLE","kind":"table","row_estimate":7,)"
            R"("partition_of":"kinds.part"},)"
            R"({"table_name":"far","table_type":"FOREIGN","kind":"foreign table"},)"
            R"({"table_name":"kept","table_type":"MATERIALIZED VIEW","kind":"materialized view"},)"
            R"({"table_name":"part","table_type":"BASE TABLE","kind":"partitioned table",)"
            R"("row_estimate":7,"partition_of":"kinds.whole"},)"
            R"({"table_name":"plain","table_type":"BASE TABLE","kind":"table"},)"
            R"({"table_name":"seen","table_type":"VIEW","kind":"view"},)"
            R"({"table_name":"whole","table_type":"BASE TABLE","kind":"partitioned table",)"
            R"("row_estimate":7}],"next_cursor":null})");
  EXPECT_THAT(
    read(list(R"({"schema":"kinds","table_types":["FOREIGN","MATERIALIZED VIEW"]})")).names,
    ElementsAre("far", "kept"));
  execute(sample_database::shared().connection(""),
          "DROP SCHEMA kinds CASCADE; DROP FOREIGN DATA WRAPPER nowhere CASCADE");
}

TEST(list_tables, names_and_comments_are_data) {
  run("CREATE SCHEMA \"we\"\"ird\"; CREATE TABLE \"we\"\"ird\".\"q\"\"; DROP --\"();"
      "COMMENT ON TABLE \"we\"\"ird\".\"q\"\"; DROP --\" IS E'a \"b\"\\nc | 漢字 \\\\ \\u0001'");
  const auto result = list(R"({"schema":"we\"ird"})");
  EXPECT_THAT(read(result).names, ElementsAre("q\"; DROP --"));
  EXPECT_THAT(result.structured, HasSubstr(R"("comment":"a \"b\"\nc | 漢字 \\ \u0001")"));
  run("DROP SCHEMA \"we\"\"ird\" CASCADE");
}

TEST(list_tables, cuts_long_comments_but_not_inside_a_character) {
  run("CREATE SCHEMA talk; CREATE TABLE talk.ative()");
  run(
    "DO $$ BEGIN EXECUTE format('COMMENT ON TABLE talk.ative IS %L', repeat('漢', 5000)); END $$");
  const auto result = list(R"({"schema":"talk"})");
  EXPECT_LT(result.structured.size(), 4000u);
  EXPECT_THAT(result.structured, HasSubstr("漢…\""));
  run("DROP SCHEMA talk CASCADE");
}

TEST(list_tables, shows_a_login_only_what_it_has_a_privilege_on) {
  EXPECT_THAT(read(list(R"({"schema":"sales"})", "mcp_ro")).names,
              ElementsAre("invoice", "orders", "region"));
  const auto refused = list(R"({"schema":"internal"})", "mcp_ro");
  EXPECT_TRUE(refused.is_error);
  EXPECT_THAT(refused.text,
              AllOf(HasSubstr("internal"), HasSubstr("mcp_ro"), Not(HasSubstr("secrets"))));
  EXPECT_THAT(read(list(R"({"schema":"empty_schema"})")).names, IsEmpty());
}

TEST(list_tables, says_so_when_no_table_can_have_a_type) {
  const auto result = list(R"({"table_types":["view"]})");
  EXPECT_THAT(read(result).names, IsEmpty());
  ASSERT_EQ(result.more.size(), 1u);
  EXPECT_THAT(result.more[0], HasSubstr("\"VIEW\""));
  EXPECT_THAT(list(R"({"table_types":["VIEW"]})").more, IsEmpty());
  EXPECT_THAT(read(list(R"({"table_types":["}\\\"{,", "NULL"]})")).names, IsEmpty());
}

TEST(list_tables, an_unknown_schema_is_an_error_that_names_near_ones) {
  const auto result = list(R"({"schema":"Sales"})");
  EXPECT_TRUE(result.is_error);
  EXPECT_EQ(result.trips, 2);
  EXPECT_THAT(result.text, HasSubstr("Did you mean \"sales\""));
}

TEST(list_tables, without_a_schema_it_is_the_current_one_or_public) {
  auto* connection = sample_database::shared().connection();
  execute(connection, "SET search_path = sales, public");
  EXPECT_THAT(read(list("{}")).names, ElementsAre("invoice", "orders", "region"));
  execute(connection, "SET search_path = ''");
  EXPECT_EQ(read(list("{}")).names.size(), 14u);
  execute(connection, "RESET search_path");
}

TEST(list_tables, ten_thousand_tables_come_page_by_page_within_the_byte_limit) {
  auto* crowd = sample_database::shared().new_database("crowd");
  make_views(crowd, 10'000);
  limits bounds;
  bounds.result_bytes = 64 * 1024;
  const auto first = page_of("public", 1'000'000, "", bounds, crowd);
  EXPECT_LT(first.bytes, bounds.result_bytes);
  EXPECT_GT(first.names.size(), 200u);
  const auto all = all_pages("public", 1'000'000, bounds, crowd);
  ASSERT_EQ(all.size(), 10'000u);
  EXPECT_TRUE(std::is_sorted(all.begin(), all.end()));
  EXPECT_EQ(std::adjacent_find(all.begin(), all.end()), all.end());
  EXPECT_EQ(all_pages("public", 3'000, {}, crowd).size(), 10'000u);
}

TEST(list_tables, one_item_always_comes_however_small_the_limit) {
  limits bounds;
  bounds.result_bytes = 1;
  EXPECT_EQ(all_pages("sales", 500, bounds),
            (std::vector<std::string>{"invoice", "orders", "region"}));
}

} // namespace
} // namespace howdah::tests
