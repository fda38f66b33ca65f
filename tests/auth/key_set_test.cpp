#include "auth/base64url.hpp"
#include "auth/jose/key_set.hpp"
#include "tests/support/signing_key.hpp"

#include <gtest/gtest.h>

#include <string>

namespace howdah::auth {
namespace {

using howdah::tests::key_set_of;
using howdah::tests::signing_key;

key_set good(const std::string& json) {
  auto read = key_set::parse(json);
  EXPECT_TRUE(read) << json.substr(0, 200);
  return read ? *std::move(read) : key_set();
}

/// A set of one key with other members.
key_set with(std::string jwk, const std::string& more) {
  jwk.insert(1, more + ",");
  return good("{\"keys\":[" + jwk + "]}");
}

// RFC 7515 appendix A.3, and RFC 8037 appendix A.
constexpr auto rfc_es256
  = R"({"kty":"EC","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",)"
    R"("y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"})";
constexpr auto rfc_eddsa
  = R"({"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"})";

TEST(key_set, verifies_the_examples_of_the_standards) {
  const auto keys = good(std::string("{\"keys\":[") + rfc_es256 + "," + rfc_eddsa + "]}");
  const auto elliptic = keys.candidates(jws_algorithm::es256, "");
  ASSERT_EQ(elliptic.size(), 1U);
  EXPECT_TRUE(elliptic.front()->signed_by_it(
    jws_algorithm::es256,
    "eyJhbGciOiJFUzI1NiJ9."
    "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlf"
    "Q",
    decode_base64url(
      "DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q")
      .value()));
  const auto edwards = keys.candidates(jws_algorithm::eddsa, "");
  ASSERT_EQ(edwards.size(), 1U);
  EXPECT_TRUE(edwards.front()->signed_by_it(
    jws_algorithm::eddsa, "eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc",
    decode_base64url(
      "hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg")
      .value()));
}

TEST(key_set, finds_keys_by_name_and_algorithm) {
  const signing_key one("one");
  const signing_key two("two", "RS256");
  const auto keys = good(key_set_of({&one, &two}));
  EXPECT_EQ(keys.keys().size(), 2U);
  EXPECT_EQ(keys.candidates(jws_algorithm::es256, "one").size(), 1U);
  EXPECT_EQ(keys.candidates(jws_algorithm::es256, "two").size(), 0U)
    << "the name of a key of another kind";
  EXPECT_EQ(keys.candidates(jws_algorithm::rs256, "two").size(), 1U);
  EXPECT_EQ(keys.candidates(jws_algorithm::ps256, "two").size(), 0U)
    << "the set says what it is for";
  EXPECT_EQ(keys.candidates(jws_algorithm::es256, "").size(), 1U);
  EXPECT_EQ(keys.candidates(jws_algorithm::es256, "One").size(), 0U);
}

TEST(key_set, only_public_keys_for_signatures_are_of_use) {
  EXPECT_EQ(with(rfc_es256, R"("use":"sig")").keys().size(), 1U);
  EXPECT_EQ(with(rfc_es256, R"("key_ops":["sign","verify"])").keys().size(), 1U);
  for (const auto* more :
       {R"("use":"enc")", R"("use":null)", R"("use":"SIG")", R"("key_ops":["encrypt"])",
        R"("key_ops":[])", R"("key_ops":"verify")", R"("d":"AAAA")", R"("k":"AAAA")",
        R"("alg":"HS256")", R"("alg":"none")", R"("alg":"RS256")", R"("alg":"ES384")", R"("alg":7)",
        R"("kid":7)", R"("kid":null)"}) {
    const auto keys = with(rfc_es256, more);
    EXPECT_EQ(keys.keys().size(), 0U) << more;
    EXPECT_EQ(keys.skipped(), 1U) << more;
  }
}

TEST(key_set, keys_that_are_no_keys_are_skipped_and_the_others_stay) {
  const std::string bad[] = {
    "null", "7", "[]", "{}", R"({"kty":"EC"})", R"({"kty":"oct","k":"c2VjcmV0"})",
    R"({"kty":"RSA","n":"","e":"AQAB"})", R"({"kty":"RSA","n":"AQAB","e":"AQAB"})",
    R"({"kty":"EC","crv":"P-256","x":"AAAA","y":"AAAA"})",
    R"({"kty":"EC","crv":"secp256k1","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU","y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"})",
    // not on the curve
    R"({"kty":"EC","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU","y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a1"})",
    R"({"kty":"OKP","crv":"Ed25519","x":"AAAA"})",
    R"({"kty":"OKP","crv":"X25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"})"};
  for (const auto& each : bad) {
    const auto keys = good("{\"keys\":[" + each + "," + rfc_eddsa + "]}");
    EXPECT_EQ(keys.keys().size(), 1U) << each;
    EXPECT_EQ(keys.skipped(), 1U) << each;
  }
}

TEST(key_set, weak_and_costly_rsa_keys_are_skipped) {
  const auto rsa = [](std::size_t bytes, const std::string& exponent) {
    std::string modulus(bytes, '\xff');
    return good(R"({"keys":[{"kty":"RSA","n":")" + encode_base64url(modulus) + R"(","e":")"
                + encode_base64url(exponent) + "\"}]}")
      .keys()
      .size();
  };
  const std::string usual("\x01\x00\x01", 3);
  EXPECT_EQ(rsa(256, usual), 1U);
  EXPECT_EQ(rsa(1024, usual), 1U);
  EXPECT_EQ(rsa(255, usual), 0U);
  EXPECT_EQ(rsa(128, usual), 0U);
  EXPECT_EQ(rsa(1025, usual), 0U);
  EXPECT_EQ(rsa(256, "\x01"), 0U) << "an exponent of 1 verifies everything";
  EXPECT_EQ(rsa(256, "\x02"), 0U);
  EXPECT_EQ(rsa(256, ""), 0U);
  EXPECT_EQ(rsa(256, std::string(256, '\xff')), 0U);
}

TEST(key_set, what_is_no_key_set_is_refused) {
  for (const auto* bad :
       {"", "null", "[]", "{}", R"({"keys":{}})", R"({"keys":null})", R"({"keys":[]}x)",
        R"({"keys":[],"keys":[]})", "{\"keys\":[\"\xff\"]}", "<html></html>"})
    EXPECT_FALSE(key_set::parse(bad)) << bad;
  EXPECT_FALSE(key_set::parse(std::string(100'000, '[')));
  EXPECT_EQ(good(R"({"keys":[]})").keys().size(), 0U);
}

TEST(key_set, no_more_than_a_hundred_keys_are_read) {
  std::string json = R"({"keys":[)";
  for (int i = 0; i < 1'000; ++i)
    json.append(i == 0 ? "" : ",").append(rfc_eddsa);
  const auto keys = good(json + "]}");
  EXPECT_EQ(keys.keys().size(), 100U);
  EXPECT_EQ(keys.skipped(), 900U);
}

TEST(key_set, equal_keys_have_one_identity_whatever_they_are_called) {
  const auto one = with(rfc_eddsa, R"("kid":"a")");
  const auto two = with(rfc_eddsa, R"("kid":"b")");
  EXPECT_EQ(one.keys().front().key.identity(), two.keys().front().key.identity());
  EXPECT_NE(one.keys().front().key.identity(),
            good(std::string("{\"keys\":[") + rfc_es256 + "]}").keys().front().key.identity());
}

} // namespace
} // namespace howdah::auth
