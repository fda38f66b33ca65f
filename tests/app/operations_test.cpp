#include "auth/operations.hpp"
#include "core/access_mode.hpp"
#include "sql/statements.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>
#include <string>
#include <string_view>

namespace howdah::app {
namespace {

bool known(std::string_view word) {
  return std::ranges::find(auth::known_operations(), word) != auth::known_operations().end();
}

std::string lower(std::string text) {
  std::ranges::transform(text, text.begin(), [](unsigned char c) { return std::tolower(c); });
  return text;
}

TEST(operations, there_is_one_for_every_statement_that_may_change_something) {
  using enum sql::statement_family;
  for (const auto& each : sql::all_statements()) {
    if (each.family == query || sql::refused_by(each.family, access_mode::read_write)
        || !sql::refused_by(each.family, access_mode::read_only))
      continue;
    std::istringstream words{std::string(each.command)};
    std::string first;
    words >> first;
    EXPECT_TRUE(known(lower(first))) << each.command;
  }
  for (const auto* word : {"select", "revoke", "analyze", "copy"})
    EXPECT_TRUE(known(word)) << word;
}

} // namespace
} // namespace howdah::app
