#include "postgres/value.hpp"

#include <gtest/gtest.h>

#include <string>

namespace howdah::postgres {

namespace {

std::string exact(oid type, std::string_view text) {
  std::string out;
  append_json(out, *built_in_type(type), text, json_style::exact);
  return out;
}

std::string familiar(oid type, std::string_view text) {
  std::string out;
  append_json(out, *built_in_type(type), text, json_style::familiar);
  return out;
}

std::string cell(oid type, std::string_view text) {
  std::string out;
  append_cell(out, *built_in_type(type), text);
  return out;
}

constexpr oid boolean = 16, int8 = 20, int4 = 23, text_type = 25, json = 114, float8 = 701,
              date = 1082, timestamp = 1114, timestamptz = 1184, timetz = 1266, numeric = 1700,
              record = 2249, jsonb = 3802, int4range = 3904, tstzrange = 3910,
              int4multirange = 4451;
constexpr oid bool_array = 1000, bytea_array = 1001, int4_array = 1007, text_array = 1009,
              int8_array = 1016, box_array = 1020, float8_array = 1022, numeric_array = 1231,
              timestamptz_array = 1185, jsonb_array = 3807, record_array = 2287;

} // namespace

TEST(value, numbers_are_numbers_where_a_double_holds_them) {
  EXPECT_EQ(exact(int4, "-5"), "-5");
  EXPECT_EQ(exact(int8, "9007199254740992"), "9007199254740992");
  EXPECT_EQ(exact(int8, "9007199254740993"), "\"9007199254740993\"");
  EXPECT_EQ(exact(int8, "-9223372036854775808"), "\"-9223372036854775808\"");
  EXPECT_EQ(familiar(int8, "9223372036854775807"), "9223372036854775807");
  EXPECT_EQ(exact(numeric, "100.50"), "\"100.50\"");
  EXPECT_EQ(exact(boolean, "t"), "true");
  EXPECT_EQ(exact(boolean, "f"), "false");
}

TEST(value, floats_that_json_does_not_know_are_strings) {
  EXPECT_EQ(exact(float8, "0.1"), "0.1");
  EXPECT_EQ(exact(float8, "1e+16"), "1e+16");
  EXPECT_EQ(exact(float8, "NaN"), "\"NaN\"");
  EXPECT_EQ(familiar(float8, "-Infinity"), "\"-Infinity\"");
  EXPECT_EQ(exact(float8_array, "{1.5,NaN,NULL,Infinity}"), R"([1.5,"NaN",null,"Infinity"])");
}

TEST(value, a_float_in_a_table_looks_like_one) {
  EXPECT_EQ(cell(float8, "1"), "1.0");
  EXPECT_EQ(cell(float8, "-0"), "-0.0");
  EXPECT_EQ(cell(float8, "1e+15"), "1000000000000000.0");
  EXPECT_EQ(cell(float8, "1.5e+15"), "1500000000000000.0");
  EXPECT_EQ(cell(float8, "1e+16"), "1e+16");
  EXPECT_EQ(cell(float8, "1.25e+300"), "1.25e+300");
  EXPECT_EQ(cell(float8, "1e-05"), "1e-05");
  EXPECT_EQ(cell(float8, "0.0001"), "0.0001");
  EXPECT_EQ(cell(float8, "123.456"), "123.456");
  EXPECT_EQ(cell(float8, "5e-324"), "5e-324");
  EXPECT_EQ(cell(float8, "NaN"), "NaN");
}

TEST(value, times_have_six_digits_and_offsets_with_minutes) {
  EXPECT_EQ(exact(timestamptz, "2024-01-02 03:04:05+00"), "\"2024-01-02 03:04:05+00:00\"");
  EXPECT_EQ(exact(timestamptz, "2024-02-03 02:05:06.789-03:30"),
            "\"2024-02-03 02:05:06.789000-03:30\"");
  EXPECT_EQ(exact(timestamptz, "1880-01-01 00:00:00+00:53:28"), "\"1880-01-01 00:00:00+00:53:28\"");
  EXPECT_EQ(exact(timestamp, "0044-03-15 12:00:00.5 BC"), "\"0044-03-15 12:00:00.500000 BC\"");
  EXPECT_EQ(exact(timestamptz, "infinity"), "\"infinity\"");
  EXPECT_EQ(exact(timestamp, "-infinity"), "\"-infinity\"");
  EXPECT_EQ(cell(timetz, "12:00:00+02"), "12:00:00+02:00");
  EXPECT_EQ(cell(1083, "24:00:00"), "24:00:00");
  EXPECT_EQ(exact(date, "0001-01-01 BC"), "\"0001-01-01 BC\"");
}

TEST(value, json_is_nested_on_one_line) {
  EXPECT_EQ(exact(json, "{\"b\": 1,\r\n\t\"a\" : [true,  null]}"), R"({"b":1,"a":[true,null]})");
  EXPECT_EQ(cell(json, "{\"b\":\n   1}"), "{\"b\": 1}");
  EXPECT_EQ(exact(jsonb, R"("blanks  stay \" here")"), R"("blanks  stay \" here")");
  EXPECT_EQ(exact(jsonb, "12345678901234567890.5"), "12345678901234567890.5");
  EXPECT_EQ(exact(jsonb, "null"), "null");
  EXPECT_EQ(exact(json, R"("\ud83d\udc18 \\ud800 \u0000")"), R"("\ud83d\udc18 \\ud800 \u0000")");
}

TEST(value, json_that_common_readers_refuse_is_a_string) {
  EXPECT_EQ(exact(json, R"("\ud800")"), R"("\"\\ud800\"")");
  EXPECT_EQ(exact(json, R"("\udc18\ud83d")"), R"("\"\\udc18\\ud83d\"")");
  EXPECT_EQ(exact(json, R"(["\ud800\ud800"])"), R"("[\"\\ud800\\ud800\"]")");
  EXPECT_EQ(exact(json, "1e999"), "\"1e999\"");
  EXPECT_EQ(exact(json, "[1e-999, 0.0e-99999999999999999999]"),
            "[1e-999,0.0e-99999999999999999999]");
  EXPECT_EQ(exact(json, "-1e99999999999999999999"), "\"-1e99999999999999999999\"");
  EXPECT_EQ(exact(jsonb, std::string(400, '9')), '"' + std::string(400, '9') + '"');
  EXPECT_EQ(exact(json, std::string(400, '9') + "e-399"), std::string(400, '9') + "e-399");
  const auto deep = std::string(65, '[') + std::string(65, ']');
  EXPECT_EQ(exact(json, deep), '"' + deep + '"');
  const auto shallow = std::string(64, '[') + std::string(64, ']');
  EXPECT_EQ(exact(json, shallow), shallow);
}

TEST(value, what_is_no_json_after_all_is_a_string) {
  for (const auto* text : {"",
                           " ",
                           "{",
                           "]",
                           "[1,]",
                           "[,1]",
                           "{\"a\"}",
                           "{\"a\":}",
                           "{\"a\":1,}",
                           "{1:2}",
                           "[1}",
                           "{]",
                           "1 2",
                           "[1 2]",
                           "[1]]",
                           "01",
                           "1.",
                           ".5",
                           "-",
                           "+1",
                           "1e",
                           "nul",
                           "truefalse",
                           "\"a",
                           "\"a\\\"",
                           "\"\\x\"\t\"",
                           "\"a\" , \"b\"",
                           "{\"a\":1:2}",
                           "[\"a\":1]",
                           "NaN",
                           "1,2"})
    EXPECT_EQ(exact(json, text).front(), '"') << text << " -> " << exact(json, text);
  EXPECT_EQ(exact(json, "1]],\"isError\":true,\"x\":[[1"), R"("1]],\"isError\":true,\"x\":[[1")");
  EXPECT_EQ(exact(int4, "1],[2"), "\"1],[2\"");
  EXPECT_EQ(exact(timestamp, "x\",\"y: "), R"("x\",\"y: ")");
}

TEST(value, arrays_are_lists_of_their_elements) {
  EXPECT_EQ(exact(int4_array, "{1,2,NULL}"), "[1,2,null]");
  EXPECT_EQ(familiar(int4_array, "{{1,2},{3,4}}"), "[[1, 2], [3, 4]]");
  EXPECT_EQ(exact(int4_array, "{}"), "[]");
  EXPECT_EQ(exact(bool_array, "{t,f}"), "[true,false]");
  EXPECT_EQ(exact(text_array, R"({a,"b c",NULL,"NULL","q\"uote","back\\slash",""})"),
            R"(["a","b c",null,"NULL","q\"uote","back\\slash",""])");
  EXPECT_EQ(exact(int8_array, "{9007199254740993,1}"), R"(["9007199254740993",1])");
  EXPECT_EQ(exact(numeric_array, "{1.50,NaN}"), R"(["1.50","NaN"])");
  EXPECT_EQ(exact(bytea_array, R"({"\\x00ff","\\x"})"), R"(["\\x00ff","\\x"])");
  EXPECT_EQ(exact(box_array, "{(1,1),(0,0);(2,2),(1,1)}"), R"x(["(1,1),(0,0)","(2,2),(1,1)"])x");
  EXPECT_EQ(exact(timestamptz_array, R"({"2024-01-01 00:00:00+00",infinity})"),
            R"(["2024-01-01 00:00:00+00:00","infinity"])");
  EXPECT_EQ(exact(jsonb_array, R"({"{\"a\": [1, null]}","\"s\"",NULL})"),
            R"([{"a":[1,null]},"s",null])");
  EXPECT_EQ(cell(int4_array, "{1,2,3}"), "[1, 2, 3]");
  EXPECT_EQ(cell(text_array, R"({red,"two words"})"), R"(["red", "two words"])");
}

