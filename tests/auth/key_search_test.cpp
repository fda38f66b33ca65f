#include "auth/keys/key_search.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace howdah::auth {
namespace {

using step = key_search::step;

constexpr auto issuer = "https://login.example.org/realms/a/";

issuer_settings settings(std::string of = issuer, std::string jwks_url = {}) {
  return {.issuer = std::move(of), .audiences = {"howdah"}, .jwks_url = std::move(jwks_url)};
}

std::string discovery(const std::string& of, const std::string& keys) {
  return R"({"issuer":")" + of + R"(","jwks_uri":")" + keys + "\"}";
}

/// Every URL that is asked while nothing is found.
std::vector<std::string> asked_by(key_search search) {
  std::vector<std::string> urls{search.url()};
  while (search.take(404, "") == step::next)
    urls.push_back(search.url());
  return urls;
}

TEST(key_search, a_given_url_is_all_that_is_asked) {
  key_search search(settings(issuer, "https://keys.example.org/x"));
  EXPECT_EQ(search.url(), "https://keys.example.org/x");
  EXPECT_EQ(search.take(200, "{}"), step::keys);
  search.start();
  EXPECT_EQ(search.url(), "https://keys.example.org/x");
  const auto failed = search.take(500, "");
  ASSERT_FALSE(failed);
  EXPECT_EQ(failed.error().message, "https://keys.example.org/x answers with HTTP status 500");
}

TEST(key_search, looks_where_the_standards_say) {
  using urls = std::vector<std::string>;
  EXPECT_EQ(asked_by(key_search(settings())),
            (urls{"https://login.example.org/realms/a/.well-known/openid-configuration",
                  "https://login.example.org/.well-known/oauth-authorization-server/realms/a",
                  "https://login.example.org/realms/a/.well-known/jwks.json"}));
  EXPECT_EQ(asked_by(key_search(settings("https://login.example.org:444"))),
            (urls{"https://login.example.org:444/.well-known/openid-configuration",
                  "https://login.example.org:444/.well-known/oauth-authorization-server",
                  "https://login.example.org:444/.well-known/jwks.json"}));
}

TEST(key_search, follows_the_discovery_document) {
  key_search search(settings());
  EXPECT_EQ(search.take(200, discovery(issuer, "https://keys.example.org/x")), step::next);
  EXPECT_EQ(search.url(), "https://keys.example.org/x");
  EXPECT_EQ(search.take(200, "{}"), step::keys);
}

TEST(key_search, believes_only_a_document_of_exactly_this_issuer) {
  for (const std::string other :
       {"https://login.example.org/realms/a", "https://login.example.org/realms/A/", "",
        "https://evil.example"}) {
    key_search search(settings());
    EXPECT_EQ(search.take(200, discovery(other, "https://keys.example.org/x")), step::next);
    EXPECT_EQ(search.url(),
              "https://login.example.org/.well-known/oauth-authorization-server/realms/a")
      << other;
  }
}

TEST(key_search, keys_are_fetched_from_safe_places_only) {
  for (const std::string place : {"http://keys.example.org/x", "file:///etc/passwd", "", "/keys"}) {
    key_search search(settings());
    EXPECT_EQ(search.take(200, discovery(issuer, place)), step::next);
    EXPECT_NE(search.url(), place);
  }
}

TEST(key_search, a_document_that_is_none_does_not_end_the_search) {
  for (const std::string body :
       {"", "<html>", "[]", "{}", "{\"issuer\":7,\"jwks_uri\":[]}", "\xff\xfe"}) {
    key_search search(settings());
    EXPECT_EQ(search.take(200, body), step::next) << body;
    EXPECT_EQ(search.take(302, ""), step::next);
    EXPECT_EQ(search.take(200, "{}"), step::keys) << "at the default place";
  }
}

TEST(key_search, what_was_found_is_asked_first_until_it_fails) {
  key_search search(settings());
  ASSERT_EQ(search.take(200, discovery(issuer, "https://keys.example.org/x")), step::next);
  ASSERT_EQ(search.take(200, "{}"), step::keys);
  search.start();
  EXPECT_EQ(search.url(), "https://keys.example.org/x");
  EXPECT_FALSE(search.take(404, ""));
  search.start();
  EXPECT_EQ(search.url(), "https://login.example.org/realms/a/.well-known/openid-configuration");
}

TEST(key_search, tells_every_reason_when_it_gives_up) {
  key_search search(settings());
  ASSERT_EQ(search.take(200, "no"), step::next);
  ASSERT_EQ(search.take(404, ""), step::next);
  const auto failed = search.take(503, "");
  ASSERT_FALSE(failed);
  EXPECT_EQ(failed.error().code, errc::unavailable);
  EXPECT_EQ(
    failed.error().message,
    "https://login.example.org/realms/a/.well-known/openid-configuration is no JSON object; "
    "https://login.example.org/.well-known/oauth-authorization-server/realms/a answers with HTTP "
    "status 404; https://login.example.org/realms/a/.well-known/jwks.json answers with HTTP status "
    "503");
}

TEST(key_search, deep_documents_are_no_danger) {
  key_search search(settings());
  EXPECT_EQ(search.take(200, std::string(200'000, '[')), step::next);
  EXPECT_EQ(search.take(200, std::string(100'000, '[') + std::string(100'000, ']')), step::next);
}

TEST(key_search, a_name_that_is_no_url_cannot_be_searched_by) {
  EXPECT_TRUE(check_discoverable(issuer));
  EXPECT_FALSE(check_discoverable("accounts"));
  EXPECT_FALSE(check_discoverable("https://login.example.org/?tenant=a"));
  EXPECT_FALSE(check_discoverable("http://login.example.org/"));
}

} // namespace
} // namespace howdah::auth
