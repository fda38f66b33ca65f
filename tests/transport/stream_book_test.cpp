#include "auth/voucher.hpp"
#include "transport/stream_book.hpp"
#include "transport/stream_name.hpp"

#include <gtest/gtest.h>

#include <set>
#include <string>

namespace howdah::transport {
namespace {

const auto alice = *auth::voucher::token_holder("alice");
const auto bob = *auth::voucher::token_holder("bob");

TEST(stream_book, a_name_leads_its_opener_to_the_connection) {
  stream_book book;
  book.add("one", 1, alice);
  book.add("two", 2, bob);
  EXPECT_EQ(book.find("one", *alice), 1U);
  EXPECT_EQ(book.find("two", *bob), 2U);
  EXPECT_EQ(book.find("one", **auth::voucher::token_holder("alice")), 1U)
    << "the same caller by another message";
}

TEST(stream_book, for_anybody_else_there_is_no_such_stream) {
  stream_book book;
  book.add("one", 1, alice);
  EXPECT_FALSE(book.find("one", *bob));
  EXPECT_FALSE(book.find("one", *auth::anonymous()));
  EXPECT_FALSE(book.find("two", *alice));
  EXPECT_FALSE(book.find("", *alice));
}

TEST(stream_book, a_stream_is_gone_with_its_connection) {
  stream_book book;
  book.add("one", 1, alice);
  book.add("two", 2, alice);
  book.remove(1);
  book.remove(1);
  book.remove(7);
  EXPECT_FALSE(book.find("one", *alice));
  EXPECT_EQ(book.find("two", *alice), 2U);
  EXPECT_EQ(book.size(), 1U);
}

TEST(stream_book, a_connection_has_one_stream) {
  stream_book book;
  book.add("one", 1, alice);
  book.add("two", 1, alice);
  EXPECT_FALSE(book.find("one", *alice));
  EXPECT_EQ(book.size(), 1U);
}

TEST(stream_name, is_random_and_known_by_its_form) {
  std::set<std::string> seen;
  for (int i = 0; i < 1000; ++i)
    seen.insert(random_stream_name());
  EXPECT_EQ(seen.size(), 1000U);
  for (const auto& each : seen)
    EXPECT_TRUE(is_stream_name(each)) << each;
  const std::string digits(32, '0');
  EXPECT_TRUE(is_stream_name(digits));
  for (const auto& wrong : {std::string(), digits + "0", digits.substr(1), std::string(32, 'g'),
                            std::string(32, 'A'), std::string(31, '0') + '\0'})
    EXPECT_FALSE(is_stream_name(wrong)) << wrong;
}

} // namespace
} // namespace howdah::transport
