#include "mcp/nearest.hpp"

#include <gtest/gtest.h>

#include <string>

using namespace howdah::mcp;
using names = std::vector<std::string_view>;

TEST(nearest_first, names_alike_come_first) {
  EXPECT_EQ(nearest_first("tabel_name", {"schema", "cursor", "table_name"}).front(), "table_name");
  EXPECT_EQ(nearest_first("PAGESIZE", {"cursor", "page_size"}).front(), "page_size");
}

TEST(nearest_first, equally_far_names_keep_their_order) {
  EXPECT_EQ(nearest_first("", {"bb", "aa", "c"}), (names{"c", "bb", "aa"}));
  EXPECT_EQ(nearest_first("zz", {"bb", "aa"}), (names{"bb", "aa"}));
  EXPECT_EQ(nearest_first("x", {}), names{});
}

TEST(nearest_first, endless_names_cost_no_more_than_long_ones) {
  EXPECT_EQ(nearest_first(std::string(1'000'000, 'a'), {"b", "aaaa"}), (names{"aaaa", "b"}));
}
