#include "mcp/document.hpp"
#include "tests/support/test_cluster.hpp"
#include "tests/tools/tool_caller.hpp"

#include <gtest/gtest.h>
#include <libpq-fe.h>

#include <gmock/gmock.h>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace howdah::tests {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

namespace {

std::string own_dsn(const std::string& login = {}) {
  return sample_database::shared().dsn(login, sample_copy("query_tool"));
}

class query_tool : public testing::Test {
protected:
  tool_caller caller{own_dsn()};

  static std::string arguments(const std::string& sql, const std::string& more) {
    std::string out = R"({"sql":)";
    mcp::append_quoted(out, sql);
    return out + (more.empty() ? "" : "," + more) + '}';
  }
  seen_result with(const std::string& sql, const std::string& parameters) {
    return caller.call("query", arguments(sql, "\"parameters\":" + parameters));
  }
  std::string text_with(const std::string& sql, const std::string& parameters) {
    return with(sql, parameters).text;
  }
};

/// What psql would print for an error, without the severity.
std::string error_of_libpq(const std::string& sql) {
  auto* connection = PQconnectdb(own_dsn().c_str());
  auto* result = PQexec(connection, sql.c_str());
  std::string text = PQresultErrorMessage(result);
  PQclear(result);
  PQfinish(connection);
  const auto start = text.find(":  ");
  return start == std::string::npos
           ? text
           : text.substr(start + 3, text.find_last_not_of('\n') - start - 2);
}

} // namespace

// -- parameters ---------------------------------------------------------------------------------

TEST_F(query_tool, native_parameters_need_no_casts_where_a_literal_needs_none) {
  EXPECT_EQ(text_with("select $1 + $2 as a", "[1, 2]"), "a\n---\n3");
  EXPECT_EQ(text_with("select round($1, 1) as a", "[2.25]"), "a\n---\n2.3");
  EXPECT_EQ(text_with("select $1::int as a, 'a%' as b", "[1]"), "a | b\n--- | ---\n1 | a%");
  EXPECT_EQ(text_with("select id from customer where id = any($1) order by id", "[[1, 3]]"),
            "id\n---\n1\n3");
  EXPECT_EQ(text_with("select jsonb_build_object('a', $1, 'b', $2) as a", R"([1, true])"),
            "a\n---\n{\"a\": 1, \"b\": true}");
  EXPECT_EQ(text_with("select n from numbers order by n limit $1 offset $2", "[1, 2]"),
            "n\n---\n3");
}

TEST_F(query_tool, native_parameters_are_left_to_the_server_where_our_types_do_not_fit) {
  EXPECT_EQ(
    text_with("select id from customer where name = $1 or name = $2", R"([5, "Ada Lovelace"])"),
    "id\n---\n1");
  EXPECT_EQ(text_with("select $1::boolean as a", "[1]"), "a\n---\nTrue");
  EXPECT_EQ(text_with("select count(*) as a from json_each($1)", R"([{"a":1,"b":2}])"),
            "a\n---\n2");
}

TEST_F(query_tool, when_no_types_fit_the_first_error_is_told) {
  const auto got = with("select no_such_function($1)", "[1]");
  EXPECT_THAT(got.text, HasSubstr("function no_such_function(integer) does not exist"));
  EXPECT_EQ(got.trips, 2);
}

TEST_F(query_tool, objects_and_lists_bind_as_jsonb_and_arrays) {
  EXPECT_EQ(text_with("select $1 as a", R"([{"k": [1, "é", null]}])"),
            "a\n---\n{\"k\": [1, \"é\", null]}");
  EXPECT_EQ(text_with("select $1::text[] as a", R"([["a b", null, "q\"", "{}", ""]])"), R"(a
---
["a b", null, "q\"", "{}", ""])");
  EXPECT_EQ(text_with("select $1::int[] as a", "[[[1,2],[3,4]]]"), "a\n---\n[[1, 2], [3, 4]]");
  EXPECT_EQ(text_with("select $1 as a", "[123456789012345678901234567890]"),
            "a\n---\n123456789012345678901234567890");
}

TEST_F(query_tool, percent_placeholders_bind_as_in_the_original) {
  EXPECT_EQ(
    text_with("select pg_typeof(%s) a, pg_typeof(%s) b, pg_typeof(%s) c, pg_typeof(%s) d",
              "[1, 70000, 1.5, true]"),
    "a | b | c | d\n--- | --- | --- | ---\nsmallint | integer | double precision | boolean");
  EXPECT_EQ(
    text_with("select 'a%%' as a, 7 %% 4 as b, name from customer where name like 'A%' and id = %s",
              "[1]"),
    "a | b | name\n--- | --- | ---\na% | 3 | Ada Lovelace");
}

