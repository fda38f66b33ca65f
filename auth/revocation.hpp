#pragma once

#include "auth/jose/token_claims.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace howdah::auth {

/// One entry of `revoked:`. It means the tokens for which all holds that it says.
struct revocation {
  std::optional<std::string> issuer = {};
  std::optional<std::string> subject = {};
  std::optional<std::string> jti = {};
  std::optional<std::chrono::sys_seconds> issued_before = {};

  /// A token that does not tell when it was issued counts as older than anything.
  bool covers(const token_claims& said) const noexcept;
};

bool is_revoked(const std::vector<revocation>& by, const token_claims& said) noexcept;

} // namespace howdah::auth
