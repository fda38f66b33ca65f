#pragma once

#include "auth/jose/key_set.hpp"
#include "auth/jose/token_claims.hpp"
#include "auth/jose/token_rules.hpp"
#include "auth/jose/token_text.hpp"

#include <tl/expected.hpp>

#include <chrono>
#include <string>

namespace howdah::auth {

/// Why a token is not good.
struct token_fault {
  std::string told;         ///< to whoever sent it: one sentence
  std::string logged;       ///< precisely, for the operator
  bool unknown_key = false; ///< its issuer may have a newer key
};

struct judged_token {
  token_claims claims;
  std::string key; ///< the `identity` of the key that signed it
};

/// Whether a token is good, now (RFC 7519, 9068). Looks at what costs nothing first and at the
/// signature last, so that only a token that would otherwise be good costs one, or a look for its
/// key.
tl::expected<judged_token, token_fault> judge(const token_text& token, const key_set& keys,
                                              const token_rules& rules,
                                              std::chrono::sys_seconds now);

} // namespace howdah::auth
