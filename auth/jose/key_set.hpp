#pragma once

#include "auth/jose/algorithm.hpp"
#include "auth/jose/verification_key.hpp"
#include "core/result.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace howdah::auth {

/// A key of a set, with what the set says of it.
struct published_key {
  std::string kid;                            ///< empty: it has no name
  std::optional<jws_algorithm> only_for = {}; ///< `alg`
  verification_key key;
};

/// The keys of an issuer (RFC 7517 section 5). Keys that are of no use here are skipped: of an
/// unknown kind, too weak, for encryption, private, symmetric. Immutable.
class key_set {
public:
  key_set() = default;
  /// Refuses what is no key set. The problem's message goes on after the name of where it is from.
  static result<key_set> parse(std::string_view json);

  /// The keys that may have signed a token with this head; a token without a name of a key may be
  /// signed by each that fits.
  std::vector<const verification_key*> candidates(jws_algorithm algorithm,
                                                  std::string_view kid) const;
  const std::vector<published_key>& keys() const noexcept { return keys_; }
  std::size_t skipped() const noexcept { return skipped_; }

private:
  std::vector<published_key> keys_;
  std::size_t skipped_ = 0;
};

} // namespace howdah::auth
