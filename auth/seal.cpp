#include "auth/seal.hpp"

#include "auth/base64url.hpp"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <cerrno>
#include <cstdint>
#include <new>
#include <stdexcept>
#include <sys/random.h>

namespace howdah::auth {
namespace {

constexpr std::size_t tag_bytes = 16;

// From the kernel, not from OpenSSL, which would load its providers at the start of every process.
void fill_randomly(unsigned char* out, std::size_t count) {
  while (count > 0) {
    const auto some = getrandom(out, count, 0);
    if (some < 0 && errno == EINTR)
      continue;
    if (some <= 0)
      throw std::runtime_error("the system's random generator failed");
    out += some;
    count -= static_cast<std::size_t>(some);
  }
}

/// The length of the purpose comes first, so that ("ab", "c") and ("a", "bc") never share a tag.
std::string authenticated_text(std::string_view purpose, std::string_view payload) {
  const auto length = static_cast<std::uint32_t>(purpose.size());
  std::string text;
  text.reserve(sizeof length + purpose.size() + payload.size());
  for (auto shift = 24; shift >= 0; shift -= 8)
    text += static_cast<char>(length >> shift & 0xff);
  text += purpose;
  text += payload;
  return text;
}

std::string tag_of(const sealer::key_bytes& key, std::string_view purpose,
                   std::string_view payload) {
  const auto text = authenticated_text(purpose, payload);
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned int length = 0;
  if (!HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()),
            reinterpret_cast<const unsigned char*>(text.data()), text.size(), digest.data(),
            &length)
      || length < tag_bytes)
    throw std::bad_alloc(); // the only way in which HMAC-SHA256 fails
  return {reinterpret_cast<const char*>(digest.data()), tag_bytes};
}

} // namespace

sealer sealer::random() {
  key_bytes key;
  fill_randomly(key.data(), key.size());
  return sealer{key};
}

std::string sealer::seal(std::string_view purpose, std::string_view payload) const {
  return encode_base64url(std::string{payload} + tag_of(key_, purpose, payload));
}

std::optional<std::string> sealer::open(std::string_view purpose, std::string_view sealed) const {
  auto bytes = decode_base64url(sealed);
  if (!bytes || bytes->size() < tag_bytes)
    return std::nullopt;
  const auto payload = std::string_view{*bytes}.substr(0, bytes->size() - tag_bytes);
  const auto tag = tag_of(key_, purpose, payload);
  if (CRYPTO_memcmp(tag.data(), bytes->data() + payload.size(), tag_bytes) != 0)
    return std::nullopt;
  bytes->resize(payload.size());
  return bytes;
}

bool same_text(std::string_view one, std::string_view other) {
  return one.size() == other.size() && CRYPTO_memcmp(one.data(), other.data(), one.size()) == 0;
}

std::string random_token(std::size_t count) {
  std::string bytes(count, '\0');
  fill_randomly(reinterpret_cast<unsigned char*>(bytes.data()), count);
  return encode_base64url(bytes);
}

} // namespace howdah::auth
