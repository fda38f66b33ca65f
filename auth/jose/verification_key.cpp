#include "auth/jose/verification_key.hpp"

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ecdsa.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>
#include <openssl/rsa.h>

#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

namespace howdah::auth {

namespace {

template <auto free_it>
struct freed {
  template <class T>
  void operator()(T* what) const {
    free_it(what);
  }
};
using number_ptr = std::unique_ptr<BIGNUM, freed<BN_free>>;
using context_ptr = std::unique_ptr<EVP_MD_CTX, freed<EVP_MD_CTX_free>>;
using maker_ptr = std::unique_ptr<EVP_PKEY_CTX, freed<EVP_PKEY_CTX_free>>;
using builder_ptr = std::unique_ptr<OSSL_PARAM_BLD, freed<OSSL_PARAM_BLD_free>>;
using params_ptr = std::unique_ptr<OSSL_PARAM, freed<OSSL_PARAM_free>>;
using pair_ptr = std::unique_ptr<ECDSA_SIG, freed<ECDSA_SIG_free>>;

constexpr int least_rsa_bits = 2048;
constexpr int most_rsa_bits = 8192;
constexpr int most_exponent_bits = 33; ///< 65537 has 17; a huge one makes a signature cost seconds

const unsigned char* bytes(std::string_view text) noexcept {
  return reinterpret_cast<const unsigned char*>(text.data());
}

number_ptr number(std::string_view text) {
  return number_ptr(BN_bin2bn(bytes(text), static_cast<int>(text.size()), nullptr));
}

EVP_PKEY* made(const char* type, OSSL_PARAM_BLD* from) {
  const params_ptr params(OSSL_PARAM_BLD_to_param(from));
  const maker_ptr maker(EVP_PKEY_CTX_new_from_name(nullptr, type, nullptr));
  EVP_PKEY* key = nullptr;
  if (!params || !maker || EVP_PKEY_fromdata_init(maker.get()) != 1
      || EVP_PKEY_fromdata(maker.get(), &key, EVP_PKEY_PUBLIC_KEY, params.get()) != 1)
    return nullptr;
  return key;
}

/// On the curve, and not its neutral element.
bool sound(EVP_PKEY* key) {
  const maker_ptr check(EVP_PKEY_CTX_new_from_pkey(nullptr, key, nullptr));
  return check && EVP_PKEY_public_check(check.get()) == 1;
}

const char* curve_name(verification_key::kind curve) noexcept {
  switch (curve) {
  case verification_key::kind::p384:
    return "P-384";
  case verification_key::kind::p521:
    return "P-521";
  default:
    return "P-256";
  }
}

std::size_t number_bytes(verification_key::kind curve) noexcept {
  switch (curve) {
  case verification_key::kind::p384:
    return 48;
  case verification_key::kind::p521:
    return 66;
  default:
    return 32;
  }
}

const EVP_MD* digest_of(jws_algorithm algorithm) noexcept {
  switch (algorithm) {
  case jws_algorithm::rs256:
  case jws_algorithm::ps256:
  case jws_algorithm::es256:
    return EVP_sha256();
  case jws_algorithm::rs384:
  case jws_algorithm::ps384:
  case jws_algorithm::es384:
    return EVP_sha384();
  case jws_algorithm::rs512:
  case jws_algorithm::ps512:
  case jws_algorithm::es512:
    return EVP_sha512();
  case jws_algorithm::eddsa:
    break;
  }
  return nullptr;
}

bool is_pss(jws_algorithm algorithm) noexcept {
  return algorithm == jws_algorithm::ps256 || algorithm == jws_algorithm::ps384
         || algorithm == jws_algorithm::ps512;
}

/// Two numbers one after the other (RFC 7518 section 3.4), as OpenSSL wants them; empty: they are
/// none.
std::string der_of(std::string_view signature, std::size_t size) {
  if (signature.size() != 2 * size)
    return {};
  auto r = number(signature.substr(0, size));
  auto s = number(signature.substr(size));
  const pair_ptr both(ECDSA_SIG_new());
  if (!r || !s || !both || ECDSA_SIG_set0(both.get(), r.get(), s.get()) != 1)
    return {};
  r.release(); // of `both` now
  s.release();
  unsigned char* out = nullptr;
  const int length = i2d_ECDSA_SIG(both.get(), &out);
  if (length <= 0)
    return {};
  std::string der(reinterpret_cast<const char*>(out), static_cast<std::size_t>(length));
  OPENSSL_free(out);
  return der;
}

} // namespace

struct verification_key::handle {
  explicit handle(EVP_PKEY* of) : key(of) {}
  ~handle() { EVP_PKEY_free(key); }
  handle(const handle&) = delete;
  handle& operator=(const handle&) = delete;
  EVP_PKEY* key;
};

verification_key::verification_key(kind of, std::shared_ptr<const handle> key, std::string identity)
  : kind_(of), key_(std::move(key)), identity_(std::move(identity)) {
}

std::optional<verification_key> verification_key::rsa(std::string_view modulus,
                                                      std::string_view exponent) {
  const auto n = number(modulus);
  const auto e = number(exponent);
  if (!n || !e || BN_num_bits(n.get()) < least_rsa_bits || BN_num_bits(n.get()) > most_rsa_bits
      || BN_num_bits(e.get()) > most_exponent_bits || BN_num_bits(e.get()) < 2
      || !BN_is_odd(e.get()) || !BN_is_odd(n.get()))
    return std::nullopt;
  const builder_ptr builder(OSSL_PARAM_BLD_new());
  if (!builder || OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_N, n.get()) != 1
      || OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_E, e.get()) != 1)
    return std::nullopt;
  auto key = std::make_shared<const handle>(made("RSA", builder.get()));
  ERR_clear_error();
  if (key->key == nullptr)
    return std::nullopt;
  return verification_key(kind::rsa, std::move(key),
                          "rsa:" + std::string(modulus) + ':' + std::string(exponent));
}

