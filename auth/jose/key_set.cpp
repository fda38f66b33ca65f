#include "auth/jose/key_set.hpp"

#include "auth/base64url.hpp"
#include "auth/jose/strict_json.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace howdah::auth {

namespace {

constexpr unsigned depth = 8;
constexpr std::size_t most_keys = 100; ///< more are skipped
constexpr std::size_t longest_kid = 256;

// Members of private and symmetric keys (RFC 7518 section 6): who publishes them gave the key away.
constexpr std::array<const char*, 8> secrets{"d", "p", "q", "dp", "dq", "qi", "oth", "k"};

/// The bytes of a member in base64url; empty when there are none.
std::string number_of(const rapidjson::Value& jwk, const char* name) {
  return decode_base64url(text_member(jwk, name).value_or("")).value_or("");
}

std::optional<verification_key> elliptic_of(const rapidjson::Value& jwk) {
  const auto curve = text_member(jwk, "crv").value_or("");
  const auto x = number_of(jwk, "x");
  const auto y = number_of(jwk, "y");
  if (curve == "P-256")
    return verification_key::elliptic(verification_key::kind::p256, x, y);
  if (curve == "P-384")
    return verification_key::elliptic(verification_key::kind::p384, x, y);
  if (curve == "P-521")
    return verification_key::elliptic(verification_key::kind::p521, x, y);
  return std::nullopt;
}

std::optional<verification_key> key_of(const rapidjson::Value& jwk) {
  const auto type = text_member(jwk, "kty").value_or("");
  if (type == "RSA")
    return verification_key::rsa(number_of(jwk, "n"), number_of(jwk, "e"));
  if (type == "EC")
    return elliptic_of(jwk);
  if (type == "OKP" && text_member(jwk, "crv") == "Ed25519")
    return verification_key::ed25519(number_of(jwk, "x"));
  return std::nullopt;
}

bool names_verify(const rapidjson::Value& operations) {
  return operations.IsArray()
         && std::any_of(operations.Begin(), operations.End(), [](const auto& each) {
              return each.IsString() && text_of(each) == "verify";
            });
}

/// Public, and meant for signatures.
bool for_us(const rapidjson::Value& jwk) {
  if (std::any_of(secrets.begin(), secrets.end(),
                  [&](const char* name) { return jwk.HasMember(name); }))
    return false;
  if (jwk.HasMember("use") && text_member(jwk, "use") != "sig")
    return false;
  return !jwk.HasMember("key_ops") || names_verify(jwk["key_ops"]);
}

std::optional<published_key> read(const rapidjson::Value& jwk) {
  if (!jwk.IsObject() || !for_us(jwk))
    return std::nullopt;
  const auto kid = jwk.HasMember("kid") ? text_member(jwk, "kid") : "";
  std::optional<jws_algorithm> only_for;
  if (jwk.HasMember("alg")) {
    only_for = algorithm_named(text_member(jwk, "alg").value_or(""));
    if (!only_for)
      return std::nullopt;
  }
  auto key = key_of(jwk);
  if (!kid || kid->size() > longest_kid || !key || (only_for && !key->fits(*only_for)))
    return std::nullopt;
  return published_key{.kid = *kid, .only_for = only_for, .key = *std::move(key)};
}

} // namespace

result<key_set> key_set::parse(std::string_view json) {
  const auto document = strict_object(json, depth);
  if (!document)
    return refuse(errc::unavailable, "is no JSON object that can be trusted");
  const auto keys = document->FindMember("keys");
  if (keys == document->MemberEnd() || !keys->value.IsArray())
    return refuse(errc::unavailable, "has no list of keys");
  key_set made;
  for (const auto& jwk : keys->value.GetArray()) {
    auto one = made.keys_.size() < most_keys ? read(jwk) : std::nullopt;
    if (one)
      made.keys_.push_back(*std::move(one));
    else
      ++made.skipped_;
  }
  return made;
}

std::vector<const verification_key*> key_set::candidates(jws_algorithm algorithm,
                                                         std::string_view kid) const {
  std::vector<const verification_key*> found;
  for (const auto& each : keys_)
    if ((kid.empty() || each.kid == kid) && each.key.fits(algorithm)
        && each.only_for.value_or(algorithm) == algorithm)
      found.push_back(&each.key);
  return found;
}

} // namespace howdah::auth
