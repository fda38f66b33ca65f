#include "transport/framing/bearer.hpp"

#include <gtest/gtest.h>

namespace howdah::transport {
namespace {

TEST(bearer_token, is_what_follows_the_scheme_whatever_its_case) {
  EXPECT_EQ(bearer_token("Bearer abc"), "abc");
  EXPECT_EQ(bearer_token("bEaReR   abc"), "abc");
  EXPECT_EQ(bearer_token("Bearer a b"), "a b");
  EXPECT_EQ(bearer_token("Bearer"), "");
  EXPECT_EQ(bearer_token("Bearer  "), "");
}

TEST(bearer_token, of_another_scheme_there_is_none) {
  for (const auto* text : {"", "abc", "Basic abc", "Bearerabc", "Bearer\tabc", "Bear er abc"})
    EXPECT_FALSE(bearer_token(text)) << text;
}

} // namespace
} // namespace howdah::transport
