#include "mcp/completion.hpp"
#include "tests/mcp/parsing.hpp"

#include <gtest/gtest.h>

#include <vector>

using namespace howdah;
using namespace howdah::mcp;
using howdah::tests::json;
using howdah::tests::request_of;

namespace {

result<completion_request> read(const std::string& params) {
  static std::vector<message_ptr> kept;
  return read_completion(*kept.emplace_back(request_of("completion/complete", params)));
}

} // namespace

TEST(completion_request, names_a_prompt_or_a_template) {
  const auto prompt
    = read(R"({"ref":{"type":"ref/prompt","name":"p"},"argument":{"name":"a","value":"x"}})");
  ASSERT_TRUE(prompt);
  EXPECT_EQ(prompt->of, completion_request::kind::prompt);
  EXPECT_EQ(prompt->name, "p");
  EXPECT_EQ(prompt->argument, "a");
  EXPECT_EQ(prompt->typed, "x");
  const auto resource
    = read(R"({"ref":{"type":"ref/resource","uri":"t://{x}"},"argument":{"name":"x","value":""}})");
  ASSERT_TRUE(resource);
  EXPECT_EQ(resource->of, completion_request::kind::resource);
  EXPECT_EQ(resource->name, "t://{x}");
}

TEST(completion_request, without_its_parts_is_refused) {
  for (const auto* wrong :
       {R"({})", R"({"ref":{"type":"ref/tool","name":"p"},"argument":{"name":"a","value":""}})",
        R"({"ref":{"type":"ref/prompt"},"argument":{"name":"a","value":""}})",
        R"({"ref":{"type":"ref/resource","name":"p"},"argument":{"name":"a","value":""}})",
        R"({"ref":{"type":"ref/prompt","name":"p"}})",
        R"({"ref":{"type":"ref/prompt","name":"p"},"argument":{"name":"a"}})",
        R"({"ref":{"type":"ref/prompt","name":"p"},"argument":{"name":"a","value":7}})"}) {
    const auto read_one = read(wrong);
    ASSERT_FALSE(read_one) << wrong;
    EXPECT_EQ(read_one.error().code, errc::invalid_params);
  }
}

TEST(completion_answer, gives_at_most_a_hundred_values_and_says_that_there_are_more) {
  const auto result_of = [](std::size_t count) {
    return json(
      encode({{"1"}, newest_legacy}, completion_answer(std::vector<std::string>(count, "a\"b"))));
  };
  const auto all = result_of(100);
  EXPECT_EQ(all["result"]["completion"]["values"].size(), 100U);
  EXPECT_EQ(all["result"]["completion"]["hasMore"].boolean(), false);
  const auto some = result_of(101);
  EXPECT_EQ(some["result"]["completion"]["values"].size(), 100U);
  EXPECT_EQ(some["result"]["completion"]["total"].integer(), 101);
  EXPECT_EQ(some["result"]["completion"]["hasMore"].boolean(), true);
}
