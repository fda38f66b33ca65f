#include "app/commands.hpp"

#include <gmock/gmock.h>

namespace howdah::app {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::StartsWith;

TEST(commands, each_tells_its_usage_and_what_it_is_for) {
  for (const auto& each : commands()) {
    EXPECT_THAT(usage_of(each.name), StartsWith("usage: howdah " + std::string(each.name) + ' '));
    EXPECT_TRUE(each.purpose.ends_with(".")) << each.name;
  }
}

TEST(commands, help_is_given_wherever_it_is_asked_for) {
  for (const auto& arguments : {std::vector<std::string>{"token", "--help"},
                                {"token", "new", "-h"},
                                {"token", "new", "--name", "x", "--help"}})
    EXPECT_THAT(
      command_help(arguments).value_or(""),
      AllOf(StartsWith("usage: howdah token new [--name NAME]\n"), HasSubstr("--name NAME")));
  EXPECT_THAT(command_help({"print-setup-sql", "--help"}).value_or(""), HasSubstr("--schemas A,B"));
  EXPECT_THAT(command_help({"check-permissions", "--help"}).value_or(""), HasSubstr("Exit code"));
}

TEST(commands, what_is_no_command_has_no_help_of_its_own) {
  EXPECT_FALSE(command_help({}));
  EXPECT_FALSE(command_help({"--help"}));
  EXPECT_FALSE(command_help({"--conn", "token", "--help"}));
  EXPECT_FALSE(command_help({"tokens", "--help"}));
  EXPECT_FALSE(command_help({"token", "new"}));
}

} // namespace
} // namespace howdah::app
