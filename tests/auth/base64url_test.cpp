#include "auth/base64url.hpp"

#include <gtest/gtest.h>

#include <cstddef>
#include <string>

namespace howdah::auth {
namespace {

TEST(base64url, the_vectors_of_rfc_4648_hold_without_their_padding) {
  EXPECT_EQ(encode_base64url(""), "");
  EXPECT_EQ(encode_base64url("f"), "Zg");
  EXPECT_EQ(encode_base64url("fo"), "Zm8");
  EXPECT_EQ(encode_base64url("foo"), "Zm9v");
  EXPECT_EQ(encode_base64url("foob"), "Zm9vYg");
  EXPECT_EQ(encode_base64url("\xfb\xff"), "-_8");
}

TEST(base64url, every_byte_survives_at_every_alignment) {
  std::string bytes;
  for (auto i = 0; i < 256; ++i) {
    bytes += static_cast<char>(i);
    EXPECT_EQ(decode_base64url(encode_base64url(bytes)), bytes);
  }
}

TEST(base64url, what_is_not_the_one_encoding_of_its_bytes_is_refused) {
  for (const auto* text :
       {"Zg==", "Zm8=", "Z", "Zm9vY", "Zh", "Zm9", "Zm+v", "Zm/v", "Zm v", "Zm\n8", "Zm\xc3\xa9"})
    EXPECT_EQ(decode_base64url(text), std::nullopt) << text;
  EXPECT_EQ(decode_base64url(std::string("Zm\0v", 4)), std::nullopt);
}

} // namespace
} // namespace howdah::auth