TEST_F(query_tool, a_wrong_number_of_parameters_is_told_before_anything_runs) {
  EXPECT_EQ(text_with("select %s", "[1, 2]"),
            "Query error: the query has 1 placeholders but 2 parameters were passed");
  EXPECT_EQ(text_with("select $2, $1", "[1]"),
            "Query error: the query has 2 placeholders but 1 parameters were passed");
  EXPECT_EQ(text_with("select 1", "[1]"),
            "Query error: the query has 0 placeholders but 1 parameters were passed");
  const auto none = caller.query("select $1");
  EXPECT_EQ(none.text,
            "Query error: there is no parameter $1\nLINE 1: select $1\n               ^");
  EXPECT_THAT(none.structured, HasSubstr("parameter_mismatch"));
}

TEST_F(query_tool, nul_characters_are_refused_not_cut) {
  EXPECT_THAT(caller.call("query", R"({"sql":"select 'a\u0000b'"})").structured,
              HasSubstr("invalid_argument"));
  EXPECT_THAT(with("select $1", R"(["a\u0000b"])").structured, HasSubstr("invalid_argument"));
}

// -- writes -------------------------------------------------------------------------------------

TEST_F(query_tool, writes_tell_how_many_rows_they_changed) {
  EXPECT_EQ(caller.query("create table public.w (id int, v text)").text,
            "Query executed. CREATE TABLE");
  EXPECT_EQ(caller.query("insert into public.w select g, 'x' from generate_series(1, 7) g").text,
            "Query executed. Rows affected: 7");
  const auto json
    = caller.call("query", R"({"sql":"update public.w set v = 'y' where id < 3","format":"json"})");
  EXPECT_EQ(json.text, "[]");
  EXPECT_THAT(json.more, ElementsAre("Query executed. Rows affected: 2"));
  EXPECT_THAT(json.structured,
              HasSubstr(R"("row_count":2,"truncated":false,"command":"UPDATE 2")"));
  EXPECT_EQ(caller.query("delete from public.w where false returning id").text, "No results found");
  EXPECT_EQ(caller.query("drop table public.w").text, "Query executed. DROP TABLE");
}

TEST_F(query_tool, a_write_hidden_in_a_function_runs_as_one) {
  EXPECT_EQ(caller.query("select delete_one(5)").text, "delete_one\n---\n1");
  EXPECT_EQ(caller.query("select count(*) from scratch where id = 5").text, "count\n---\n0");
  EXPECT_EQ(caller.query("insert into scratch values (5, 'v5')").text,
            "Query executed. Rows affected: 1");
}

TEST_F(query_tool, in_read_only_mode_postgresql_stops_what_a_function_hides) {
  tool_caller reader{own_dsn(), {.mode = access_mode::read_only}};
  const auto got = reader.query("select delete_one(1)");
  EXPECT_TRUE(got.is_error);
  EXPECT_THAT(got.structured, HasSubstr("25006"));
  EXPECT_EQ(reader.query("select count(*) from scratch where id = 1").text, "count\n---\n1");
}

TEST_F(query_tool, a_write_whose_rows_do_not_fit_has_happened_and_says_so) {
  limits small;
  small.result_bytes = 16'384;
  tool_caller tight{own_dsn(), {.bounds = small}};
  tight.query("create table public.big (id int, v text)");
  const auto got = tight.query("insert into public.big select g, repeat('x', 20000) from "
                               "generate_series(1, 3) g returning id, v");
  EXPECT_FALSE(got.is_error) << got.text;
  EXPECT_THAT(got.structured,
              HasSubstr(R"("row_count":0,"truncated":true,"command":"INSERT 0 3")"));
  EXPECT_THAT(got.more, ElementsAre(HasSubstr("The statement ran to its end: INSERT 0 3")));
  EXPECT_EQ(tight.query("select count(*) from public.big").text, "count\n---\n3");
  tight.query("drop table public.big");
}

// -- bounds -------------------------------------------------------------------------------------

TEST_F(query_tool, rows_beyond_the_limit_are_cut_with_advice) {
  const auto got = caller.call(
    "query", R"({"sql":"select n from numbers order by n","row_limit":3,"format":"json"})");
  EXPECT_EQ(got.text, R"([{"n": 1}, {"n": 2}, {"n": 3}])");
  EXPECT_THAT(got.more, ElementsAre(HasSubstr("raise row_limit (at most 10000)")));
  EXPECT_THAT(got.structured, HasSubstr(R"("row_count":3,"truncated":true)"));
  const auto exact
    = caller.call("query", R"({"sql":"select n from numbers where n < 4","row_limit":3})");
  EXPECT_THAT(exact.structured, HasSubstr("\"truncated\":false"));
  EXPECT_THAT(exact.more, IsEmpty());
}

TEST_F(query_tool, a_limit_beyond_the_range_is_taken_into_it_and_told) {
  const auto got
    = caller.call("query", R"({"sql":"select n from numbers order by n","row_limit":0})");
  EXPECT_EQ(got.text, "n\n---\n1\n\n(Truncated at 1 rows)");
  EXPECT_THAT(got.more, ElementsAre(HasSubstr("row_limit lies between 1 and 10000; 1 was taken.")));
}

