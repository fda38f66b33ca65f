#include "core/utf8.hpp"

#include <gtest/gtest.h>

#include <string>

namespace howdah {

TEST(utf8, well_formed_text_of_every_length_is_taken) {
  for (const auto* text : {"", "a", "a longer text of ASCII", "é", "漢字", "🐘", "mixed é 漢 🐘 end",
                           "\xF4\x8F\xBF\xBF"})
    EXPECT_TRUE(is_utf8(text)) << text;
}

TEST(utf8, overlong_forms_surrogates_and_truncated_sequences_are_refused_wherever_they_stand) {
  const std::string bad[] = {"\x80",
                             "\xC0\x80",
                             "\xC1\xBF",
                             "\xE0\x80\x80",
                             "\xED\xA0\x80",
                             "\xF0\x80\x80\x80",
                             "\xF4\x90\x80\x80",
                             "\xF5\x80\x80\x80",
                             "\xFF",
                             "\xC3",
                             "\xE6\xBC",
                             "\xF0\x9F\x90",
                             "\xC3("};
  for (const auto& bytes : bad)
    for (std::size_t before = 0; before < 17; ++before)
      EXPECT_FALSE(is_utf8(std::string(before, 'x') + bytes)) << before;
}

TEST(utf8, the_prefix_ends_where_the_first_broken_sequence_begins) {
  EXPECT_EQ(utf8_prefix(""), 0U);
  EXPECT_EQ(utf8_prefix("a longer text, é and 🐘"),
            std::string_view("a longer text, é and 🐘").size());
  for (std::size_t before = 0; before < 20; ++before)
    EXPECT_EQ(utf8_prefix(std::string(before, 'x') + "é\xC3(é"), before + 2);
}

TEST(utf8, repairing_replaces_only_what_is_broken) {
  EXPECT_EQ(repaired_utf8("a\xFF"
                          "b\xC3"),
            "a\xEF\xBF\xBD"
            "b\xEF\xBF\xBD");
  EXPECT_EQ(repaired_utf8("é漢🐘"), "é漢🐘");
  EXPECT_TRUE(is_utf8(repaired_utf8("\xED\xA0\x80 \xF0\x9F")));
}

} // namespace howdah
