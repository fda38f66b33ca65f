#include "auth/keys/key_url.hpp"

#include <gtest/gtest.h>

#include <string>

namespace howdah::auth {
namespace {

std::string refused(std::string_view text) {
  const auto url = key_url::parse(text);
  return url ? "taken" : url.error().message;
}

TEST(key_url, tells_its_parts) {
  const auto url = key_url::parse("https://login.example.org:8443/realms/a?b=/c");
  ASSERT_TRUE(url);
  EXPECT_EQ(url->origin, "https://login.example.org:8443");
  EXPECT_EQ(url->path, "/realms/a");
  EXPECT_TRUE(url->has_query);
  EXPECT_TRUE(url->encrypted);
}

TEST(key_url, needs_no_path) {
  const auto url = key_url::parse("HTTPS://Login.Example.org");
  ASSERT_TRUE(url);
  EXPECT_EQ(url->origin, "HTTPS://Login.Example.org");
  EXPECT_EQ(url->path, "");
  EXPECT_FALSE(url->has_query);
}

TEST(key_url, plain_http_is_for_this_machine_only) {
  for (const auto* fine : {"http://localhost/keys", "http://LOCALHOST:80", "http://127.0.0.1:1234/",
                           "http://127.255.0.9/", "http://[::1]:9/keys"}) {
    EXPECT_TRUE(key_url::parse(fine)) << fine;
    EXPECT_FALSE(key_url::parse(fine)->encrypted);
  }
  for (const auto* elsewhere :
       {"http://login.example.org/", "http://127.0.0.1.example.org/",
        "http://localhost.example.org/", "http://127.1/", "http://127.0.0.256/",
        "http://127.0.0.1.2/", "http://128.0.0.1/", "http://[::2]/", "http://0.0.0.0/",
        "http://2130706433/", "http://127.0.0./"})
    EXPECT_NE(refused(elsewhere).find("http is for this machine only"), std::string::npos)
      << elsewhere;
}

TEST(key_url, what_parsers_could_read_in_two_ways_is_refused) {
  for (const auto* unclear : {"",
                              "keys",
                              "//login.example.org/",
                              "ftp://login.example.org/",
                              "file:///etc/passwd",
                              "https://",
                              "https:///keys",
                              "https://?a",
                              "https://user@login.example.org/",
                              "https://localhost@evil.example.org/",
                              "http://127.0.0.1\\@evil.example.org/",
                              "https://login.example.org/#keys",
                              "https://login.example.org/a b",
                              "https://a/\r\nHost: b",
                              "https://a:b/",
                              "https://a:/",
                              "https://a:65536/",
                              "https://a:0/",
                              "https://a:80:81/",
                              "https://[::1/",
                              "https://[]/",
                              "https://[::1]x/",
                              "https://[g]/",
                              "https://b\xc3\xbc"
                              "cher.example/",
                              "https://a%2e/",
                              " https://a/"})
    EXPECT_NE(refused(unclear), "taken") << unclear;
  EXPECT_NE(refused("https://a/" + std::string(2048, 'a')), "taken");
}

} // namespace
} // namespace howdah::auth
