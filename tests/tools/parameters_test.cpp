#include "mcp/document.hpp"
#include "tools/parameters.hpp"

#include <gtest/gtest.h>

#include <gmock/gmock.h>
#include <string>

namespace howdah::tools {

namespace {

/// `text:type` of one JSON value bound alone.
std::string bound(const std::string& json, placeholder_style style) {
  mcp::document parsed;
  EXPECT_FALSE(parsed.load(json)) << json;
  const auto out = bind({parsed.root()}, style);
  if (!out)
    return out.error().message;
  return out->front().text.value_or("NULL") + ':' + std::to_string(out->front().type);
}

std::string native(const std::string& json) {
  return bound(json, placeholder_style::native);
}

std::string percent(const std::string& json) {
  return bound(json, placeholder_style::percent);
}

} // namespace

TEST(parameters, strings_and_null_are_for_the_server_to_type) {
  EXPECT_EQ(native(R"("O'Brien; drop table x")"), "O'Brien; drop table x:0");
  EXPECT_EQ(native("null"), "NULL:0");
  EXPECT_EQ(percent("\"\""), ":0");
}

TEST(parameters, native_numbers_have_the_type_of_the_literal) {
  EXPECT_EQ(native("1"), "1:23");
  EXPECT_EQ(native("-2147483649"), "-2147483649:20");
  EXPECT_EQ(native("9223372036854775808"), "9223372036854775808:1700");
  EXPECT_EQ(native("1.10"), "1.10:1700");
  EXPECT_EQ(native("1e5"), "1e5:1700");
}

TEST(parameters, percent_numbers_have_the_types_of_the_original) {
  EXPECT_EQ(percent("1"), "1:21");
  EXPECT_EQ(percent("32768"), "32768:23");
  EXPECT_EQ(percent("2147483648"), "2147483648:20");
  EXPECT_EQ(percent("123456789012345678901234567890"), "123456789012345678901234567890:1700");
  EXPECT_EQ(percent("2.5"), "2.5:701");
}

TEST(parameters, booleans_and_objects_are_typed) {
  EXPECT_EQ(native("true"), "t:16");
  EXPECT_EQ(percent("false"), "f:16");
  EXPECT_EQ(native(R"({"k": [1, null, "é"], "n": 1.10})"), R"({"k":[1,null,"é"],"n":1.10}:3802)");
}

TEST(parameters, lists_are_arrays_of_the_widest_element) {
  EXPECT_EQ(percent("[1, 3]"), "{1,3}:1005");
  EXPECT_EQ(percent("[1, 70000]"), "{1,70000}:1007");
  EXPECT_EQ(native("[1, null, 2.5]"), "{1,NULL,2.5}:1231");
  EXPECT_EQ(percent("[1, 2.5]"), "{1,2.5}:1022");
  EXPECT_EQ(native("[[1,2],[3,4]]"), "{{1,2},{3,4}}:1007");
  EXPECT_EQ(native("[true, false]"), "{t,f}:1000");
  EXPECT_EQ(native(R"([{"a":1},{"b":"x y"}])"), R"({"{\"a\":1}","{\"b\":\"x y\"}"}:3807)");
}

TEST(parameters, lists_of_strings_and_mixed_lists_are_untyped) {
  EXPECT_EQ(percent(R"(["a","b"])"), "{a,b}:0");
  EXPECT_EQ(native(R"([1,"a"])"), "{1,a}:0");
  EXPECT_EQ(native("[]"), "{}:0");
  EXPECT_EQ(native("[[],[]]"), "{}:0");
  EXPECT_EQ(native("[null]"), "{NULL}:0");
}

TEST(parameters, elements_are_quoted_where_they_must_be) {
  EXPECT_EQ(
    native(R"(["", "null", "NULL", "Nul", "a b", "a,b", "{", "q\"", "b\\s", "漢字", "x\ty"])"),
    "{\"\",\"null\",\"NULL\",Nul,\"a b\",\"a,b\",\"{\",\"q\\\"\",\"b\\\\s\",漢字,\"x\ty\"}:0");
}

TEST(parameters, a_nul_character_is_refused_by_name) {
  EXPECT_THAT(native("\"a\\u0000b\""), testing::HasSubstr("parameters[0]"));
  EXPECT_THAT(native("[\"x\", \"\\u0000\"]"), testing::HasSubstr("parameters[0]"));
}

} // namespace howdah::tools
