#include "app/check_sql/catalog_dump.hpp"
#include "app/check_sql/judged_sql.hpp"

#include <gmock/gmock.h>

namespace howdah::app {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

const std::string head = R"({"howdah_catalog":1,"database":"shop","login":"reader"})"
                         "\n";
const std::string rows
  = R"({"routine":["function","public","stamp","t","0","0","t","f",null]})"
    "\n"
    R"({"relation":["sales","order","1","17","[]",null,null,"f","f"]})"
    "\n"
    R"({"relation":["public","report","2","18",["id"],"SELECT id FROM sales.order",null,"f","f"]})"
    "\n";

result<catalog_dump> read(const std::string& text) {
  return catalog_dump::read(text, "shop.jsonl");
}

std::string wrong(const std::string& text) {
  const auto got = read(text);
  EXPECT_FALSE(got) << text;
  return got ? std::string() : got.error().message;
}

TEST(catalog_dump, says_what_names_mean_and_what_stands_behind_them) {
  const auto catalog = read(head + rows + "{\"rows\":3}\n");
  ASSERT_TRUE(catalog) << catalog.error().message;
  const auto report
    = judged_sql::of("select * from report", access_mode::read_only, nullptr, *catalog);
  EXPECT_TRUE(report.admitted());
  EXPECT_FALSE(report.depends_on_catalog());
  EXPECT_THAT(verdict_page(report), HasSubstr("  reaches     public.report, sales.order\n"));
  EXPECT_THAT(verdict_json(report), HasSubstr(R"("reaches":[{"schema":"public","name":"report"},)"));
  const auto stamp = judged_sql::of("select stamp()", access_mode::read_only, nullptr, *catalog);
  EXPECT_FALSE(stamp.admitted());
  EXPECT_THAT(verdict_page(stamp), HasSubstr("public.stamp()"));
}

TEST(catalog_dump, a_role_is_held_to_what_names_mean) {
  const auto catalog = read(head + rows + "{\"rows\":3}\n");
  ASSERT_TRUE(catalog);
  const auto may = std::make_shared<const rights>(rights{.role = "r",
                                                         .operations = {"select"},
                                                         .schemas = {name_pattern("public")},
                                                         .tables = {{.name = name_pattern("*")}}});
  const auto told = [&](std::string text) {
    const auto judged = judged_sql::of(std::move(text), access_mode::read_only, may, *catalog);
    return judged.admitted() ? std::string() : judged.verdict.error().message;
  };
  EXPECT_EQ(told("select 1 from \"order\""),
            "Access denied: schema 'sales' is not in your allowlist.");
  EXPECT_EQ(told("select * from report"),
            "Access denied: table 'public.report' is not in your allowlist.");
}

TEST(catalog_dump, half_a_catalog_is_none) {
  EXPECT_THAT(wrong(""), StartsWith("shop.jsonl:0: the end of the catalog is missing"));
  EXPECT_THAT(wrong(head + rows), StartsWith("shop.jsonl:4: the end of the catalog is missing"));
  EXPECT_THAT(wrong(head + rows.substr(0, rows.size() - 9)), StartsWith("shop.jsonl:4: is no JSON"));
  EXPECT_THAT(wrong(head + rows + "{\"rows\":4}\n"),
              StartsWith("shop.jsonl:5: rows are missing before it"));
  EXPECT_THAT(wrong(head + "{\"rows\":0}\n" + rows),
              StartsWith("shop.jsonl:3: something stands behind its end"));
}

TEST(catalog_dump, what_is_none_is_refused_with_the_line) {
  EXPECT_THAT(wrong("127.0.0.1 localhost\n"), StartsWith("shop.jsonl:1: is no JSON"));
  EXPECT_THAT(wrong("{}\n"), StartsWith("shop.jsonl:1: is no catalog that this version reads"));
  EXPECT_THAT(wrong("{\"howdah_catalog\":2}\n"),
              StartsWith("shop.jsonl:1: is no catalog that this version reads"));
  for (const auto* line : {R"({"routine":["function"]})", R"({"relation":[]})",
                           R"({"relation":[1,2,3,4,5,6,7,8,9]})"})
    EXPECT_THAT(wrong(head + line + "\n"), StartsWith("shop.jsonl:2: is no row of the catalog"));
  for (const auto* line : {"[]", "{}", "1", R"({"rows":"1"})", R"({"table":[]})"})
    EXPECT_THAT(wrong(head + line + "\n"), StartsWith("shop.jsonl:2: is no line of a catalog"));
}

} // namespace
} // namespace howdah::app
