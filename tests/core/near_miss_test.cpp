#include "core/near_miss.hpp"

#include <gtest/gtest.h>

#include <array>
#include <string_view>

namespace howdah {
namespace {

TEST(nearest_name, is_the_one_that_was_probably_meant) {
  const std::array<std::string_view, 3> names{"--port", "--pool-max", "--transport"};
  EXPECT_EQ(nearest("--prot", names), "--port");
  EXPECT_EQ(nearest("--poolmax", names), "--pool-max");
  EXPECT_EQ(nearest("--trans", names), "--transport");
  EXPECT_EQ(nearest("--verbose", names), "");
}

TEST(edit_distance, counts_inserted_deleted_replaced_and_swapped) {
  EXPECT_EQ(distance("", "abc"), 3U);
  EXPECT_EQ(distance("abc", "abc"), 0U);
  EXPECT_EQ(distance("abc", "acb"), 1U);
  EXPECT_EQ(distance("abc", "axc"), 1U);
  EXPECT_EQ(distance("abc", "abcd"), 1U);
  EXPECT_EQ(distance("kitten", "sitting"), 3U);
}

} // namespace
} // namespace howdah
