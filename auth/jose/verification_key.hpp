#pragma once

#include "auth/jose/algorithm.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace howdah::auth {

/// The public key of an issuer. Immutable; any thread.
class verification_key {
public:
  /// What a key can sign, whatever its set says of it.
  enum class kind { rsa, p256, p384, p521, ed25519 };

  /// From the numbers of a JWK, big-endian. Nothing when they make no key, or one that is too weak
  /// (RSA below 2048 bits) or too costly (above 8192).
  static std::optional<verification_key> rsa(std::string_view modulus, std::string_view exponent);
  static std::optional<verification_key> elliptic(kind curve, std::string_view x,
                                                  std::string_view y);
  static std::optional<verification_key> ed25519(std::string_view point);

  /// Whether the algorithm is one for keys of this kind.
  bool fits(jws_algorithm algorithm) const noexcept;
  /// Whether this key signed the text: false for a key that does not fit and for a signature of the
  /// wrong size, too.
  bool signed_by_it(jws_algorithm algorithm, std::string_view text,
                    std::string_view signature) const;
  /// The same for equal keys, whatever they are called.
  const std::string& identity() const noexcept { return identity_; }

private:
  struct handle;
  verification_key(kind of, std::shared_ptr<const handle> key, std::string identity);

  kind kind_;
  std::shared_ptr<const handle> key_;
  std::string identity_;
};

} // namespace howdah::auth
