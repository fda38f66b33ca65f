#include "auth/jose/token_judgement.hpp"

#include "auth/voucher.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace howdah::auth {

namespace {

using std::chrono::sys_seconds;
template <class T>
using judged = tl::expected<T, token_fault>;

constexpr double latest = 253'402'300'799.0; ///< the end of the year 9999

tl::unexpected<token_fault> fault(std::string told, std::string precisely = {}) {
  auto logged = precisely.empty() ? told : std::move(precisely);
  return tl::unexpected(token_fault{.told = std::move(told), .logged = std::move(logged)});
}

template <class T>
bool among(const std::vector<T>& all, const T& one) {
  return std::find(all.begin(), all.end(), one) != all.end();
}

/// A NumericDate (RFC 7519 section 2), rounded down; nothing when it is absent.
judged<std::optional<sys_seconds>> moment_of(const claim_values& claims, const char* name) {
  if (!claims.has(name))
    return std::nullopt;
  const auto value = claims.number(name);
  if (!value || !std::isfinite(*value) || *value < 0 || *value > latest)
    return fault("The access token is malformed.",
                 std::string("its claim ") + name + " is no moment");
  return sys_seconds(std::chrono::seconds(static_cast<std::int64_t>(std::floor(*value))));
}

struct lifetime {
  sys_seconds expires;
  std::optional<sys_seconds> issued_at;
};

judged<lifetime> lifetime_of(const claim_values& claims, const token_rules& rules,
                             sys_seconds now) {
  HOWDAH_TRY(const auto expires, moment_of(claims, "exp"));
  HOWDAH_TRY(const auto not_before, moment_of(claims, "nbf"));
  HOWDAH_TRY(const auto issued, moment_of(claims, "iat"));
  if (!expires)
    return fault("The access token never expires, and is not taken for that.",
                 "its claim exp is missing");
  if (*expires + rules.leeway <= now)
    return fault("The access token has expired.");
  if (not_before && *not_before - rules.leeway > now)
    return fault("The access token is not good yet.", "its claim nbf lies ahead");
  if (issued && *issued - rules.leeway > now)
    return fault("The access token is not good yet.", "its claim iat lies ahead");
  return lifetime{.expires = *expires, .issued_at = issued};
}

judged<void> check_audience(const claim_values& claims, const token_rules& rules) {
  const auto& named = claims.list("aud");
  if (std::any_of(named.begin(), named.end(),
                  [&](const auto& each) { return among(rules.audiences, each); }))
    return {};
  return fault("The access token is not meant for this server.",
               named.empty() ? "its claim aud is missing or no text"
                             : "its claim aud names others: " + named.front());
}

/// Texts with blanks between the scopes (RFC 6749 section 3.3), or a list of them.
std::vector<std::string> scopes_of(const claim_values& claims, const std::string& claim) {
  std::vector<std::string> found;
  for (const auto& text : claims.list(claim))
    for (std::size_t at = 0; at < text.size();) {
      const auto end = std::min(text.find(' ', at), text.size());
      if (end > at)
        found.push_back(text.substr(at, end - at));
      at = end + 1;
    }
  return found;
}

/// The key that signed it.
judged<const verification_key*> signer_of(const token_text& token, const key_set& keys) {
  const auto candidates = keys.candidates(token.algorithm(), token.kid());
  if (candidates.empty())
    return tl::unexpected(
      token_fault{.told = "The access token is signed with a key that its issuer does not publish.",
                  .logged = "no key fits the algorithm " + std::string(name_of(token.algorithm()))
                            + " and the kid \"" + token.kid() + '"',
                  .unknown_key = true});
  for (const auto* key : candidates)
    if (key->signed_by_it(token.algorithm(), token.signed_text(), token.signature()))
      return key;
  return fault("The signature of the access token is wrong.");
}

} // namespace

judged<judged_token> judge(const token_text& token, const key_set& keys, const token_rules& rules,
                           sys_seconds now) {
  const auto& claims = token.claims();
  if (!among(rules.algorithms, token.algorithm()))
    return fault("The access token is signed in a way that is not accepted here.",
                 "the algorithm " + std::string(name_of(token.algorithm()))
                   + " is not among those of its issuer");
  if (token.issuer() != rules.issuer)
    return fault("The access token is of an issuer that is not trusted here.");
  if (auto fine = check_audience(claims, rules); !fine)
    return tl::unexpected(fine.error());
  HOWDAH_TRY(const auto life, lifetime_of(claims, rules, now));
  const auto subject = claims.text("sub").value_or("");
  if (!check_caller_name(subject))
    return fault("The access token does not say whose it is.",
                 "its claim sub is missing or no name");
  HOWDAH_TRY(const auto* signer, signer_of(token, keys));
  return judged_token{.claims = {.issuer = rules.issuer,
                                 .subject = subject,
                                 .identity = claims.text(rules.identity_claim).value_or(""),
                                 .tenant = claims.text(rules.tenant_claim).value_or(""),
                                 .scopes = scopes_of(claims, rules.scope_claim),
                                 .expires = life.expires,
                                 .issued_at = life.issued_at,
                                 .jti = claims.text("jti").value_or(""),
                                 .all = claims},
                      .key = signer->identity()};
}

} // namespace howdah::auth
