#include "auth/role_match.hpp"

#include <algorithm>

namespace howdah::auth {

bool role_match::fits(const token_claims& said) const {
  if (!issuer.empty() && issuer != said.issuer)
    return false;
  if (claim == "email" && said.all.has("email_verified") && !said.all.says_yes("email_verified"))
    return false;
  const auto& values = claim == "scope" ? said.scopes : said.all.list(claim);
  return std::any_of(values.begin(), values.end(), [&](const std::string& each) {
    return std::find(texts.begin(), texts.end(), each) != texts.end()
           || (like && like->matches(each));
  });
}

} // namespace howdah::auth