std::optional<verification_key> verification_key::elliptic(kind curve, std::string_view x,
                                                           std::string_view y) {
  const auto size = number_bytes(curve);
  if (x.size() != size || y.size() != size)
    return std::nullopt;
  const auto point = "\x04" + std::string(x) + std::string(y); // uncompressed (SEC 1 section 2.3.3)
  const builder_ptr builder(OSSL_PARAM_BLD_new());
  const auto* name = curve_name(curve);
  if (!builder
      || OSSL_PARAM_BLD_push_utf8_string(builder.get(), OSSL_PKEY_PARAM_GROUP_NAME, name, 0) != 1
      || OSSL_PARAM_BLD_push_octet_string(builder.get(), OSSL_PKEY_PARAM_PUB_KEY, point.data(),
                                          point.size())
           != 1)
    return std::nullopt;
  auto key = std::make_shared<const handle>(made("EC", builder.get()));
  const bool fine = key->key != nullptr && sound(key->key);
  ERR_clear_error();
  if (!fine)
    return std::nullopt;
  return verification_key(curve, std::move(key), name + point);
}

std::optional<verification_key> verification_key::ed25519(std::string_view point) {
  auto key = std::make_shared<const handle>(
    EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, bytes(point), point.size()));
  ERR_clear_error();
  if (key->key == nullptr)
    return std::nullopt;
  return verification_key(kind::ed25519, std::move(key), "ed25519:" + std::string(point));
}

bool verification_key::fits(jws_algorithm algorithm) const noexcept {
  switch (algorithm) {
  case jws_algorithm::es256:
    return kind_ == kind::p256;
  case jws_algorithm::es384:
    return kind_ == kind::p384;
  case jws_algorithm::es512:
    return kind_ == kind::p521;
  case jws_algorithm::eddsa:
    return kind_ == kind::ed25519;
  default:
    return kind_ == kind::rsa;
  }
}

bool verification_key::signed_by_it(jws_algorithm algorithm, std::string_view text,
                                    std::string_view signature) const {
  if (!fits(algorithm))
    return false;
  const bool pair = kind_ == kind::p256 || kind_ == kind::p384 || kind_ == kind::p521;
  const auto der = pair ? der_of(signature, number_bytes(kind_)) : std::string(signature);
  const context_ptr context(EVP_MD_CTX_new());
  EVP_PKEY_CTX* options = nullptr; // of `context`
  bool fine
    = context && !der.empty()
      && EVP_DigestVerifyInit(context.get(), &options, digest_of(algorithm), nullptr, key_->key)
           == 1;
  if (fine && is_pss(algorithm))
    fine = EVP_PKEY_CTX_set_rsa_padding(options, RSA_PKCS1_PSS_PADDING) == 1
           && EVP_PKEY_CTX_set_rsa_pss_saltlen(options, RSA_PSS_SALTLEN_DIGEST) == 1;
  fine = fine
         && EVP_DigestVerify(context.get(), bytes(der), der.size(), bytes(text), text.size()) == 1;
  ERR_clear_error(); // or somebody else on this thread takes it for theirs
  return fine;
}

} // namespace howdah::auth
