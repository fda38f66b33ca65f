#include "auth/token.hpp"

#include "auth/seal.hpp"
#include "core/ascii.hpp"

#include <openssl/crypto.h>
#include <openssl/evp.h>

#include <algorithm>
#include <cstring>
#include <new>

namespace howdah::auth {

namespace {

constexpr std::string_view digits = "0123456789abcdef";

std::optional<unsigned char> value_of(char digit) {
  const auto at = digits.find(lower(digit));
  if (at == std::string_view::npos)
    return std::nullopt;
  return static_cast<unsigned char>(at);
}

bool letter_or_digit(char c) noexcept {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

} // namespace

token_digest token_digest::of(std::string_view token) {
  token_digest made;
  unsigned int length = 0;
  if (EVP_Digest(token.data(), token.size(), made.bytes_.data(), &length, EVP_sha256(), nullptr)
        != 1
      || length != made.bytes_.size())
    throw std::bad_alloc(); // the only way in which SHA-256 fails
  return made;
}

std::optional<token_digest> token_digest::parse(std::string_view hex) {
  token_digest made;
  if (hex.size() != 2 * made.bytes_.size())
    return std::nullopt;
  for (std::size_t i = 0; i < made.bytes_.size(); ++i) {
    const auto high = value_of(hex[2 * i]);
    const auto low = value_of(hex[2 * i + 1]);
    if (!high || !low)
      return std::nullopt;
    made.bytes_[i] = static_cast<unsigned char>(*high << 4U | *low);
  }
  return made;
}

std::string token_digest::hex() const {
  std::string text;
  text.reserve(2 * bytes_.size());
  for (const auto byte : bytes_) {
    text += digits[byte >> 4U];
    text += digits[byte & 15U];
  }
  return text;
}

std::size_t token_digest::hash() const noexcept {
  std::size_t begin = 0;
  std::memcpy(&begin, bytes_.data(), sizeof begin);
  return begin;
}

bool operator==(const token_digest& one, const token_digest& other) noexcept {
  return CRYPTO_memcmp(one.bytes_.data(), other.bytes_.data(), one.bytes_.size()) == 0;
}

std::string new_token() {
  return "howdah_" + random_token(32);
}

bool is_bearer_token(std::string_view text) noexcept {
  const auto padding = std::min(text.find('='), text.size());
  const auto name = text.substr(0, padding);
  return !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
    return letter_or_digit(c) || std::string_view("-._~+/").find(c) != std::string_view::npos;
  }) && text.find_first_not_of('=', padding) == std::string_view::npos;
}

} // namespace howdah::auth
