#include "mcp/arguments.hpp"
#include "tests/mcp/parsing.hpp"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

using namespace howdah;
using namespace howdah::mcp;
using howdah::tests::json;
using type = parameter_descriptor::type;

namespace {

const tool_descriptor query{
  .name = "query",
  .title = "Query",
  .description = "Runs SQL.",
  .parameters = {
    {.name = "sql", .required = true},
    {.name = "parameters", .kind = type::value_list, .nullable = true},
    {.name = "row_limit",
     .kind = type::integer,
     .default_json = "500",
     .minimum = 1,
     .maximum = 10'000,
     .clamp = true},
    {.name = "format",
     .default_json = R"("markdown")",
     .one_of = {"markdown", "json"},
     .fold_case = true},
    {.name = "page", .kind = type::integer, .minimum = 1, .maximum = 9},
    {.name = "strict", .one_of = {"on", "off"}},
    {.name = "dry", .kind = type::boolean, .default_json = "false"},
    {.name = "maybe", .kind = type::boolean},
    {.name = "tags", .kind = type::string_list, .nullable = true, .default_json = R"(["a\n","b"])"},
    {.name = "types", .kind = type::string_list, .one_of = {"VIEW", "TABLE"}, .fold_case = true},
  }};

/// The arguments of a text, with the text kept.
struct checked {
  explicit checked(const std::string& text)
    : given(text), result(arguments::check(query, given.root())) {}
  const arguments* operator->() const {
    if (!result)
      throw std::logic_error(result.error().message);
    return &*result;
  }
  json given;
  howdah::result<arguments> result;
};

checked with(const std::string& member) {
  return checked(R"({"sql":"select 1",)" + member + "}");
}

std::string refusal(const std::string& text) {
  const checked tried(text);
  if (tried.result)
    return "accepted";
  EXPECT_EQ(tried.result.error().code, errc::invalid_argument);
  return tried.result.error().message + " " + tried.result.error().hint;
}

std::string refusal_of(const std::string& member) {
  return refusal(R"({"sql":"select 1",)" + member + "}");
}

} // namespace

TEST(arguments, defaults_stand_for_what_is_absent_or_null) {
  for (const std::string text :
       {R"({"sql":"s"})", R"({"sql":"s","tags":null,"parameters":null})"}) {
    const checked given(text);
    EXPECT_EQ(given->string("sql"), "s");
    EXPECT_EQ(given->integer("row_limit"), 500);
    EXPECT_EQ(given->string("format"), "markdown");
    EXPECT_EQ(given->boolean("dry"), false);
    EXPECT_EQ(given->strings("tags"), (std::vector<std::string>{"a\n", "b"}));
    EXPECT_EQ(given->values("parameters"), std::nullopt);
    EXPECT_EQ(given->integer("page"), std::nullopt);
    EXPECT_EQ(given->boolean("maybe"), std::nullopt);
    for (const auto* name : {"row_limit", "format", "dry", "tags", "parameters", "page"})
      EXPECT_FALSE(given->has(name)) << name;
    EXPECT_TRUE(given->has("sql"));
  }
}

TEST(arguments, null_is_refused_where_the_parameter_is_not_nullable) {
  for (const std::string name : {"row_limit", "format", "dry", "page", "types"})
    EXPECT_NE(refusal_of('"' + name + "\":null"), "accepted") << name;
}

TEST(arguments, absent_and_null_arguments_are_an_empty_object) {
  const tool_descriptor bare{.name = "bare", .title = "", .description = ""};
  EXPECT_TRUE(arguments::check(bare, value()));
  EXPECT_TRUE(arguments::check(bare, json("null").root()));
  EXPECT_TRUE(arguments::check(bare, json("{}").root()));
  for (const std::string text : {"[]", "1", "\"{}\"", "true"})
    EXPECT_FALSE(arguments::check(bare, json(text).root())) << text;
  EXPECT_NE(arguments::check(bare, json(R"({"x":1})").root()).error().hint, "");
}

TEST(arguments, a_missing_one_is_named) {
  EXPECT_EQ(refusal("{}"), R"(Missing argument "sql" of tool query. It must be a string.)");
  EXPECT_NE(refusal(R"({"sql":null})").find("must be a string, not null"), std::string::npos);
}

