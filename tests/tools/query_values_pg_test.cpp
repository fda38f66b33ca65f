#include "mcp/document.hpp"
#include "tests/support/test_cluster.hpp"
#include "tests/tools/tool_caller.hpp"

#include <gtest/gtest.h>

#include <gmock/gmock.h>
#include <string>
#include <utility>
#include <vector>

namespace howdah::tests {

using testing::HasSubstr;

namespace {

std::string own_dsn(const std::string& login = {}) {
  return sample_database::shared().dsn(login, sample_copy("query_values"));
}

class query_values : public testing::Test {
protected:
  tool_caller caller{own_dsn()};

  /// The first value of the first row in structuredContent.
  std::string value(const std::string& sql) {
    const auto got = caller.query(sql);
    mcp::document structured;
    EXPECT_FALSE(structured.load(got.structured)) << got.structured;
    EXPECT_FALSE(got.is_error) << got.text;
    return structured.root()["rows"].at(0).at(0).text();
  }

  /// Name and type of the first column.
  std::string type(const std::string& sql) {
    const auto got = caller.query(sql);
    mcp::document structured;
    EXPECT_FALSE(structured.load(got.structured)) << got.structured;
    return std::string(structured.root()["columns"].at(0)["type"].string().value_or(got.text));
  }

  /// The text of format=json.
  std::string json(const std::string& sql) {
    std::string arguments = R"({"format":"json","sql":)";
    mcp::append_quoted(arguments, sql);
    return caller.call("query", arguments + '}').text;
  }
};

} // namespace

TEST_F(query_values, what_a_double_cannot_hold_is_a_string) {
  EXPECT_EQ(value("select 9007199254740992::int8"), "9007199254740992");
  EXPECT_EQ(value("select 9223372036854775807::int8"), "\"9223372036854775807\"");
  EXPECT_EQ(value("select 12345678901234567890.1234567890::numeric"),
            "\"12345678901234567890.1234567890\"");
  EXPECT_EQ(value("select 'NaN'::float8"), "\"NaN\"");
  EXPECT_EQ(value("select '-Infinity'::float4"), "\"-Infinity\"");
  EXPECT_EQ(value("select 0.1::float8 + 0.2::float8"), "0.30000000000000004");
  EXPECT_EQ(value("select 4294967295::oid"), "4294967295");
}

TEST_F(query_values, every_time_that_postgresql_knows_is_readable) {
  EXPECT_EQ(value("select date '4713-01-01 BC'"), "\"4713-01-01 BC\"");
  EXPECT_EQ(value("select timestamp 'infinity'"), "\"infinity\"");
  EXPECT_EQ(value("select timestamptz '294276-12-31 23:59:59.999999+00'"),
            "\"294276-12-31 23:59:59.999999+00:00\"");
  EXPECT_EQ(value("select time '24:00'"), "\"24:00:00\"");
  EXPECT_EQ(value("select interval '1 year 2 mons -3 days 04:05:06.789'"),
            "\"1 year 2 mons -3 days +04:05:06.789\"");
}

TEST_F(query_values, types_of_the_database_itself_are_named_and_their_arrays_are_lists) {
  EXPECT_EQ(type("select 'ok'::public.mood"), "mood");
  EXPECT_EQ(value("select 'ok'::public.mood"), "\"ok\"");
  EXPECT_EQ(type("select '{sad,ok,NULL}'::public.mood[]"), "mood[]");
  EXPECT_EQ(value("select '{{sad,ok},{ok,NULL}}'::public.mood[]"), R"([["sad","ok"],["ok",null]])");
  EXPECT_EQ(value("select array[row('Main st','1234')::public.address]"),
            R"x(["(\"Main st\",1234)"])x");
  EXPECT_EQ(type("select row('a','b')::public.address"), "address");
  EXPECT_EQ(type("select c from public.customer c limit 1"), "customer");
  EXPECT_EQ(value("select '[0:1]={sad,ok}'::public.mood[]"), "\"[0:1]={sad,ok}\"");
  EXPECT_EQ(value("select '{}'::public.mood[]"), "[]");
}

TEST_F(query_values, domains_are_their_base_type_also_in_arrays) {
  administrate("create domain public.whole as int; create domain public.wholer as public.whole "
               "check (value > 0);"
               "create domain public.moment as timestamptz",
               own_dsn());
  EXPECT_EQ(type("select 5::public.wholer"), "integer");
  EXPECT_EQ(value("select 5::public.wholer"), "5");
  EXPECT_EQ(type("select array[5,6]::public.wholer[]"), "wholer[]");
  EXPECT_EQ(value("select array[5,null,6]::public.wholer[]"), "[5,null,6]");
  EXPECT_EQ(value("select array['2024-01-01 00:00:00.5+00']::public.moment[]"),
            R"(["2024-01-01 00:00:00.500000+00:00"])");
}

TEST_F(query_values, the_catalog_is_asked_only_for_types_that_are_not_built_in) {
  EXPECT_EQ(caller.query("select 1, 'a', now(), array[1.5], '{}'::jsonb").trips, 1);
  EXPECT_EQ(caller.query("select 'ok'::public.mood, 'sad'::public.mood, 1").trips, 2);
  EXPECT_EQ(caller.query("select 'ok'::public.mood where false").trips, 2);
}

TEST_F(query_values, a_name_in_another_schema_is_qualified) {
  administrate("create type sales.\"Odd Type\" as enum ('a')", own_dsn());
  EXPECT_EQ(type("select 'a'::sales.\"Odd Type\""), "sales.\"Odd Type\"");
  EXPECT_EQ(type("select '{a}'::sales.\"Odd Type\"[]"), "sales.\"Odd Type\"[]");
}

TEST_F(query_values, json_stays_one_line_and_exact) {
  EXPECT_EQ(value("select E'{\\n  \"a\" : [1,\\r\\n\\t2.50],\\n \"b\":\"x\\\\ny\"}'::json"),
            R"({"a":[1,2.50],"b":"x\ny"})");
  EXPECT_EQ(value(R"(select '"\ud800"'::json)"), R"("\"\\ud800\"")");
  EXPECT_EQ(value("select repeat('[', 100)::text || repeat(']', 100)"),
            '"' + std::string(100, '[') + std::string(100, ']') + '"');
  EXPECT_EQ(value("select (repeat('[', 100) || repeat(']', 100))::jsonb"),
            '"' + std::string(100, '[') + std::string(100, ']') + '"');
  EXPECT_EQ(value("select ('1' || repeat('0', 400))::jsonb").front(), '"');
}

TEST_F(query_values, every_type_of_the_sample_survives_both_formats) {
  for (const auto* row : {"1", "2", "3"}) {
    const auto sql = std::string("select * from public.all_types where id = ") + row;
    EXPECT_FALSE(caller.query(sql).is_error);
    mcp::document parsed;
    EXPECT_FALSE(parsed.load(json(sql)));
    EXPECT_EQ(parsed.root().at(0).size(), 41U);
  }
}

TEST_F(query_values, the_encoded_answer_is_one_line_whatever_the_values) {
  const auto answer = caller.answer(
    "query",
    R"({"sql":"select E'a\\nb\\r\\n' as \"x\\ny\", E'{\\n\"a\":\\n1}'::json j, chr(8232) u, E'\\x1b[31m' esc"})");
  const auto line = mcp::encode({.id = {"1"}}, answer);
  EXPECT_EQ(line.find_first_of("\n\r\x1b"), std::string::npos);
}

