#include "auth/revocation.hpp"

#include <algorithm>

namespace howdah::auth {

bool revocation::covers(const token_claims& said) const noexcept {
  return (!issuer || *issuer == said.issuer) && (!subject || *subject == said.subject)
         && (!jti || *jti == said.jti)
         && (!issued_before || !said.issued_at || *said.issued_at < *issued_before);
}

bool is_revoked(const std::vector<revocation>& by, const token_claims& said) noexcept {
  return std::any_of(by.begin(), by.end(), [&](const auto& each) { return each.covers(said); });
}

} // namespace howdah::auth
