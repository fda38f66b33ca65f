#include "tests/support/signing_key.hpp"

#include "auth/base64url.hpp"

#include <openssl/core_names.h>
#include <openssl/ecdsa.h>
#include <openssl/evp.h>
#include <openssl/rsa.h>

#include <cstdlib>
#include <utility>

namespace howdah::tests {

namespace {

/// With as many bytes as it needs, or as are asked for.
std::string bytes_of(const BIGNUM* number, int size = 0) {
  std::string out(static_cast<std::size_t>(size == 0 ? BN_num_bytes(number) : size), '\0');
  if (BN_bn2binpad(number, reinterpret_cast<unsigned char*>(out.data()),
                   static_cast<int>(out.size()))
      < 0)
    std::abort();
  return out;
}

std::string number_text(const EVP_PKEY* key, const char* name, int size = 0) {
  BIGNUM* number = nullptr;
  if (EVP_PKEY_get_bn_param(key, name, &number) != 1)
    std::abort();
  auto text = auth::encode_base64url(bytes_of(number, size));
  BN_free(number);
  return text;
}

const EVP_MD* digest_of(std::string_view algorithm) {
  if (algorithm.ends_with("256"))
    return EVP_sha256();
  if (algorithm.ends_with("384"))
    return EVP_sha384();
  return algorithm.ends_with("512") ? EVP_sha512() : nullptr;
}

int number_bytes(std::string_view algorithm) {
  return algorithm == "ES256" ? 32 : algorithm == "ES384" ? 48 : 66;
}

EVP_PKEY* new_key(std::string_view algorithm) {
  constexpr std::size_t rsa_bits = 2048;
  if (algorithm == "EdDSA")
    return EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519");
  if (!algorithm.starts_with("ES"))
    return EVP_RSA_gen(rsa_bits);
  return EVP_EC_gen(algorithm == "ES256" ? "P-256" : algorithm == "ES384" ? "P-384" : "P-521");
}

/// Both numbers of a signature, one after the other (RFC 7518 section 3.4).
std::string raw_signature(const std::string& der, int size) {
  const auto* at = reinterpret_cast<const unsigned char*>(der.data());
  auto* signature = d2i_ECDSA_SIG(nullptr, &at, static_cast<long>(der.size()));
  if (signature == nullptr)
    std::abort();
  auto out
    = bytes_of(ECDSA_SIG_get0_r(signature), size) + bytes_of(ECDSA_SIG_get0_s(signature), size);
  ECDSA_SIG_free(signature);
  return out;
}

} // namespace

struct signing_key::pair {
  explicit pair(std::string_view algorithm) : key(new_key(algorithm)) {}
  ~pair() { EVP_PKEY_free(key); }
  pair(const pair&) = delete;
  pair& operator=(const pair&) = delete;
  EVP_PKEY* key;
};

signing_key::signing_key(std::string kid, std::string algorithm)
  : kid_(std::move(kid)), algorithm_(std::move(algorithm)),
    pair_(std::make_shared<const pair>(algorithm_)) {
}

signing_key signing_key::used_for(std::string algorithm) const {
  auto other = *this;
  other.algorithm_ = std::move(algorithm);
  return other;
}

std::string signing_key::public_jwk() const {
  const auto* key = pair_->key;
  const auto common = R"("use":"sig","alg":")" + algorithm_ + R"(","kid":")" + kid_ + "\"}";
  if (algorithm_ == "EdDSA") {
    std::string point(32, '\0');
    auto size = point.size();
    EVP_PKEY_get_raw_public_key(key, reinterpret_cast<unsigned char*>(point.data()), &size);
    return R"({"kty":"OKP","crv":"Ed25519","x":")" + auth::encode_base64url(point) + "\"," + common;
  }
  if (!algorithm_.starts_with("ES"))
    return R"({"kty":"RSA","n":")" + number_text(key, OSSL_PKEY_PARAM_RSA_N) + R"(","e":")"
           + number_text(key, OSSL_PKEY_PARAM_RSA_E) + "\"," + common;
  const auto size = number_bytes(algorithm_);
  return R"({"kty":"EC","crv":"P-)" + std::to_string(size == 66 ? 521 : size * 8) + R"(","x":")"
         + number_text(key, OSSL_PKEY_PARAM_EC_PUB_X, size) + R"(","y":")"
         + number_text(key, OSSL_PKEY_PARAM_EC_PUB_Y, size) + "\"," + common;
}

std::string signing_key::sign(const std::string& text) const {
  auto* context = EVP_MD_CTX_new();
  EVP_PKEY_CTX* options = nullptr;
  std::string out(1024, '\0');
  auto size = out.size();
  bool fine
    = EVP_DigestSignInit(context, &options, digest_of(algorithm_), nullptr, pair_->key) == 1;
  if (algorithm_.starts_with("PS"))
    fine = fine && EVP_PKEY_CTX_set_rsa_padding(options, RSA_PKCS1_PSS_PADDING) == 1
           && EVP_PKEY_CTX_set_rsa_pss_saltlen(options, RSA_PSS_SALTLEN_DIGEST) == 1;
  if (!fine
      || EVP_DigestSign(context, reinterpret_cast<unsigned char*>(out.data()), &size,
                        reinterpret_cast<const unsigned char*>(text.data()), text.size())
           != 1)
    std::abort();
  EVP_MD_CTX_free(context);
  out.resize(size);
  return algorithm_.starts_with("ES") ? raw_signature(out, number_bytes(algorithm_)) : out;
}

std::string signing_key::token(std::string_view claims) const {
  return token(R"({"alg":")" + algorithm_ + R"(","typ":"at+jwt","kid":")" + kid_ + "\"}", claims);
}

std::string signing_key::token(std::string_view head, std::string_view claims) const {
  const auto text = auth::encode_base64url(head) + '.' + auth::encode_base64url(claims);
  return text + '.' + auth::encode_base64url(sign(text));
}

std::string key_set_of(const std::vector<const signing_key*>& keys) {
  std::string text = R"({"keys":[)";
  for (const auto* key : keys)
    text.append(text.back() == '[' ? "" : ",").append(key->public_jwk());
  return text + "]}";
}

} // namespace howdah::tests
