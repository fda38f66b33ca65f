#pragma once

#include "auth/permissions.hpp"

#include <array>
#include <gmock/gmock.h>
#include <string>
#include <string_view>
#include <vector>

namespace howdah::auth::tests {

constexpr std::array<std::string_view, 2> some_tools{"query", "list_tables"};

/// The permissions of a text that must be good.
inline permissions good(const std::string& text) {
  auto read = permissions::parse(text, "p.yaml", some_tools);
  EXPECT_TRUE(read) << text << ": " << (read ? "" : read.error().message);
  return read ? *std::move(read) : permissions();
}

/// Why a text is refused, in one line that begins with the file's name.
inline std::string refusal(const std::string& text) {
  const auto read = permissions::parse(text, "p.yaml", some_tools);
  EXPECT_FALSE(read) << text;
  if (read)
    return {};
  const auto& told = read.error().message;
  EXPECT_TRUE(told.starts_with("p.yaml:")) << told;
  EXPECT_EQ(told.find_first_of("\r\n"), told.npos) << told;
  return told;
}

/// What a role of one line may do.
inline rights role(const std::string& text) {
  const auto file = good("roles:\n  r: " + text + "\nusers: {u: r}\n");
  const auto may = file.rights_of("u");
  return may ? *may : rights();
}

} // namespace howdah::auth::tests
