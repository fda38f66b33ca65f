#include "auth/base64url.hpp"
#include "auth/jose/token_text.hpp"

#include <gmock/gmock.h>
#include <string>

namespace howdah::auth {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

constexpr auto good_head = R"({"alg":"RS256","kid":"k"})";

std::string token(const std::string& head, const std::string& claims = "{}",
                  const std::string& signature = "s") {
  return encode_base64url(head) + '.' + encode_base64url(claims) + '.'
         + encode_base64url(signature);
}

std::string why(const std::string& text) {
  const auto read = token_text::parse(text);
  return read ? "fine" : read.error().detail;
}

TEST(token_text, is_cut_and_decoded) {
  const auto read = token_text::parse(token(good_head, R"({"iss":"i","a":["b"]})", "sig"));
  ASSERT_TRUE(read);
  EXPECT_EQ(read->algorithm(), jws_algorithm::rs256);
  EXPECT_EQ(read->kid(), "k");
  EXPECT_EQ(read->issuer(), "i");
  EXPECT_EQ(read->signature(), "sig");
  EXPECT_EQ(read->signed_text(),
            encode_base64url(good_head) + '.' + encode_base64url(R"({"iss":"i","a":["b"]})"));
  EXPECT_EQ(read->claims().json(), R"({"iss":"i","a":["b"]})");
}

TEST(token_text, has_three_parts) {
  const auto parts = token(good_head);
  EXPECT_TRUE(token_text::may_be(parts));
  for (const auto& bad :
       {std::string(), std::string("."), std::string(".."), parts + ".", "." + parts, parts + ".a",
        parts.substr(0, parts.rfind('.')), std::string("a.b.c"), parts + "..a.b"})
    EXPECT_NE(why(bad), "fine") << bad;
}

TEST(token_text, is_strict_base64url) {
  const auto parts = token(good_head, "{}", "some signature");
  for (const auto* tail : {"=", " ", "\n", "+", "/", "%", "\xc3\xa4"})
    EXPECT_NE(why(parts + tail), "fine") << tail;
  EXPECT_NE(why(' ' + parts), "fine");
  EXPECT_NE(why(token(good_head, "{}", "")), "fine") << "no signature";
}

TEST(token_text, an_algorithm_without_a_public_key_does_not_exist) {
  for (const auto* name :
       {"none", "nOnE", "", "HS256", "HS512", "RS1", "rs256", "RS256 ", "ES256K", "A128KW", "dir"})
    EXPECT_THAT(why(token(R"({"alg":")" + std::string(name) + "\"}")), HasSubstr("algorithm"))
      << name;
  for (const auto* value : {"null", "7", "[]", R"(["RS256"])"})
    EXPECT_THAT(why(token(R"({"alg":)" + std::string(value) + "}")), HasSubstr("algorithm"))
      << value;
  EXPECT_THAT(why(token("{}")), HasSubstr("algorithm"));
}

TEST(token_text, what_would_change_its_meaning_is_refused) {
  for (const auto* more :
       {R"("crit":["exp2"])", R"("crit":[])", R"("b64":false)", R"("b64":true)", R"("jwk":{})",
        R"("jku":"https://evil.example/keys")", R"("x5u":"https://evil.example/c")",
        R"("x5c":["MII"])", R"("enc":"A128GCM")", R"("zip":"DEF")", R"("jwk":null)"})
    EXPECT_THAT(why(token(R"({"alg":"RS256",)" + std::string(more) + "}")),
                HasSubstr("head has the parameter"))
      << more;
}

TEST(token_text, its_type_is_that_of_an_access_token) {
  const auto typed = [](const std::string& type) {
    return why(token(R"({"alg":"RS256","typ":)" + type + "}"));
  };
  for (const auto* fine :
       {R"("JWT")", R"("jwt")", R"("at+jwt")", R"("AT+JWT")", R"("application/at+jwt")"})
    EXPECT_EQ(typed(fine), "fine") << fine;
  for (const auto* other : {R"("dpop+jwt")", R"("logout+jwt")", R"("secevent+jwt")", R"("")",
                            "null", "7", R"(["JWT"])"})
    EXPECT_THAT(typed(other), HasSubstr("type")) << other;
}

