#include "mcp/prompt.hpp"
#include "tests/mcp/parsing.hpp"

#include <gtest/gtest.h>

#include <gmock/gmock.h>

using namespace howdah;
using namespace howdah::mcp;
using howdah::tests::json;

namespace {

const prompt_descriptor greeting{.name = "greet",
                                 .title = "Greet",
                                 .description = "Greets.",
                                 .arguments
                                 = {{.name = "name", .required = true}, {.name = "tone"}}};

errc refusal_of(const std::string& arguments) {
  const json given(arguments);
  return prompt_arguments::check(greeting, given.root()).error().code;
}

} // namespace

TEST(prompt_answer, says_who_speaks_in_each_message) {
  const auto answered = prompt_answer(
    {.name = "n", .title = "t", .description = "d"},
    {{.what = text_content("Write \"it\".")},
     {.by = prompt_message::speaker::assistant, .what = image_content("AAAA", "image/png")}});
  EXPECT_EQ(
    encode({{"1"}, revision::v2025_11_25}, answered),
    R"({"jsonrpc":"2.0","id":1,"result":{"description":"d","messages":[)"
    R"({"role":"user","content":{"type":"text","text":"Write \"it\"."}},)"
    R"({"role":"assistant","content":{"type":"image","data":"AAAA","mimeType":"image/png"}}]}})");
}

TEST(prompt_arguments, are_strings_under_known_names) {
  const json given(R"({"name":"Ada"})");
  const auto checked = prompt_arguments::check(greeting, given.root());
  ASSERT_TRUE(checked);
  EXPECT_EQ(checked->string("name"), "Ada");
  EXPECT_EQ(checked->string("tone"), std::nullopt);
  for (const auto* wrong : {R"({})", R"({"tone":"low"})", R"({"name":7})", R"({"name":null})",
                            R"({"name":"Ada","mood":"good"})", R"([])", R"("Ada")"})
    EXPECT_EQ(refusal_of(wrong), errc::invalid_params) << wrong;
}

TEST(prompt_arguments, may_be_left_out_where_none_is_required) {
  const prompt_descriptor plain{.name = "p", .title = "P", .description = "Plain."};
  EXPECT_TRUE(prompt_arguments::check(plain, {}));
  const json null("null");
  EXPECT_TRUE(prompt_arguments::check(plain, null.root()));
}

TEST(prompt_descriptor, lists_its_arguments) {
  EXPECT_THAT(to_json(greeting, revision::v2025_11_25),
              testing::HasSubstr(R"("arguments":[{"name":"name","required":true},)"
                                 R"({"name":"tone","required":false}])"));
}
