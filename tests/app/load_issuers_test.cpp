// Whose access tokens are taken, by flags, variables and the configuration file.
#include "tests/app/load_fixture.hpp"

#include <gmock/gmock.h>
#include <string>

namespace howdah::app {
namespace {

using testing::AllOf;
using testing::Contains;
using testing::Each;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

const words http{"--transport", "streamable-http"};
const environment original{{"MCP_AUTH_ISSUER", "https://id.example"},
                           {"MCP_AUTH_AUDIENCE", "https://mcp.example/mcp"},
                           {"MCP_AUTH_JWKS_URL", "https://id.example/keys"}};

words with(words some, const words& more) {
  some.insert(some.end(), more.begin(), more.end());
  return some;
}

environment without(const std::string& variable) {
  auto rest = original;
  rest.erase(variable);
  return rest;
}

TEST_F(load_test, the_original_s_variables_name_an_issuer) {
  const auto values = good(http, original);
  ASSERT_EQ(values.authentication.issuers.size(), 1U);
  const auto& one = values.authentication.issuers.front();
  EXPECT_EQ(one.issuer, "https://id.example");
  EXPECT_THAT(one.audiences, ElementsAre("https://mcp.example/mcp"));
  EXPECT_EQ(one.jwks_url, "https://id.example/keys");
  EXPECT_TRUE(values.asks_for_tokens());
  EXPECT_EQ(good(http, without("MCP_AUTH_JWKS_URL")).authentication.issuers.front().jwks_url, "");
  EXPECT_THAT(good(http).authentication.issuers, IsEmpty());
  EXPECT_FALSE(good(http).asks_for_tokens());
}

TEST_F(load_test, half_an_issuer_is_refused) {
  EXPECT_THAT(refusal(http, without("MCP_AUTH_AUDIENCE")),
              AllOf(HasSubstr("MCP_AUTH_ISSUER needs"), HasSubstr("MCP_AUTH_AUDIENCE")));
  EXPECT_THAT(refusal(http, without("MCP_AUTH_ISSUER")),
              AllOf(HasSubstr("MCP_AUTH_AUDIENCE is of use with --auth-issuer only"),
                    HasSubstr("nobody is asked for a token")));
  EXPECT_THAT(refusal(with(http, {"--auth-jwks-url", "https://a.example/k"})),
              HasSubstr("--auth-jwks-url is of use with"));
}

TEST_F(load_test, an_issuer_s_urls_are_https_or_of_this_machine) {
  auto variables = original;
  variables["MCP_AUTH_ISSUER"] = "http://id.example";
  EXPECT_THAT(refusal(http, variables),
              AllOf(HasSubstr("MCP_AUTH_ISSUER is not a URL"), HasSubstr("https://")));
  variables["MCP_AUTH_ISSUER"] = "http://127.0.0.1:8080/realm";
  EXPECT_EQ(good(http, variables).authentication.issuers.front().issuer,
            "http://127.0.0.1:8080/realm");
  variables["MCP_AUTH_JWKS_URL"] = "https://user:sesame@id.example/keys";
  EXPECT_THAT(refusal(http, variables),
              AllOf(HasSubstr("MCP_AUTH_JWKS_URL is not a URL"), Not(HasSubstr("sesame"))));
}

TEST_F(load_test, issuers_of_the_file_and_of_the_variables_are_all_taken) {
  const auto path = file("auth:\n  issuers:\n    - {issuer: \"https://b.example\", audience: b}\n");
  const auto both = good(with(http, {"--config", path}), original);
  ASSERT_EQ(both.authentication.issuers.size(), 2U);
  EXPECT_EQ(both.authentication.issuers[0].issuer, "https://b.example");
  EXPECT_EQ(both.authentication.issuers[1].issuer, "https://id.example");
  EXPECT_THAT(refusal(with(http, {"--config", path, "--auth-issuer", "https://b.example",
                                  "--auth-audience", "b"})),
              AllOf(HasSubstr("--auth-issuer"), HasSubstr("remove one")));
}

TEST_F(load_test, over_stdio_issuers_are_ignored_aloud) {
  EXPECT_THAT(remarks({}, original), Contains(HasSubstr("MCP_AUTH_ISSUER is ignored")));
  EXPECT_THAT(remarks({}, {{"MCP_AUTH_ISSUER", "https://id.example"}}),
              Contains(HasSubstr("MCP_AUTH_ISSUER is ignored")));
  const auto path = file("auth:\n  issuers:\n    - {issuer: \"https://b.example\", audience: b}\n");
  EXPECT_THAT(remarks({"--config", path}), Contains(HasSubstr("the section auth is ignored")));
  EXPECT_FALSE(good({"--config", path}).asks_for_tokens());
  EXPECT_THAT(remarks({}, {{"MCP_AUTH_ISSUER", ""}}), IsEmpty());
}

TEST_F(load_test, the_way_to_issuers_is_looked_at_before_anything_listens) {
  const std::string issuer = "  issuers: [{issuer: \"https://b.example\", audience: b}]\n";
  const auto load_with = [&](const std::string& more) {
    return refusal(with(http, {"--config", file("auth:\n" + more + issuer)}));
  };
  EXPECT_THAT(load_with("  ca_file: /no/such/ca.pem\n"),
              AllOf(HasSubstr("ca_file"), HasSubstr("/no/such/ca.pem")));
  EXPECT_THAT(load_with("  proxy: proxy.example\n"), HasSubstr("proxy must begin with"));
}

TEST_F(load_test, whoever_asks_for_issued_tokens_may_listen_everywhere) {
  EXPECT_EQ(good(with(http, {"--host", "0.0.0.0"}), original).host, "0.0.0.0");
  EXPECT_THAT(remarks(with(http, {"--host", "0.0.0.0"}), original),
              Contains(HasSubstr("unencrypted")));
  EXPECT_THAT(refusal(with(http, {"--host", "0.0.0.0"})), HasSubstr("--auth-issuer"));
}

TEST_F(load_test, issued_tokens_need_no_others_and_no_permissions) {
  EXPECT_THAT(remarks(http, original), Contains(HasSubstr("without --permissions")));
  for (const auto* text : {"tokens: []\n", "roles: {reader: {}}\nusers: {alice: reader}\n",
                           "roles: {reader: {}}\nusers: {_default: reader}\n"}) {
    const auto flags = with(http, {"--permissions", file(text)});
    EXPECT_TRUE(good(flags, original).permitted) << text;
    EXPECT_THAT(remarks(flags, original), Each(Not(HasSubstr("every caller has the role"))));
  }
}

TEST_F(load_test, a_public_url_is_one_and_its_host_is_allowed) {
  EXPECT_EQ(good(with(http, {"--public-url", "https://mcp.example/pg"})).public_url,
            "https://mcp.example/pg");
  EXPECT_THAT(refusal(with(http, {"--public-url", "mcp.example"})),
              AllOf(HasSubstr("--public-url is not a URL"), HasSubstr("https://mcp.example.org")));
  EXPECT_THAT(refusal(with(http, {"--public-url", "https://mcp.example/mcp"})),
              HasSubstr("--public-url"));
}

} // namespace
} // namespace howdah::app
