#pragma once

#include <chrono>
#include <cstddef>
#include <string>
#include <vector>

namespace howdah::auth {

/// How long the keys of an issuer are good, and how often it is asked for them.
struct key_bounds {
  std::chrono::seconds fresh_default{300}; ///< where the answer has no `Cache-Control: max-age`
  std::chrono::seconds fresh_min{60};      ///< a shorter `max-age` counts as this
  std::chrono::seconds fresh_max{3'600};   ///< and a longer one as this
  /// After that: as long as the issuer cannot be asked, its last keys still count. Then nobody can
  /// be vouched for by it until it answers again.
  std::chrono::seconds stale_if_error{3'600};
  /// After a look for a key that was not there, no other is made for an unknown key.
  std::chrono::seconds unknown_key_pause{10};
  std::chrono::milliseconds fetch_timeout{5'000}; ///< of one HTTP request, from name to last byte
  std::size_t document_bytes = 256 * 1024;        ///< of one key set or discovery document
};

/// One authorization server whose access tokens (JWT) are taken. A plain value of the
/// configuration, checked there; names of claims are those of top-level members.
struct issuer_settings {
  std::string issuer;                      ///< what `iss` says, character for character
  std::vector<std::string> audiences = {}; ///< `aud` has to hold one of them; never empty
  /// Where its keys are. Empty: found through OpenID Connect discovery, RFC 8414, or else at
  /// ISSUER/.well-known/jwks.json. https, or http to a loopback host.
  std::string jwks_url = {};
  std::vector<std::string> algorithms = {"RS256", "ES256", "EdDSA"}; ///< names of RFC 7518, 8037
  std::chrono::seconds leeway{30};     ///< between its clock and ours: of `exp`, `nbf`, `iat`
  std::string identity_claim = "sub";  ///< what `users` of the permissions file is searched for
  std::string tenant_claim = "tenant"; ///< absent in a token: a tenant of its own
  std::string scope_claim = "scope";   ///< a list, or one text with blanks between the scopes
  key_bounds keys = {};
};

/// Everything AUTH needs to know; nothing is asked for JWTs when there are no issuers.
struct authentication_settings {
  std::vector<issuer_settings> issuers = {}; ///< each `issuer` only once
  std::vector<std::string> scopes = {};      ///< without all of which a token opens nothing
  std::string ca_file = {}; ///< PEM, of who signs issuers' certificates; empty: the system's
  std::string proxy = {};   ///< towards issuers; empty: none, whatever the environment says
  std::size_t cached_token_bytes = 32 * 1024 * 1024; ///< of what they say, roughly
  std::size_t cached_tokens = 10'000;                ///< verified ones that are remembered
  std::chrono::seconds cached_token_age{300};        ///< after that a token is verified again
  std::size_t waiting_tokens = 1'000;                ///< that wait for keys, of one issuer
  std::chrono::milliseconds patience{10'000};        ///< of each of them
};

} // namespace howdah::auth
