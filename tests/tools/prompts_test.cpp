#include "core/utf8.hpp"
#include "tools/prompts.hpp"

#include <gtest/gtest.h>

#include <gmock/gmock.h>

namespace howdah::tools {

TEST(prompts, both_have_a_title_a_description_and_a_text_of_their_own) {
  const auto all = standard_prompts();
  ASSERT_EQ(all.size(), 2U);
  EXPECT_EQ(all[0].descriptor.name, "write_safe_select");
  EXPECT_EQ(all[1].descriptor.name, "explain_plan_tips");
  for (const auto& each : all) {
    EXPECT_FALSE(each.descriptor.title.empty());
    EXPECT_FALSE(each.descriptor.description.empty());
    EXPECT_TRUE(is_utf8(each.text));
  }
  EXPECT_THAT(std::string(all[0].text), testing::HasSubstr("describe_table"));
  EXPECT_THAT(std::string(all[1].text), testing::HasSubstr("EXPLAIN"));
}

} // namespace howdah::tools