TEST(value, arrays_with_other_lower_bounds_keep_them) {
  EXPECT_EQ(exact(int4_array, "[2:3]={1,2}"), "\"[2:3]={1,2}\"");
  EXPECT_EQ(cell(int4_array, "[0:0]={7}"), "[0:0]={7}");
}

TEST(value, what_is_no_array_after_all_stays_a_string) {
  for (const auto* text : {"", "{", "}", "{1", "{1,", "{1,}", "{,1}", "{1}}", "{1}x", "1", "{\"a",
                           "{\"a\\", "{1}{2}", "{{1}2}"})
    EXPECT_EQ(exact(int4_array, text).front(), '"') << text;
}

TEST(value, ranges_are_exact_or_as_the_original_spelled_them) {
  EXPECT_EQ(exact(int4range, "[1,10)"), "\"[1,10)\"");
  EXPECT_EQ(familiar(int4range, "[1,10)"), "\"[1, 10)\"");
  EXPECT_EQ(familiar(int4range, "[1,)"), "\"[1, None)\"");
  EXPECT_EQ(familiar(int4range, "(,)"), "\"(None, None)\"");
  EXPECT_EQ(familiar(int4range, "empty"), "\"empty\"");
  EXPECT_EQ(cell(int4range, "(,5)"), "(, 5)");
  EXPECT_EQ(familiar(int4multirange, "{[1,3),[5,7)}"), "\"{[1, 3), [5, 7)}\"");
  EXPECT_EQ(familiar(int4multirange, "{}"), "\"{}\"");
  EXPECT_EQ(exact(tstzrange, R"x(["2024-01-01 00:00:00+00",infinity))x"),
            R"x("[\"2024-01-01 00:00:00+00\",infinity)")x");
  EXPECT_EQ(cell(tstzrange, R"x(["2024-01-01 00:00:00+00","2024-02-01 00:00:00.5+00"))x"),
            "[2024-01-01 00:00:00+00:00, 2024-02-01 00:00:00.500000+00:00)");
}

TEST(value, anonymous_rows_are_lists_of_strings_or_text) {
  EXPECT_EQ(familiar(record, "(1,a,)"), R"(["1", "a", null])");
  EXPECT_EQ(familiar(record, R"x(("a ""b"" \\",""))x"), R"(["a \"b\" \\", ""])");
  EXPECT_EQ(familiar(record, "()"), "[]");
  EXPECT_EQ(familiar(record, "(1"), "\"(1\"");
  EXPECT_EQ(familiar(record, "1)"), "\"1)\"");
  EXPECT_EQ(exact(record, "(1,a,)"), "\"(1,a,)\"");
  EXPECT_EQ(cell(record, "(1,a,)"), "(1,a,)");
  EXPECT_EQ(familiar(record_array, R"x({"(1,a)","(2,)"})x"), R"([["1", "a"], ["2", null]])");
}

TEST(value, control_characters_and_quotes_in_text_are_escaped) {
  EXPECT_EQ(exact(text_type, "a\"\\\n\x1b[31m"), R"("a\"\\\n\u001b[31m")");
}

TEST(value_type, names_are_those_of_format_type) {
  EXPECT_EQ(built_in_type(timestamptz)->name, "timestamp with time zone");
  EXPECT_EQ(built_in_type(text_array)->name, "text[]");
  EXPECT_EQ(built_in_type(18)->name, "\"char\"");
  EXPECT_FALSE(built_in_type(0));
  EXPECT_FALSE(built_in_type(16385));
}

} // namespace howdah::postgres
