#include "core/json_text.hpp"

#include <gtest/gtest.h>

#include <string>

namespace howdah {

TEST(json_text, quotes_backslashes_and_control_characters_are_escaped) {
  std::string out;
  append_json_string(out, "\"a\\b\"\n\t\r\b\f\x01\x1f");
  EXPECT_EQ(out, R"("\"a\\b\"\n\t\r\b\f\u0001\u001f")");
}

TEST(json_text, nul_and_other_scripts_survive) {
  std::string out = "[";
  append_json_string(out, std::string("a\0é漢🐘", 11));
  EXPECT_EQ(out, "[\"a\\u0000é漢🐘\"");
}

TEST(json_text, text_without_specials_is_copied_as_it_is) {
  std::string out;
  append_json_escaped(out, "plain");
  EXPECT_EQ(out, "plain");
}

} // namespace howdah
