#include "auth/jose/token_rules.hpp"

#include <algorithm>

namespace howdah::auth {

result<token_rules> token_rules::of(const issuer_settings& settings) {
  const auto said = "the issuer " + settings.issuer;
  if (settings.issuer.empty())
    return refuse(errc::invalid_argument, "an issuer has no name",
                  "Give what iss says in its tokens.");
  const auto& audiences = settings.audiences;
  if (audiences.empty() || std::find(audiences.begin(), audiences.end(), "") != audiences.end())
    return refuse(errc::invalid_argument,
                  said + " has no audience, so that tokens for others would be taken",
                  "Give the name by which it calls this server.");
  token_rules made{.issuer = settings.issuer,
                   .audiences = audiences,
                   .algorithms = {},
                   .leeway = settings.leeway,
                   .identity_claim = settings.identity_claim,
                   .tenant_claim = settings.tenant_claim,
                   .scope_claim = settings.scope_claim};
  for (const auto& name : settings.algorithms) {
    const auto algorithm = algorithm_named(name);
    if (!algorithm)
      return refuse(errc::invalid_argument,
                    said + " has the algorithm \"" + name + "\", which is not known",
                    "Take RS256, PS256, ES256 (or 384, 512) or EdDSA.");
    made.algorithms.push_back(*algorithm);
  }
  if (made.algorithms.empty())
    return refuse(errc::invalid_argument,
                  said + " has no algorithm, so that no token would be taken",
                  "Leave the algorithms out, or name some.");
  return made;
}

} // namespace howdah::auth