TEST(arguments, an_unknown_one_is_refused_with_the_nearest_names_first) {
  const auto limit = refusal_of(R"("rowLimit":5)");
  EXPECT_NE(limit.find(R"(Unknown argument "rowLimit" of tool query.)"), std::string::npos);
  EXPECT_NE(limit.find("Allowed: row_limit, "), std::string::npos) << limit;
  EXPECT_NE(refusal_of(R"("formt":"json")").find("Allowed: format, "), std::string::npos);
  EXPECT_NE(refusal_of(R"("":1)"), "accepted");
  EXPECT_NE(refusal_of(R"("SQL":"x")"), "accepted");
  EXPECT_LT(refusal_of('"' + std::string(100'000, 'x') + "\":1").size(), 400u);
}

TEST(arguments, an_integer_may_come_as_any_whole_number) {
  for (const auto& [text, expected] :
       std::vector<std::pair<std::string, std::int64_t>>{{"7", 7},
                                                         {"7.0", 7},
                                                         {"0.7e1", 7},
                                                         {"\"7\"", 7},
                                                         {"\"007\"", 7},
                                                         {"1", 1},
                                                         {"9", 9},
                                                         {"true", 1}})
    EXPECT_EQ(with("\"page\":" + text)->integer("page"), expected) << text;
  for (const std::string text : {"2.5", "\"x\"", "\"\"", "\" 7\"", "\"7 \"", "\"2.5\"", "\"7x\"",
                                 "false", "[7]", "{}", "null", "\"0x7\"", "\"+7\""})
    EXPECT_NE(refusal_of("\"page\":" + text).find("must be a whole number from 1 to 9"),
              std::string::npos)
      << text;
}

TEST(arguments, an_integer_beyond_its_range_is_refused_or_clamped) {
  for (const std::string text :
       {"0", "10", "-1", "\"10\"", "99999999999999999999999", "-99999999999999999999999", "1e6"})
    EXPECT_NE(refusal_of("\"page\":" + text), "accepted") << text;
  for (const auto& [text, expected] :
       std::vector<std::pair<std::string, std::int64_t>>{{"0", 1},
                                                         {"-5", 1},
                                                         {"10001", 10'000},
                                                         {"\"20000\"", 10'000},
                                                         {"99999999999999999999999", 10'000},
                                                         {"-99999999999999999999999", 1},
                                                         {"77", 77}})
    EXPECT_EQ(with("\"row_limit\":" + text)->integer("row_limit"), expected) << text;
}

TEST(arguments, a_string_is_a_string) {
  for (const std::string text : {"1", "true", "[]", "{}"})
    EXPECT_NE(refusal(R"({"sql":)" + text + "}").find("must be a string"), std::string::npos);
  EXPECT_EQ(checked(R"({"sql":""})")->string("sql"), "");
  EXPECT_EQ(checked(R"({"sql":"a\u0000b"})")->string("sql"), std::string("a\0b", 3));
}

TEST(arguments, a_choice_is_read_as_it_is_spelled_in_the_schema) {
  for (const std::string text : {"json", "JSON", "Json"})
    EXPECT_EQ(with("\"format\":\"" + text + '"')->string("format"), "json");
  EXPECT_NE(refusal_of(R"("format":"xml")")
              .find(R"(Argument "format" must be one of "markdown", "json", not "xml".)"),
            std::string::npos);
  EXPECT_EQ(with(R"("strict":"on")")->string("strict"), "on");
  EXPECT_NE(refusal_of(R"("strict":"ON")"), "accepted");
  EXPECT_NE(refusal_of(R"("format":"")"), "accepted");
}

TEST(arguments, booleans_are_true_and_false_or_say_so) {
  for (const std::string text : {"true", "\"true\"", "\"TRUE\"", "\"yes\"", "\"On\"", "1", "\"1\""})
    EXPECT_EQ(with("\"dry\":" + text)->boolean("dry"), true);
  for (const std::string text : {"false", "\"false\"", "\"No\"", "\"off\"", "0", "\"0\""})
    EXPECT_EQ(with("\"dry\":" + text)->boolean("dry"), false);
  for (const std::string text : {"2", "-1", "1.0", "\"maybe\"", "\"\"", "[]"})
    EXPECT_NE(refusal_of("\"dry\":" + text).find("must be true or false"), std::string::npos);
}

TEST(arguments, a_list_may_come_inside_a_string) {
  for (const std::string text : {R"([1,"x",null,1.50])", R"("[1,\"x\",null,1.50]")"}) {
    const auto given = with("\"parameters\":" + text);
    const auto values = given->values("parameters");
    ASSERT_TRUE(values) << text;
    ASSERT_EQ(values->size(), 4u);
    EXPECT_EQ(values->at(0).integer(), 1);
    EXPECT_EQ(values->at(1).string(), "x");
    EXPECT_TRUE(values->at(2).is_null());
    EXPECT_EQ(values->at(3).number(), "1.50");
  }
  EXPECT_EQ(with(R"("parameters":[])")->values("parameters")->size(), 0u);
  EXPECT_EQ(with(R"("tags":"[]")")->strings("tags")->size(), 0u);
  for (const std::string text : {"\"x\"", "\"[1\"", "\"\"", "\"{}\"", "1", "{}", "\"1\""})
    EXPECT_NE(refusal_of("\"parameters\":" + text).find("must be a list"), std::string::npos);
}

TEST(arguments, lists_that_came_inside_a_string_live_as_long_as_the_arguments) {
  const json given(R"({"sql":"s","parameters":"[\"a long enough string\"]"})");
  auto first = arguments::check(query, given.root());
  ASSERT_TRUE(first);
  const auto copy = *first;
  first = refuse(errc::internal, "gone");
  EXPECT_EQ(copy.values("parameters")->at(0).string(), "a long enough string");
}

TEST(arguments, elements_of_a_string_list_are_checked) {
  EXPECT_EQ(with(R"("types":["view","TABLE"])")->strings("types"),
            (std::vector<std::string>{"VIEW", "TABLE"}));
  EXPECT_NE(refusal_of(R"("types":["VIEW","INDEX"])").find(R"(not "INDEX")"), std::string::npos);
  EXPECT_NE(refusal_of(R"("types":["VIEW",1])").find("not 1"), std::string::npos);
  EXPECT_NE(refusal_of(R"("tags":[null])"), "accepted");
}

TEST(arguments, a_question_about_another_type_or_name_has_no_answer) {
  const auto given = with(R"("page":3)");
  EXPECT_EQ(given->string("page"), std::nullopt);
  EXPECT_EQ(given->integer("sql"), std::nullopt);
  EXPECT_EQ(given->strings("parameters"), std::nullopt);
  EXPECT_EQ(given->integer("nothing"), std::nullopt);
  EXPECT_FALSE(given->has("nothing"));
}

TEST(arguments, refusals_quote_values_briefly_and_as_valid_text) {
  std::string wide;
  for (int i = 0; i < 200; ++i)
    wide += "\u00e9";
  const auto message = refusal_of("\"format\":\"" + wide + '"');
  EXPECT_LT(message.size(), 200u);
  EXPECT_NO_THROW(json(json_string(message)));
}
