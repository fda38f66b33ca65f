#include "auth/token.hpp"

#include <gtest/gtest.h>

#include <set>
#include <string>

namespace howdah::auth {
namespace {

// printf %s abc | sha256sum
const std::string abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

TEST(token_digest, is_the_sha_256_of_the_text_and_nothing_more) {
  EXPECT_EQ(token_digest::of("abc").hex(), abc);
  EXPECT_FALSE(token_digest::of("abc\n") == token_digest::of("abc"));
}

TEST(token_digest, reads_what_it_writes_in_either_case) {
  auto upper = abc;
  for (char& c : upper)
    c = static_cast<char>(c >= 'a' && c <= 'f' ? c - 'a' + 'A' : c);
  for (const auto& text : {abc, upper}) {
    const auto read = token_digest::parse(text);
    ASSERT_TRUE(read);
    EXPECT_TRUE(*read == token_digest::of("abc"));
  }
}

TEST(token_digest, what_is_not_64_hexadecimal_digits_is_no_digest) {
  for (const auto& text : {std::string(), abc + "0", abc.substr(1), abc + "\n", ' ' + abc.substr(1),
                           'g' + abc.substr(1), "0x" + abc.substr(2), std::string(64, '\0')})
    EXPECT_FALSE(token_digest::parse(text)) << text;
}

TEST(token_digest, a_difference_in_any_bit_is_seen) {
  for (std::size_t i = 0; i < abc.size(); ++i) {
    auto other = abc;
    other[i] = other[i] == '0' ? '1' : '0';
    EXPECT_FALSE(*token_digest::parse(other) == *token_digest::parse(abc)) << i;
  }
}

TEST(new_token, makes_bearer_tokens_that_never_repeat) {
  std::set<std::string> seen;
  for (int i = 0; i < 1000; ++i) {
    const auto token = new_token();
    EXPECT_TRUE(is_bearer_token(token)) << token;
    EXPECT_GE(token.size(), 50U);
    EXPECT_TRUE(seen.insert(token).second);
  }
}

TEST(is_bearer_token, knows_the_characters_of_the_standard) {
  for (const auto* text : {"a", "abc-._~+/09AZ", "YWJj==", "a="})
    EXPECT_TRUE(is_bearer_token(text)) << text;
  for (const auto* text : {"", "=", "==", "a b", "a=b", "a\n", "\xc3\xa4", "a,b", "\"a\""})
    EXPECT_FALSE(is_bearer_token(text)) << text;
}

} // namespace
} // namespace howdah::auth