TEST(token_text, a_kid_is_a_short_text_and_nothing_is_done_with_it) {
  for (const auto* fine : {R"("../../etc/passwd")", R"("' OR 1=1 --")", R"("")", R"("\u0000")"})
    EXPECT_EQ(why(token(R"({"alg":"RS256","kid":)" + std::string(fine) + "}")), "fine") << fine;
  for (const auto& bad : {std::string("null"), std::string("7"), std::string("{}"),
                          '"' + std::string(257, 'k') + '"'})
    EXPECT_THAT(why(token(R"({"alg":"RS256","kid":)" + bad + "}")), HasSubstr("kid")) << bad;
}

TEST(token_text, nothing_is_said_twice) {
  EXPECT_NE(why(token(R"({"alg":"RS256","alg":"ES256"})")), "fine");
  EXPECT_NE(why(token(R"({"alg":"RS256","\u0061lg":"RS256"})")), "fine");
  EXPECT_NE(why(token(good_head, R"({"sub":"a","sub":"b"})")), "fine");
  EXPECT_NE(why(token(good_head, R"({"a":[{"b":1,"b":1}]})")), "fine");
}

TEST(token_text, parts_are_json_objects) {
  for (const auto* bad : {"", "null", "[]", "7", "\"a\"", "{", "{}x", "{'a':1}", "{\"a\":1,}",
                          "{\"a\":\"\xff\"}", "{\"a\":\"\\ud800\"}", "{\"a\":NaN}"}) {
    EXPECT_NE(why(token(bad)), "fine") << bad;
    EXPECT_NE(why(token(good_head, bad)), "fine") << bad;
  }
}

TEST(token_text, size_and_depth_are_limited) {
  EXPECT_NE(why(token(good_head, R"({"a":")" + std::string(16'384, 'a') + "\"}")), "fine");
  const auto nested = [](int levels) {
    return R"({"a":)" + std::string(static_cast<std::size_t>(levels), '[')
           + std::string(static_cast<std::size_t>(levels), ']') + "}";
  };
  EXPECT_EQ(why(token(good_head, nested(15))), "fine");
  EXPECT_NE(why(token(good_head, nested(16))), "fine");
  EXPECT_NE(why(token(good_head, nested(5'000))), "fine");
  EXPECT_NE(why(token(good_head, "{\"a\":" + std::string(11'000, '['))), "fine");
}

TEST(claim_values, are_found_by_name_and_inside_objects) {
  const auto claims = claim_values::parse(
    R"({"a":"x","n":7,"l":["p","q"],"realm_access":{"roles":["r"],"deep":{"t":"u"}},"a.b":"own","a2":{"b":"z"},"t":true})");
  ASSERT_TRUE(claims);
  EXPECT_EQ(claims->text("a"), "x");
  EXPECT_THAT(claims->list("a"), ElementsAre("x"));
  EXPECT_THAT(claims->list("l"), ElementsAre("p", "q"));
  EXPECT_EQ(claims->text("l"), std::nullopt);
  EXPECT_EQ(claims->number("n"), 7.0);
  EXPECT_THAT(claims->list("realm_access.roles"), ElementsAre("r"));
  EXPECT_EQ(claims->text("realm_access.deep.t"), "u");
  EXPECT_EQ(claims->text("a.b"), "own");
  EXPECT_EQ(claims->text("a2.b"), "z");
  EXPECT_TRUE(claims->has("t"));
  EXPECT_EQ(claims->text("t"), std::nullopt);
  EXPECT_FALSE(claims->has("missing"));
}

TEST(claim_values, a_claim_of_the_whole_name_hides_one_inside_an_object) {
  const auto claims = claim_values::parse(R"({"a":{"b":"inside"},"a.b":"whole"})");
  ASSERT_TRUE(claims);
  EXPECT_EQ(claims->text("a.b"), "whole");
}

} // namespace
} // namespace howdah::auth
