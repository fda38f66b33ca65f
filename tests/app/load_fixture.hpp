#pragma once

#include "app/config/load.hpp"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <gmock/gmock.h>
#include <string>
#include <vector>

namespace howdah::app {

using words = std::vector<std::string>;

/// Loads configurations, with a file of the test's own.
class load_test : public testing::Test {
protected:
  load_test() {
    std::string name = "/tmp/howdah-test-XXXXXX";
    directory_ = ::mkdtemp(name.data());
  }
  ~load_test() override { std::filesystem::remove_all(directory_); }

  std::string file(const std::string& text) const {
    const auto path = directory_ / "howdah.yaml";
    std::ofstream(path) << text;
    return path.string();
  }

  static configuration good(const words& arguments, const environment& variables = {}) {
    auto asked = load(arguments, variables);
    EXPECT_TRUE(asked) << asked.error().message;
    return asked ? asked->values : configuration{};
  }

  /// The one line of a refusal.
  static std::string refusal(const words& arguments, const environment& variables = {}) {
    const auto asked = load(arguments, variables);
    EXPECT_FALSE(asked);
    if (asked)
      return {};
    EXPECT_THAT(asked.error().message, testing::Not(testing::HasSubstr("\n")));
    return asked.error().message;
  }

  static words remarks(const words& arguments, const environment& variables = {}) {
    const auto asked = load(arguments, variables);
    EXPECT_TRUE(asked) << asked.error().message;
    return asked ? asked->remarks : words();
  }

  std::filesystem::path directory_;
};

} // namespace howdah::app
