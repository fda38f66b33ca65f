#pragma once

#include "auth/jose/token_claims.hpp"
#include "core/name_pattern.hpp"
#include "core/rights.hpp"

#include <string>
#include <vector>

namespace howdah::auth {

/// One entry of `match:`: whose access tokens say this has a role.
struct role_match {
  std::string issuer = {}; ///< empty: of any
  std::string claim;
  std::vector<std::string> texts = {};   ///< `is`, `any_of`
  std::optional<name_pattern> like = {}; ///< `matches`
  rights_ptr may;

  /// Of a claim that is a list one member is enough. `scope` means the token's scopes, whatever
  /// claim they stand in. An address that the issuer calls unverified is none.
  bool fits(const token_claims& said) const;
};

} // namespace howdah::auth