TEST_F(query_tool, an_answer_never_takes_more_bytes_than_allowed) {
  for (const std::size_t bytes : {8'192U, 20'000U, 100'000U, 1'048'576U})
    for (const auto* cell :
         {"repeat('x', 50)", "repeat(E'\\x01\"', 30)", "repeat('漢', 40)",
          "array_fill('a'::public.mood2, array[60])", "array_fill(0.5::float8, array[60])",
          "jsonb_build_array('\"', E'\\n|')"}) {
      administrate("do $$ begin create type public.mood2 as enum ('a'); exception when "
                   "duplicate_object then null; end $$",
                   own_dsn());
      limits bounds;
      bounds.result_bytes = bytes;
      tool_caller tight{own_dsn(), {.bounds = bounds}};
      for (const auto* format : {"markdown", "json"}) {
        const auto sql
          = std::string("select g, ") + cell + " as v from generate_series(1, 20000) g";
        const auto answer = tight.answer(
          "query", arguments(sql, std::string(R"("row_limit":10000,"format":")") + format + '"'));
        const auto line = mcp::encode({.id = {"1"}}, answer);
        EXPECT_LE(line.size(), bytes) << sql << ' ' << format;
        EXPECT_GT(std::get<mcp::tool_result>(answer).rows, 0U) << sql << ' ' << bytes;
        EXPECT_THAT(std::get<mcp::tool_result>(answer).structured, HasSubstr("\"truncated\":true"));
      }
    }
}

TEST_F(query_tool, one_row_larger_than_an_answer_is_refused_by_its_column) {
  const auto got = caller.query("select 1 as id, repeat('x', 600000) as \"big one\"");
  EXPECT_TRUE(got.is_error);
  EXPECT_THAT(got.structured, HasSubstr("too_large"));
  EXPECT_THAT(got.text, HasSubstr("column \"big one\": 600000 bytes"));
}

TEST_F(query_tool, a_million_rows_stop_at_the_limit) {
  const auto got = caller.query("select g from generate_series(1, 1000000) g");
  EXPECT_FALSE(got.is_error);
  EXPECT_THAT(got.structured, HasSubstr(R"("row_count":500,"truncated":true)"));
  EXPECT_EQ(caller.query("select 1 as a").text, "a\n---\n1");
}

// -- failures -----------------------------------------------------------------------------------

TEST_F(query_tool, errors_read_as_in_psql_wherever_they_lie) {
  const std::vector<std::string> statements{
    "select\tnope,\n\t'漢字' || nope2\nfrom\tcustomer",
    "select '漢字漢字', 'é', nope from customer",
    "select 1,\r\n2,\r\nnope from customer",
    "select 1,\r2,\rnope from customer",
    "select '" + std::string(80, 'a') + "', nope, '" + std::string(80, 'b') + "' from customer",
    "select nope, '" + std::string(80, 'b') + "' from customer",
    "select '" + std::string(50, 'a') + "', nope, 'bbbbbbbbbbbbbbbb' from customer",
    "select '" + std::string(58, 'a') + "' || nope",
    "select '漢漢漢漢漢漢漢漢漢漢漢漢漢漢漢漢漢漢漢漢漢漢漢漢漢漢漢漢漢漢漢漢漢漢', nope, "
    "'漢漢漢漢漢漢漢漢漢漢漢漢'",
    "select 'e\xCC\x81\xE2\x80\x8B', '🐘', nope",
    "select * from no_such_table",
    "do $$ begin perform nope from customer; end $$",
    "do $$ begin execute 'select 1 from no_such_table'; end $$",
    "do $$ begin raise exception using message = 'm', detail = 'd', hint = 'h', errcode = '22012'; "
    "end $$",
    "select 1/0 from customer",
    "insert into product values (1, 'x', 'y', -1)",
    "select 'abc'::int",
    "select leak_secret('x')",
    "select max(",
    "select 'a' 'b'",
    "selec 1",
  };
  for (const auto& sql : statements)
    EXPECT_EQ(caller.query(sql).text, "Query error: " + error_of_libpq(sql)) << sql;
}

TEST_F(query_tool, errors_tell_code_and_position_to_programs) {
  const auto got = caller.query("select '漢', nope from customer");
  EXPECT_TRUE(got.is_error);
  EXPECT_THAT(got.more, ElementsAre("SQLSTATE: 42703"));
  EXPECT_THAT(got.structured, HasSubstr(R"("sqlstate":"42703")"));
  EXPECT_THAT(got.structured, HasSubstr(R"("position":13)"));
}

TEST_F(query_tool, an_error_after_rows_is_an_error) {
  const auto got = caller.query("select 10 / (50 - g) from generate_series(1, 100) g");
  EXPECT_TRUE(got.is_error);
  EXPECT_EQ(got.text, "Query error: division by zero");
}

TEST_F(query_tool, what_runs_after_a_failure_is_answered_rightly) {
  EXPECT_TRUE(caller.query("select nope").is_error);
  EXPECT_EQ(caller.query("select 1 as a").text, "a\n---\n1");
}

} // namespace howdah::tests
