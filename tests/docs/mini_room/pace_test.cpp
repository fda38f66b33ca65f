#include "tests/docs/mini_room/pace.hpp"

#include <gtest/gtest.h>

namespace howdah::mini_room {
namespace {

TEST(pace, a_number_and_a_unit_of_time_are_understood) {
  const auto found = parse_pace("600/m");
  ASSERT_TRUE(found);
  EXPECT_EQ(found->calls, 600);
  EXPECT_EQ(found->every, std::chrono::minutes{1});
}

TEST(pace, everything_else_is_refused_with_a_remedy) {
  for (const auto* text : {"", "/s", "0/s", "-1/s", "10", "10/", "10/day", "10/s ", "many/s"}) {
    const auto found = parse_pace(text);
    ASSERT_FALSE(found) << text;
    EXPECT_EQ(found.error().code, errc::invalid_argument);
    EXPECT_FALSE(found.error().hint.empty());
  }
}

} // namespace
} // namespace howdah::mini_room
