#include "auth/seal.hpp"

#include <gtest/gtest.h>

#include <cstddef>
#include <set>
#include <string>

namespace howdah::auth {
namespace {

sealer fixed_sealer(unsigned char seed) {
  sealer::key_bytes key{};
  key.fill(seed);
  return sealer{key};
}

TEST(sealer, what_it_sealed_opens_again) {
  const auto seals = fixed_sealer(1);
  const auto payloads
    = {std::string{}, std::string{"a"}, std::string("\0\xff\n", 3), std::string(10'000, 'x')};
  for (const auto& payload : payloads)
    EXPECT_EQ(seals.open("cursor", seals.seal("cursor", payload)), payload);
}

TEST(sealer, the_tag_is_hmac_sha256_of_length_purpose_and_payload_cut_to_16_bytes) {
  // printf '\0\0\0\7session%s' hello | openssl dgst -sha256 -mac HMAC -macopt hexkey:0202...02
  EXPECT_EQ(fixed_sealer(2).seal("session", "hello"), "aGVsbG_3WnKV4wBA0t3GnQuEx-bm");
}

TEST(sealer, another_key_does_not_open_it) {
  const auto sealed = fixed_sealer(1).seal("session", "payload");
  EXPECT_EQ(fixed_sealer(2).open("session", sealed), std::nullopt);
  EXPECT_EQ(sealer::random().open("session", sealer::random().seal("session", "payload")),
            std::nullopt);
}

TEST(sealer, another_purpose_does_not_open_it) {
  const auto seals = fixed_sealer(1);
  EXPECT_EQ(seals.open("session", seals.seal("cursor", "payload")), std::nullopt);
  EXPECT_EQ(seals.open("a", seals.seal("ab", "c")), std::nullopt);
  EXPECT_NE(seals.seal("ab", "c").substr(2), seals.seal("a", "bc").substr(3));
}

TEST(sealer, a_change_of_any_character_is_noticed) {
  const auto seals = fixed_sealer(1);
  const auto sealed = seals.seal("cursor", "row 500");
  for (std::size_t i = 0; i < sealed.size(); ++i)
    for (const auto other : {'A', 'B', '-', '=', '\n'}) {
      auto forged = sealed;
      forged[i] = other;
      if (forged != sealed) {
        EXPECT_EQ(seals.open("cursor", forged), std::nullopt) << forged;
      }
    }
}

TEST(sealer, a_shorter_or_longer_text_is_noticed) {
  const auto seals = fixed_sealer(1);
  const auto sealed = seals.seal("cursor", "row 500");
  for (std::size_t length = 0; length < sealed.size(); ++length)
    EXPECT_EQ(seals.open("cursor", sealed.substr(0, length)), std::nullopt) << length;
  EXPECT_EQ(seals.open("cursor", sealed + "AAAA"), std::nullopt);
}

TEST(random_token, is_base64url_of_the_bytes_asked_for_and_never_the_same) {
  std::set<std::string> seen;
  for (auto i = 0; i < 1000; ++i) {
    const auto token = random_token(16);
    EXPECT_EQ(token.size(), 22U);
    EXPECT_EQ(
      token.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"),
      std::string::npos);
    EXPECT_TRUE(seen.insert(token).second);
  }
  EXPECT_EQ(random_token(0), "");
}

} // namespace
} // namespace howdah::auth