TEST_F(query_values, a_table_stays_a_table) {
  const auto got = caller.query(
    R"(select 'a|b' as "x|y", E'l1\nl2\r\nl3\rl4' as n, 'c:\dir\' as d, 'a\|b' as e, 'back\\|' as f)");
  EXPECT_EQ(got.text, R"(x\|y | n | d | e | f
--- | --- | --- | --- | ---
a\|b | l1<br>l2<br>l3<br>l4 | c:\dir\ | a\\\|b | back\\\\\|)");
}

TEST_F(query_values, repeated_names_get_numbers_that_are_free) {
  EXPECT_EQ(json("select 1, 2, 3 as a, 4 as a, 5 as a_2, 6 as a"),
            R"([{"?column?": 1, "?column?_2": 2, "a": 3, "a_3": 4, "a_2": 5, "a_4": 6}])");
  EXPECT_EQ(caller.query("select 1 as a, 2 as a").text, "a | a\n--- | ---\n1 | 2");
}

TEST_F(query_values, a_thousand_columns_of_one_name_are_told_apart) {
  std::string sql = "select 0";
  for (int i = 1; i < 1600; ++i)
    sql += ',' + std::to_string(i);
  EXPECT_THAT(json(sql), HasSubstr(R"("?column?_1600": 1599)"));
}

TEST_F(query_values, bytes_of_a_database_without_encoding_never_break_an_answer) {
  administrate(
    "create database raw encoding 'SQL_ASCII' template template0 lc_collate 'C' lc_ctype 'C'",
    own_dsn());
  tool_caller raw{sample_database::shared().dsn("", "raw")};
  const auto got = raw.query("select chr(255) as bad, 'ok' as good, array[chr(200), 'x'] as list");
  EXPECT_THAT(got.structured, HasSubstr(R"x("rows":[["\\xff","ok","\\x7bc82c787d"]])x"));
  EXPECT_THAT(got.text, HasSubstr(R"(\xff | ok | \x7bc82c787d)"));
  ASSERT_EQ(got.more.size(), 1U);
  EXPECT_THAT(got.more.front(), HasSubstr("column \"bad\", \"list\"."));
  const auto many
    = raw.query("select chr(255), chr(255), chr(255), chr(255), chr(255), chr(255), chr(255)");
  EXPECT_THAT(many.more.front(), HasSubstr("\"chr\" and 2 more."));
  const auto failed = raw.query("do $$ begin raise exception '%', chr(255); end $$");
  EXPECT_THAT(failed.text, HasSubstr("Query error: "));
}

} // namespace howdah::tests
