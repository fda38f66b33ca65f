#include "app/config/config_file.hpp"
#include "app/config/knobs.hpp"
#include "app/config/manual.hpp"
#include "tests/support/snapshot.hpp"

#include <gmock/gmock.h>
#include <sstream>
#include <string>

namespace howdah::app {
namespace {

TEST(manual, the_page_on_configuration_is_what_the_table_says) {
  tests::expect_snapshot("docs/configuration.md", configuration_page());
}

TEST(manual, the_sample_file_is_what_the_table_says) {
  tests::expect_snapshot("configs/howdah.yaml", sample_config());
}

TEST(manual, help_is_what_the_table_says) {
  tests::expect_snapshot("tests/snapshots/help.txt", help_text());
}

TEST(manual, help_fits_a_terminal_and_names_every_flag) {
  const auto text = help_text();
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);)
    EXPECT_LE(line.size(), 100U) << line;
  for (const auto& each : knobs())
    EXPECT_THAT(text, testing::HasSubstr(each.flag));
}

TEST(manual, the_sample_file_sets_nothing_as_it_is) {
  const auto found = parse_config(sample_config(), "howdah.yaml");
  ASSERT_TRUE(found) << found.error().message;
  EXPECT_TRUE(found->settings.empty());
}

TEST(manual, the_sample_file_holds_the_defaults_when_its_comments_are_removed) {
  std::istringstream lines(sample_config());
  std::string all;
  for (std::string line; std::getline(lines, line);)
    all += (line.starts_with('#') && !line.starts_with("# ") ? line.substr(1) : line) + '\n';
  const auto found = parse_config(all, "howdah.yaml");
  ASSERT_TRUE(found) << found.error().message << '\n' << all;
  for (const auto& each : found->settings) {
    if (const auto* text = std::get_if<std::string>(&each.value)) {
      EXPECT_EQ(*text, default_text(*each.of)) << each.place;
    }
  }
  std::size_t with_default = 0;
  for (const auto& each : knobs())
    with_default += default_text(each).empty() && !is_list(each) ? 0U : 1U;
  EXPECT_EQ(found->settings.size(), with_default);
}

} // namespace
} // namespace howdah::app
