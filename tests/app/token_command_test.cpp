#include "app/token_command.hpp"
#include "auth/permissions.hpp"

#include <gmock/gmock.h>

namespace howdah::app {
namespace {

using testing::HasSubstr;
using words = std::vector<std::string>;

std::string refusal(const words& arguments) {
  const auto page = token_command(arguments);
  EXPECT_TRUE(page && !*page);
  return page && !*page ? page->error().message : std::string();
}

TEST(token_command, prints_a_token_and_an_entry_that_knows_it) {
  for (const auto& arguments :
       {words{"token", "new"}, words{"token", "new", "--name", R"(Zo "x" \ y)"},
        words{"token", "new", "--name=alice"}}) {
    const auto page = token_command(arguments);
    ASSERT_TRUE(page && *page);
    const auto token = (*page)->substr(0, (*page)->find('\n'));
    const auto file = auth::permissions::parse((*page)->substr(token.size()), "p");
    ASSERT_TRUE(file) << file.error().message;
    const auto holder = file->vouch(token, {});
    ASSERT_TRUE(holder);
    if (arguments.size() == 4) {
      EXPECT_EQ((*holder)->subject(), arguments.back());
    }
    EXPECT_EQ((*page)->find(token, token.size()), std::string::npos) << "it is there twice";
  }
}

TEST(token_command, is_not_meant_by_other_arguments) {
  EXPECT_FALSE(token_command({}));
  EXPECT_FALSE(token_command({"--help"}));
  EXPECT_FALSE(token_command({"--name", "token"}));
}

TEST(token_command, says_how_it_is_used) {
  for (const auto& arguments :
       {words{"token"}, words{"token", "list"}, words{"token", "new", "x"},
        words{"token", "new", "--name"}, words{"token", "new", "--name="},
        words{"token", "new", "--name", "a\nb"},
        words{"token", "new", "--name", "a", "--name", "b"}, words{"token", "new", "--nam", "a"}})
    EXPECT_THAT(refusal(arguments), HasSubstr("usage: howdah token new"));
}

} // namespace
} // namespace howdah::app
