#include "core/utf8.hpp"
#include "tools/prompts.hpp"

#include <gtest/gtest.h>

#include <gmock/gmock.h>

namespace howdah::tools {

namespace {

std::string rendered(const prompt& of) {
  static const server_facts facts;
  static const limits bounds;
  static const auto seal = auth::sealer::random();
  static const auto caller = auth::anonymous();
  const auto planned
    = of.render(*mcp::prompt_arguments::check(of.descriptor(), {}),
                {.server = facts, .bounds = bounds, .seal = seal, .caller = caller});
  return mcp::encode({{"1"}, mcp::newest_legacy}, std::get<mcp::answer>(planned));
}

} // namespace

TEST(prompts, both_have_a_title_a_description_and_a_text_of_their_own) {
  const auto all = standard_prompts();
  ASSERT_EQ(all.size(), 2U);
  EXPECT_EQ(all[0]->descriptor().name, "write_safe_select");
  EXPECT_EQ(all[1]->descriptor().name, "explain_plan_tips");
  for (const auto& each : all) {
    EXPECT_FALSE(each->descriptor().title.empty());
    EXPECT_FALSE(each->descriptor().description.empty());
    EXPECT_TRUE(is_utf8(rendered(*each)));
  }
  EXPECT_THAT(rendered(*all[0]), testing::HasSubstr("describe_table"));
  EXPECT_THAT(rendered(*all[1]), testing::HasSubstr("EXPLAIN"));
}

} // namespace howdah::tools
