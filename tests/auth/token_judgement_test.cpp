#include "tests/auth/jose_fixture.hpp"

#include <array>
#include <gmock/gmock.h>

namespace howdah::auth::tests {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

TEST_F(jose_test, a_good_token_is_taken) {
  EXPECT_EQ(judged(key().token(claims())), "fine");
}

TEST_F(jose_test, claims_say_who_it_is) {
  rules.tenant_claim = "org";
  rules.identity_claim = "email";
  const auto who = said(
    R"("sub":"u-1","email":"a@example.org","org":"acme","scope":"read  write","iat":1799999999,"jti":"x")");
  EXPECT_EQ(who.issuer, "https://idp.example");
  EXPECT_EQ(who.subject, "u-1");
  EXPECT_EQ(who.identity, "a@example.org");
  EXPECT_EQ(who.tenant, "acme");
  EXPECT_THAT(who.scopes, ElementsAre("read", "write"));
  EXPECT_EQ(who.expires, now + 600s);
  EXPECT_EQ(who.issued_at, now - 1s);
  EXPECT_EQ(who.jti, "x");
}

TEST_F(jose_test, scopes_may_be_a_list_and_anything_else_is_none) {
  EXPECT_THAT(said(R"("scope":["a","b c"])").scopes, ElementsAre("a", "b", "c"));
  EXPECT_THAT(said(R"("scope":null)").scopes, IsEmpty());
  EXPECT_THAT(said(R"("scope":[1,"a"])").scopes, IsEmpty());
  EXPECT_THAT(said(R"("scope":"")").scopes, IsEmpty());
}

TEST_F(jose_test, the_issuer_is_exactly_the_expected_one) {
  for (const auto* other :
       {R"("https://idp.example/")", R"("https://idp.example.evil")", R"("HTTPS://idp.example")",
        R"("")", "null", R"(["https://idp.example"])", "7"})
    EXPECT_THAT(judged_claims(std::string(R"("iss":)") + other), HasSubstr("issuer")) << other;
  EXPECT_THAT(judged_claims("", "iss"), HasSubstr("issuer"));
}

TEST_F(jose_test, the_audience_is_this_server) {
  for (const auto* ours :
       {R"("howdah")", R"(["other","howdah"])", R"(["https://mcp.example/mcp"])"})
    EXPECT_EQ(judged_claims(std::string(R"("aud":)") + ours), "fine") << ours;
  for (const auto* others :
       {R"("other")", R"(["other"])", "[]", R"("")", R"([""])", R"("howdah ")", R"("Howdah")",
        "null", R"(["howdah",7])", R"({"howdah":1})", R"("other howdah")"})
    EXPECT_THAT(judged_claims(std::string(R"("aud":)") + others), HasSubstr("aud")) << others;
  EXPECT_THAT(judged_claims("", "aud"), HasSubstr("aud"));
}

TEST_F(jose_test, a_token_ends) {
  const auto exp = [&](std::int64_t at) {
    return judged_claims(R"("exp":)" + std::to_string(at));
  };
  EXPECT_EQ(exp(noon + 1), "fine");
  EXPECT_EQ(exp(noon - 29), "fine") << "within the leeway";
  EXPECT_THAT(exp(noon - 30), HasSubstr("expired"));
  EXPECT_THAT(exp(0), HasSubstr("expired"));
  EXPECT_THAT(judged_claims("", "exp"), HasSubstr("exp is missing"));
  rules.leeway = 0s;
  EXPECT_THAT(exp(noon), HasSubstr("expired"));
}

TEST_F(jose_test, a_token_begins) {
  const auto later = [&](const std::string& claim, std::int64_t by) {
    return judged_claims('"' + claim + "\":" + std::to_string(noon + by));
  };
  for (const auto* claim : {"nbf", "iat"}) {
    EXPECT_EQ(later(claim, 30), "fine");
    EXPECT_THAT(later(claim, 31), HasSubstr("lies ahead"));
    EXPECT_THAT(later(claim, 3600), HasSubstr("lies ahead"));
  }
}

TEST_F(jose_test, a_moment_is_a_number) {
  for (const auto* claim : {"exp", "nbf", "iat"})
    for (const auto* bad :
         {R"("1800000600")", "true", "null", "[]", "{}", "-1", "1e300", "1e12", "\"never\""})
      EXPECT_THAT(judged_claims('"' + std::string(claim) + "\":" + bad), HasSubstr("is no moment"))
        << claim << ' ' << bad;
  EXPECT_EQ(judged_claims(R"("exp":1800000600.75)"), "fine");
}

TEST_F(jose_test, the_subject_is_a_name) {
  EXPECT_THAT(judged_claims("", "sub"), HasSubstr("sub"));
  for (const auto* bad :
       {R"("")", "null", "7", R"(["alice"])", R"("a\u0000b")", R"("a\nb")", R"(" alice")"})
    EXPECT_THAT(judged_claims(std::string(R"("sub":)") + bad), HasSubstr("sub")) << bad;
  EXPECT_THAT(judged_claims(R"("sub":")" + std::string(129, 'a') + '"'), HasSubstr("sub"));
}

TEST_F(jose_test, only_algorithms_that_are_allowed_count) {
  rules.algorithms = {jws_algorithm::rs256};
  EXPECT_THAT(judged(key().token(claims())), HasSubstr("algorithm ES256"));
}

TEST_F(jose_test, a_key_that_is_not_there_is_told_apart) {
  const signing_key other("k2");
  const auto text = token_text::parse(other.token(claims()));
  const auto told = judge(text.value(), key_set::parse(key_set_of({&key()})).value(), rules, now);
  ASSERT_FALSE(told);
  EXPECT_TRUE(told.error().unknown_key);
}

TEST_F(jose_test, a_token_that_is_not_good_anyhow_asks_for_no_key) {
  const signing_key other("k2");
  for (const auto* bad :
       {R"("exp":5)", R"("aud":"other")", R"("iss":"https://other.example")", R"("sub":"")"}) {
    const auto text = token_text::parse(other.token(claims(bad)));
    const auto told = judge(text.value(), key_set(), rules, now);
    ASSERT_FALSE(told);
    EXPECT_FALSE(told.error().unknown_key) << bad;
  }
}

TEST_F(jose_test, the_signature_is_of_the_key_that_is_named) {
  const signing_key forged("k1");
  EXPECT_THAT(judged(forged.token(claims())), HasSubstr("signature"));
  const auto both = key_set::parse(key_set_of({&key(), &forged})).value();
  EXPECT_EQ(judged(forged.token(claims()), both), "fine") << "two keys of one name";
}

TEST_F(jose_test, a_token_without_a_kid_is_tried_with_every_key_that_fits) {
  const signing_key other("k2");
  const auto token = key().token(R"({"alg":"ES256"})", claims());
  EXPECT_EQ(judged(token, key_set::parse(key_set_of({&other, &key()})).value()), "fine");
  EXPECT_THAT(judged(token, key_set::parse(key_set_of({&other})).value()), HasSubstr("signature"));
}

TEST_F(jose_test, no_bit_of_a_token_can_be_turned) {
  const auto token = key().token(claims());
  for (std::size_t i = 0; i < token.size(); ++i)
    for (const char to : {'A', 'b', '.', '-', '='}) {
      auto turned = token;
      if (turned[i] == to)
        continue;
      turned[i] = to;
      EXPECT_NE(judged(turned), "fine") << i << ' ' << to;
    }
}

TEST_F(jose_test, what_is_told_to_the_caller_does_not_say_what_the_log_says) {
  const auto text = token_text::parse(key().token(claims(R"("aud":"secret-service")")));
  const auto told = judge(text.value(), key_set(), rules, now);
  ASSERT_FALSE(told);
  EXPECT_EQ(told.error().told, "The access token is not meant for this server.");
  EXPECT_THAT(told.error().logged, HasSubstr("secret-service"));
}

/// Every algorithm, by a key of its own.
signing_key key_for(const std::string& algorithm, bool other = false) {
  static const std::array rsa{signing_key("k", "RS256"), signing_key("k", "RS256")};
  if (algorithm.starts_with("RS") || algorithm.starts_with("PS"))
    return rsa.at(other ? 1 : 0).used_for(algorithm);
  return signing_key("k", algorithm);
}

class every_algorithm : public jose_test, public testing::WithParamInterface<const char*> {};

TEST_P(every_algorithm, verifies_what_its_key_signed_and_nothing_else) {
  const auto mine = key_for(GetParam());
  const auto other = key_for(GetParam(), true);
  rules.algorithms = {*algorithm_named(GetParam())};
  const auto keys = key_set::parse(key_set_of({&mine})).value();
  EXPECT_EQ(judged(mine.token(claims()), keys), "fine");
  EXPECT_THAT(judged(other.token(claims()), keys), HasSubstr("signature"));
  const auto token = mine.token(claims());
  EXPECT_NE(judged(token.substr(0, token.size() - 4), keys), "fine");
  EXPECT_NE(judged(token + "AAAA", keys), "fine");
}

TEST_P(every_algorithm, is_not_taken_for_another) {
  const auto mine = key_for(GetParam());
  const auto keys = key_set::parse(key_set_of({&mine})).value();
  const std::string own = GetParam();
  rules.algorithms.clear();
  for (const auto* name :
       {"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"})
    rules.algorithms.push_back(*algorithm_named(name));
  for (const std::string name :
       {"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"})
    if (name != own) {
      EXPECT_NE(judged(mine.token(R"({"kid":"k","alg":")" + name + "\"}", claims()), keys), "fine")
        << name;
    }
}

INSTANTIATE_TEST_SUITE_P(of_the_standards, every_algorithm,
                         testing::Values("RS256", "RS384", "RS512", "PS256", "PS384", "PS512",
                                         "ES256", "ES384", "ES512", "EdDSA"));

} // namespace
} // namespace howdah::auth::tests
