#include "mcp/session_token.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <string>

using namespace howdah::mcp;

namespace {

const session_token extreme{.rev = revision::v2024_11_05,
                            .nonce = UINT64_MAX - 1,
                            .expires = INT64_MIN + 5,
                            .capabilities = 0x80000001};

} // namespace

TEST(session_token, is_unpacked_as_it_was_packed) {
  for (const auto rev : {revision::v2024_11_05, revision::v2025_03_26, revision::v2025_06_18,
                         revision::v2025_11_25}) {
    const auto back = unpack(pack({.rev = rev, .nonce = 1, .expires = 1'800'000'000}));
    ASSERT_TRUE(back);
    EXPECT_EQ(back->rev, rev);
    EXPECT_EQ(back->nonce, 1u);
    EXPECT_EQ(back->expires, 1'800'000'000);
    EXPECT_EQ(back->capabilities, 0u);
  }
  const auto back = unpack(pack(extreme));
  ASSERT_TRUE(back);
  EXPECT_EQ(back->nonce, extreme.nonce);
  EXPECT_EQ(back->expires, extreme.expires);
  EXPECT_EQ(back->capabilities, extreme.capabilities);
}

TEST(session_token, of_another_length_is_none) {
  const auto packed = pack(extreme);
  for (std::size_t length = 0; length < packed.size(); ++length)
    EXPECT_FALSE(unpack(packed.substr(0, length))) << length;
  EXPECT_FALSE(unpack(packed + '\0'));
}

TEST(session_token, of_another_layout_or_revision_is_none) {
  for (int byte = 0; byte < 256; ++byte) {
    auto packed = pack(extreme);
    packed[0] = static_cast<char>(byte);
    EXPECT_EQ(unpack(packed).has_value(), byte == pack(extreme)[0]) << byte;
    packed = pack(extreme);
    packed[1] = static_cast<char>(byte);
    EXPECT_EQ(unpack(packed).has_value(), byte <= static_cast<int>(newest_legacy)) << byte;
  }
}
