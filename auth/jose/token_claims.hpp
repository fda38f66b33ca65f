#pragma once

#include "auth/jose/claim_values.hpp"

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace howdah::auth {

/// What a verified token says. Immutable; made by `judge` only.
struct token_claims {
  std::string issuer;
  std::string subject;       ///< never empty
  std::string identity = {}; ///< by what `users` of the permissions file knows them; may be empty
  std::string tenant = {};   ///< empty: a tenant of its own
  std::vector<std::string> scopes = {};
  std::chrono::sys_seconds expires = {}; ///< without leeway
  std::optional<std::chrono::sys_seconds> issued_at = {};
  std::string jti = {};
  claim_values all = {};
};

using token_claims_ptr = std::shared_ptr<const token_claims>;

} // namespace howdah::auth
