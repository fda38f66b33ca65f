#include "core/filled_text.hpp"

#include <gtest/gtest.h>

namespace howdah {
namespace {

TEST(filled_text, replaces_each_mark_wherever_it_stands) {
  EXPECT_EQ(filled_text("{a}{b}-{a} {c", {{"{a}", "1"}, {"{b}", ""}}), "1-1 {c");
  EXPECT_EQ(filled_text("", {{"{a}", "1"}}), "");
}

TEST(filled_text, what_is_put_in_is_no_mark) {
  EXPECT_EQ(filled_text("{a}{b}", {{"{a}", "{b}"}, {"{b}", "{a}"}}), "{b}{a}");
}

} // namespace
} // namespace howdah
