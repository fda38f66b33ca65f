#include "mcp/document.hpp"
#include "tools/prompts.hpp"

#include <gtest/gtest.h>

#include <gmock/gmock.h>

namespace howdah::tools {

namespace {

std::string rendered(const prompt& of, const std::string& arguments) {
  static const server_facts facts;
  static const limits bounds;
  static const auto seal = auth::sealer::random();
  static const auto caller = auth::anonymous();
  mcp::document given;
  EXPECT_FALSE(given.load(arguments));
  const auto planned
    = of.render(*mcp::prompt_arguments::check(of.descriptor(), given.root()),
                {.server = facts, .bounds = bounds, .seal = seal, .caller = caller});
  return mcp::encode({{"1"}, mcp::newest_legacy}, std::get<mcp::answer>(planned));
}

} // namespace

TEST(prompts, have_a_title_a_description_and_a_text_of_their_own) {
  const auto all = standard_prompts();
  ASSERT_EQ(all.size(), 4U);
  EXPECT_EQ(all[0]->descriptor().name, "write_safe_select");
  EXPECT_EQ(all[1]->descriptor().name, "explain_plan_tips");
  EXPECT_EQ(all[2]->descriptor().name, "profile_column");
  EXPECT_EQ(all[3]->descriptor().name, "review_role");
  for (const auto& each : all) {
    EXPECT_FALSE(each->descriptor().title.empty());
    EXPECT_FALSE(each->descriptor().description.empty());
  }
  EXPECT_THAT(rendered(*all[0], "{}"), testing::HasSubstr("describe_table"));
  EXPECT_THAT(rendered(*all[1], "{}"), testing::HasSubstr("EXPLAIN"));
}

TEST(prompts, about_names_say_them_as_they_were_given) {
  const auto all = standard_prompts();
  EXPECT_THAT(rendered(*all[2], R"({"table":"t","column":"c"})"),
              testing::HasSubstr(R"(column \"c\" of the table \"t\")"));
  EXPECT_THAT(rendered(*all[2], R"({"schema":"s","table":"t","column":"c"})"),
              testing::HasSubstr(R"(the table \"s\".\"t\")"));
  EXPECT_THAT(rendered(*all[3], R"({"role":"reader"})"),
              testing::HasSubstr(R"(role \"reader\" may do)"));
}

TEST(prompts, about_names_need_them) {
  const auto all = standard_prompts();
  EXPECT_FALSE(mcp::prompt_arguments::check(all[2]->descriptor(), {}));
  EXPECT_FALSE(mcp::prompt_arguments::check(all[3]->descriptor(), {}));
}

} // namespace howdah::tools
