#include "tools/catalog/likeness.hpp"

#include <gmock/gmock.h>
#include <random>

using namespace howdah::tools;
using testing::ElementsAre;
using testing::IsEmpty;

TEST(likeness, counts_insertions_deletions_replacements_and_swaps) {
  EXPECT_EQ(edit_distance("", ""), 0u);
  EXPECT_EQ(edit_distance("", "abc"), 3u);
  EXPECT_EQ(edit_distance("customer", "customer"), 0u);
  EXPECT_EQ(edit_distance("customer", "CUSTOMER"), 0u);
  EXPECT_EQ(edit_distance("cusotmer", "customer"), 1u);
  EXPECT_EQ(edit_distance("custmer", "customer"), 1u);
  EXPECT_EQ(edit_distance("customerr", "customer"), 1u);
  EXPECT_EQ(edit_distance("kitten", "sitting"), 3u);
}

TEST(likeness, distance_is_the_same_both_ways_and_no_more_than_the_longer_text) {
  std::mt19937 dice(7);
  const auto word = [&] {
    std::string text(dice() % 9, ' ');
    for (auto& c : text)
      c = static_cast<char>('a' + dice() % 4);
    return text;
  };
  for (int i = 0; i < 2000; ++i) {
    const auto a = word(), b = word();
    EXPECT_EQ(edit_distance(a, b), edit_distance(b, a));
    EXPECT_LE(edit_distance(a, b), std::max(a.size(), b.size()));
    EXPECT_EQ(edit_distance(a, b) == 0, a == b);
  }
}

TEST(likeness, prefers_case_then_number_then_slips_then_parts) {
  EXPECT_THAT(nearest("Orders", {"order_items", "orders", "order", "ordres"}, 5),
              ElementsAre("orders", "order", "ordres"));
  EXPECT_THAT(nearest("order", {"sales_order_item", "orders"}, 5),
              ElementsAre("orders", "sales_order_item"));
}

TEST(likeness, suggests_nothing_for_a_name_like_none) {
  EXPECT_THAT(nearest("nope", {"customer", "orders", "a", "no"}, 5), IsEmpty());
  EXPECT_THAT(nearest("", {"customer", "a"}, 5), IsEmpty());
  EXPECT_THAT(nearest("x", {"y", "z"}, 5), IsEmpty());
}

TEST(likeness, suggests_at_most_as_many_as_asked_for) {
  EXPECT_EQ(nearest("table", {"table1", "table2", "table3", "table4"}, 2).size(), 2u);
}

TEST(likeness, a_name_beyond_any_of_postgresql_costs_nothing) {
  EXPECT_THAT(nearest(std::string(1 << 20, 'x'), std::vector<std::string>(400, "xxxx"), 5),
              IsEmpty());
}
