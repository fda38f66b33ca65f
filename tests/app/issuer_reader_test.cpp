#include "app/config/config_file.hpp"

#include <gmock/gmock.h>
#include <string>

namespace howdah::app {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

auth::authentication_settings section(const std::string& text) {
  const auto found = parse_config(text, "f.yaml");
  EXPECT_TRUE(found) << found.error().message;
  return found && found->authentication ? *found->authentication : auth::authentication_settings{};
}

std::string refusal(const std::string& text) {
  const auto found = parse_config(text, "f.yaml");
  EXPECT_FALSE(found) << text;
  return found ? std::string() : found.error().message;
}

/// One issuer with further lines.
std::string issuer_with(const std::string& more) {
  return "auth:\n  issuers:\n    - issuer: https://id.example\n      audience: a\n" + more;
}

TEST(issuer_reader, a_short_issuer_has_the_defaults) {
  const auto found = section(issuer_with(""));
  ASSERT_EQ(found.issuers.size(), 1U);
  const auto& one = found.issuers.front();
  EXPECT_EQ(one.issuer, "https://id.example");
  EXPECT_THAT(one.audiences, ElementsAre("a"));
  EXPECT_EQ(one.jwks_url, "");
  EXPECT_EQ(one.algorithms, auth::issuer_settings{}.algorithms);
  EXPECT_EQ(one.identity_claim, "sub");
  EXPECT_EQ(found.ca_file, "");
}

TEST(issuer_reader, everything_can_be_said) {
  const auto found = section(R"(
port: 1
auth:
  ca_file: ca.pem
  proxy: http://proxy.example:3128
  issuers:
    - issuer: https://id.example/realms/shop/
      audience: [https://mcp.example/mcp, https://mcp.example/sse]
      jwks_url: https://keys.example/jwks?a=1
      algorithms: [RS256, PS512, EdDSA]
      leeway_seconds: 5
      identity_claim: email
      tenant_claim: https://example.org/tenant
      scope_claim: scp
    - {issuer: "http://127.0.0.1:8080", audience: b, algorithms: ES384}
)");
  ASSERT_EQ(found.issuers.size(), 2U);
  const auto& one = found.issuers.front();
  EXPECT_EQ(one.issuer, "https://id.example/realms/shop/") << "to the letter";
  EXPECT_THAT(one.audiences, ElementsAre("https://mcp.example/mcp", "https://mcp.example/sse"));
  EXPECT_EQ(one.jwks_url, "https://keys.example/jwks?a=1");
  EXPECT_THAT(one.algorithms, ElementsAre("RS256", "PS512", "EdDSA"));
  EXPECT_EQ(one.leeway.count(), 5);
  EXPECT_EQ(one.identity_claim + ' ' + one.tenant_claim + ' ' + one.scope_claim,
            "email https://example.org/tenant scp");
  EXPECT_THAT(found.issuers.back().algorithms, ElementsAre("ES384"));
  EXPECT_EQ(found.ca_file, "ca.pem");
  EXPECT_EQ(found.proxy, "http://proxy.example:3128");
}

TEST(issuer_reader, what_is_needed_is_asked_for_with_its_place) {
  EXPECT_THAT(refusal("auth:\n"), HasSubstr("f.yaml:1:1: the key auth has no value"));
  EXPECT_THAT(refusal("auth: yes\n"), HasSubstr("f.yaml:1:7: auth must be a map"));
  EXPECT_THAT(refusal("auth: {ca_file: a}\n"), HasSubstr("f.yaml:1:7: auth needs the key issuers"));
  EXPECT_THAT(refusal("auth: {issuers: []}\n"),
              HasSubstr("f.yaml:1:17: issuers must be a list with one issuer or more"));
  EXPECT_THAT(refusal("auth: {issuers: {issuer: a}}\n"), HasSubstr("issuers must be a list"));
  EXPECT_THAT(refusal("auth:\n  issuers:\n    - issuer: https://id.example\n"),
              AllOf(HasSubstr("f.yaml:3:7: "), HasSubstr("audience")));
  EXPECT_THAT(refusal("auth:\n  issuers:\n    - audience: a\n"), HasSubstr("issuer and audience"));
  EXPECT_THAT(refusal("auth:\n  issuers: [{issuer: \"https://id.example\", audience: []}]\n"),
              HasSubstr("audience must name at least one"));
}

TEST(issuer_reader, unknown_keys_are_named_with_the_near_one) {
  EXPECT_THAT(
    refusal("auth: {isuers: []}\n"),
    AllOf(HasSubstr("f.yaml:1:8: unknown key \"isuers\""), HasSubstr("did you mean issuers?")));
  EXPECT_THAT(refusal(issuer_with("      audiences: b\n")),
              AllOf(HasSubstr("f.yaml:5:7: "), HasSubstr("did you mean audience?")));
  EXPECT_THAT(refusal(issuer_with("      audience: b\n")), HasSubstr("is there twice"));
  EXPECT_THAT(refusal("ath: {}\n"), HasSubstr("did you mean auth?"));
}

TEST(issuer_reader, urls_are_https_or_of_this_machine) {
  for (const auto* url : {"http://id.example", "ftp://id.example", "id.example", "https://",
                          "https://u:p@id.example", "https://id.example/#x", "file:///etc/keys"}) {
    const auto whole
      = refusal("auth: {issuers: [{issuer: \"" + std::string(url) + "\", audience: a}]}\n");
    EXPECT_THAT(whole, AllOf(HasSubstr("f.yaml:1:27: issuer is not a URL"), Not(HasSubstr("u:p"))))
      << url;
    EXPECT_THAT(refusal(issuer_with("      jwks_url: \"" + std::string(url) + "\"\n")),
                HasSubstr("f.yaml:5:17: jwks_url is not a URL"))
      << url;
  }
  EXPECT_THAT(refusal("auth: {issuers: [{issuer: \"https://id.example?t=1\", audience: a}]}\n"),
              HasSubstr("has a query"));
  for (const auto* url : {"http://localhost:1", "http://127.0.0.1/x", "http://[::1]:9"})
    EXPECT_EQ(section("auth: {issuers: [{issuer: \"" + std::string(url) + "\", audience: a}]}\n")
                .issuers.front()
                .issuer,
              url);
}

TEST(issuer_reader, an_algorithm_is_one_that_is_known) {
  for (const auto* name : {"none", "HS256", "rs256", "RS1", "\"\"", "ES256K"})
    EXPECT_THAT(refusal(issuer_with("      algorithms: [RS256, " + std::string(name) + "]\n")),
                AllOf(HasSubstr("f.yaml:5:27: algorithms: "),
                      testing::AnyOf(HasSubstr("is not one of RS256, RS384, RS512, PS256, PS384, "
                                               "PS512, ES256, ES384, ES512, EdDSA"),
                                     HasSubstr("must be a text"))))
      << name;
  EXPECT_THAT(refusal(issuer_with("      algorithms: []\n")), HasSubstr("at least one"));
  EXPECT_THAT(refusal(issuer_with("      algorithms: {a: b}\n")), HasSubstr("must be a list"));
}

TEST(issuer_reader, numbers_and_names_have_bounds) {
  for (const auto* text : {"-1", "301", "x", "1.5", "[1]"})
    EXPECT_THAT(refusal(issuer_with("      leeway_seconds: " + std::string(text) + "\n")),
                HasSubstr("leeway_seconds must be an integer from 0 to 300"))
      << text;
  for (const auto* key : {"identity_claim", "tenant_claim", "scope_claim"}) {
    EXPECT_THAT(refusal(issuer_with("      " + std::string(key) + ": \" a\"\n")),
                HasSubstr("f.yaml:5:"));
    EXPECT_THAT(refusal(issuer_with("      " + std::string(key) + ": \"a\\nb\"\n")),
                HasSubstr("control characters"));
  }
}

TEST(issuer_reader, an_issuer_has_one_entry) {
  EXPECT_THAT(refusal(issuer_with("    - {issuer: \"https://id.example\", audience: b}\n")),
              AllOf(HasSubstr("f.yaml:5:7: "), HasSubstr("twice")));
}

} // namespace
} // namespace howdah::app
