#pragma once

#include "auth/jose/algorithm.hpp"
#include "auth/jose/claim_values.hpp"
#include "core/result.hpp"

#include <string>
#include <string_view>

namespace howdah::auth {

/// A JWT in its compact form (RFC 7515, 7519), cut and decoded but not verified: nothing that it
/// says is to be believed yet. Refuses what would make it mean something else than its three parts:
/// `crit`, keys or places of keys in the head, members twice, other types of tokens.
class token_text {
public:
  /// The problem is for whoever sent it.
  static result<token_text> parse(std::string_view text);
  /// Whether a text has the form of one at all: three parts.
  static bool may_be(std::string_view text) noexcept;

  jws_algorithm algorithm() const noexcept { return algorithm_; }
  const std::string& kid() const noexcept { return kid_; }       ///< empty: it names no key
  const std::string& issuer() const noexcept { return issuer_; } ///< empty: it names none
  const claim_values& claims() const noexcept { return claims_; }
  const std::string& signed_text() const noexcept { return signed_text_; }
  const std::string& signature() const noexcept { return signature_; }

private:
  token_text() = default;
  result<void> read_head(std::string_view json);

  jws_algorithm algorithm_ = jws_algorithm::rs256;
  std::string kid_;
  std::string issuer_;
  claim_values claims_;
  std::string signed_text_;
  std::string signature_;
};

} // namespace howdah::auth
