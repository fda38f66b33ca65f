// What clients are told who have no token: RFC 9728, RFC 6750.
#include "tests/transport/http_vouching_fixture.hpp"

#include <gmock/gmock.h>
#include <string>

namespace howdah::transport {
namespace {

using testing::AllOf;
using testing::EndsWith;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::StartsWith;

class http_metadata_test : public http_vouching_test {
protected:
  void open_described(protected_resource::facts known = {.issuers = {"https://id.example"}}) {
    http_options options{
      .resource = std::make_shared<const protected_resource>(*protected_resource::of(known))};
    open_with_auth(std::move(options));
  }

  std::string asked(const std::string& method, const std::string& path,
                    const std::string& fields = {}) {
    send(method + ' ' + path + " HTTP/1.1\r\nHost: localhost:8000\r\n" + fields + "\r\n");
    return received();
  }
};

const std::string well_known = "/.well-known/oauth-protected-resource";

TEST_F(http_metadata_test, is_read_without_a_token) {
  open_described();
  for (const auto* at : {"", "/mcp"})
    EXPECT_THAT(asked("GET", well_known + at),
                AllOf(StartsWith("HTTP/1.1 200 OK\r\n"),
                      HasSubstr("Content-Type: application/json\r\n"),
                      HasSubstr("Cache-Control: max-age=3600\r\n"),
                      HasSubstr(R"("resource":"http://localhost:8000/mcp")"),
                      HasSubstr(R"("authorization_servers":["https://id.example"])")));
  EXPECT_THAT(asked("GET", well_known + "/sse"),
              HasSubstr(R"("resource":"http://localhost:8000/sse")"));
  EXPECT_THAT(asked("HEAD", well_known), AllOf(StartsWith("HTTP/1.1 200 "), EndsWith("\r\n\r\n")));
  EXPECT_THAT(auth->asked, IsEmpty());
}

TEST_F(http_metadata_test, is_read_by_pages_that_may) {
  open_described();
  EXPECT_THAT(asked("GET", well_known, "Origin: http://localhost:1\r\n"),
              HasSubstr("Access-Control-Allow-Origin: http://localhost:1\r\n"));
  EXPECT_THAT(asked("OPTIONS", well_known,
                    "Origin: http://localhost:1\r\nAccess-Control-Request-Method: GET\r\n"),
              AllOf(StartsWith("HTTP/1.1 204 "),
                    HasSubstr("Access-Control-Allow-Methods: GET, OPTIONS\r\n")));
  EXPECT_THAT(asked("GET", well_known, "Origin: https://evil.example\r\n"),
              StartsWith("HTTP/1.1 403 "));
}

TEST_F(http_metadata_test, is_read_only) {
  open_described();
  EXPECT_THAT(asked("DELETE", well_known),
              AllOf(StartsWith("HTTP/1.1 405 "), HasSubstr("Allow: GET, OPTIONS\r\n")));
}

TEST_F(http_metadata_test, is_nothing_where_nobody_says_where_tokens_come_from) {
  open_with_auth();
  EXPECT_THAT(asked("GET", well_known), StartsWith("HTTP/1.1 404 "));
  send(post("ping"));
  EXPECT_THAT(received(), Not(HasSubstr("resource_metadata")));
}

TEST_F(http_metadata_test, a_challenge_says_where_to_read_and_what_a_token_needs) {
  open_described({.issuers = {"https://id.example"},
                  .scopes = {"db:read", "db:write"},
                  .public_url = "https://mcp.example/pg"});
  send(post("ping"));
  EXPECT_THAT(
    received(),
    HasSubstr(
      "\r\nWWW-Authenticate: Bearer realm=\"howdah\", "
      "resource_metadata=\"https://mcp.example/.well-known/oauth-protected-resource/pg/mcp\", "
      "scope=\"db:read db:write\"\r\n"));
  EXPECT_THAT(asked("GET", "/sse", "Accept: text/event-stream\r\n"),
              HasSubstr("/.well-known/oauth-protected-resource/pg/sse\""));
  send(post("ping", bearer("t")));
  vouch_not(errc::not_authenticated);
  EXPECT_THAT(received(),
              AllOf(HasSubstr("error=\"invalid_token\", error_description=\"It is so.\", "
                              "resource_metadata=\"https://mcp.example/"),
                    HasSubstr("scope=\"db:read db:write\"\r\n")));
}

TEST_F(http_metadata_test, a_token_in_an_address_is_refused_however_good_it_is) {
  tokens->names["good"] = "alice";
  open_described();
  for (const auto* query : {"?access_token=good", "?x=1&access_token=good", "?ACCESS_TOKEN=good",
                            "?access%5ftoken=good"}) {
    send("POST /mcp" + std::string(query) + " HTTP/1.1\r\nHost: localhost\r\n"
         + "Content-Type: application/json\r\nContent-Length: 0\r\n\r\n");
    EXPECT_THAT(received(),
                AllOf(StartsWith("HTTP/1.1 401 "), HasSubstr("error=\"invalid_request\""),
                      HasSubstr("not taken from the query"), HasSubstr("resource_metadata=")));
    send("POST /mcp" + std::string(query) + " HTTP/1.1\r\nHost: localhost\r\n" + bearer("good")
         + "Content-Type: application/json\r\nContent-Length: 0\r\n\r\n");
    EXPECT_THAT(received(), StartsWith("HTTP/1.1 400 ")) << "two ways at once";
  }
  EXPECT_THAT(play->requests, IsEmpty());
}

} // namespace
} // namespace howdah::transport
