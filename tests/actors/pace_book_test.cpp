#include "actors/pace_book.hpp"

#include <gtest/gtest.h>

namespace howdah::actors {
namespace {

using namespace std::chrono_literals;

TEST(pace_book, goes_by_the_last_time) {
  pace_book book;
  EXPECT_FALSE(book.quick(7)) << "unknown";
  book.note(7, 1ms);
  EXPECT_TRUE(book.quick(7));
  EXPECT_FALSE(book.quick(8));
  book.note(7, 3ms);
  EXPECT_FALSE(book.quick(7));
}

TEST(pace_book, what_has_no_number_is_never_quick) {
  pace_book book;
  book.note(0, 1us);
  EXPECT_FALSE(book.quick(0));
}

TEST(pace_book, is_bounded) {
  pace_book book;
  for (std::size_t pace = 1; pace <= 100'000; ++pace)
    book.note(pace, 1us);
  std::size_t known = 0;
  for (std::size_t pace = 1; pace <= 100'000; ++pace)
    known += book.quick(pace) ? 1 : 0;
  EXPECT_GT(known, 0U);
  EXPECT_LT(known, 10'000U);
}

} // namespace
} // namespace howdah::actors
