#include "core/line_ration.hpp"

#include <gtest/gtest.h>

namespace howdah {
namespace {

using namespace std::chrono_literals;

TEST(line_ration, lets_some_through_in_each_second_and_tells_what_it_left_out) {
  line_ration lines(3);
  const line_ration::time_point start{100s};
  for (int i = 0; i < 3; ++i)
    EXPECT_EQ(lines.take(start + i * 10ms), 0U);
  for (int i = 0; i < 1000; ++i)
    EXPECT_EQ(lines.take(start + 500ms), std::nullopt);
  EXPECT_EQ(lines.take(start + 1s), 1000U);
  EXPECT_EQ(lines.take(start + 1s), 0U);
}

} // namespace
} // namespace howdah
