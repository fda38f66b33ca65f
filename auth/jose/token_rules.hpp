#pragma once

#include "auth/issuer_settings.hpp"
#include "auth/jose/algorithm.hpp"
#include "core/result.hpp"

#include <chrono>
#include <string>
#include <vector>

namespace howdah::auth {

/// What the tokens of one issuer have to be.
struct token_rules {
  std::string issuer;
  std::vector<std::string> audiences;
  std::vector<jws_algorithm> algorithms;
  std::chrono::seconds leeway{30};
  std::string identity_claim = "sub";
  std::string tenant_claim = "tenant";
  std::string scope_claim = "scope";

  /// Refuses names of algorithms that are not known, and rules that every token or none would fit.
  static result<token_rules> of(const issuer_settings& settings);
};

} // namespace howdah::auth
