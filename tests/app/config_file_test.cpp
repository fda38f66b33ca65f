#include "app/config/config_file.hpp"

#include <gmock/gmock.h>
#include <string>

namespace howdah::app {
namespace {

using testing::AllOf;
using testing::HasSubstr;

std::string refusal(const std::string& text) {
  const auto found = parse_config(text, "f.yaml");
  EXPECT_FALSE(found) << text;
  return found ? std::string() : found.error().message;
}

TEST(config_file, nothing_in_it_sets_nothing) {
  for (const auto* text :
       {"", "\n", "# only a comment\n", "---\n", "~", "{}", "port:\n", "port: ~", "host: \"\""}) {
    const auto found = parse_config(text, "f.yaml");
    ASSERT_TRUE(found) << text << found.error().message;
    EXPECT_TRUE(found->settings.empty()) << text;
  }
}

TEST(config_file, an_unknown_key_is_named_with_line_column_and_the_near_one) {
  EXPECT_THAT(refusal("host: a\nprot: 1\n"), AllOf(HasSubstr("f.yaml:2:1: unknown key \"prot\""),
                                                   HasSubstr("did you mean port?")));
  EXPECT_THAT(refusal("pool-max: 1\n"), HasSubstr("did you mean pool_max?"));
  EXPECT_THAT(refusal("zzzzzz: {}\n"), HasSubstr("unknown key"));
}

TEST(config_file, a_key_twice_is_refused) {
  EXPECT_THAT(refusal("port: 1\nport: 2\n"),
              HasSubstr("f.yaml:2:1: the key \"port\" is there twice"));
}

TEST(config_file, values_of_the_wrong_shape_are_refused) {
  EXPECT_THAT(refusal("port: [1]\n"), HasSubstr("f.yaml:1:7: port: is not a whole number"));
  EXPECT_THAT(refusal("port: {a: 1}\n"), HasSubstr("port: is not"));
  EXPECT_THAT(refusal("allowed_hosts: [[a]]"), HasSubstr("allowed_hosts"));
  EXPECT_THAT(refusal("[1, 2]"), HasSubstr("must be a map"));
  EXPECT_THAT(refusal("word"), HasSubstr("must be a map"));
  EXPECT_THAT(refusal("? [a]\n: b\n"), HasSubstr("a key must be a text"));
}

TEST(config_file, what_is_not_yaml_is_refused_with_its_place) {
  EXPECT_THAT(refusal("port: [1\n"), HasSubstr("f.yaml:"));
  EXPECT_THAT(refusal("host: a\n\tport: 1\n"), HasSubstr("not YAML"));
  EXPECT_THAT(refusal("a: *nothing\n"), HasSubstr("not YAML"));
}

TEST(config_file, several_documents_are_refused) {
  EXPECT_THAT(refusal("port: 1\n---\nport: 1\n"), HasSubstr("several YAML documents"));
}

TEST(config_file, a_stray_comma_is_refused_and_does_not_hang) {
  for (const auto* text : {",", ",port: 1\n", "port: 1\n,\n"})
    EXPECT_NE(refusal(text), "") << text;
}

} // namespace
} // namespace howdah::app
