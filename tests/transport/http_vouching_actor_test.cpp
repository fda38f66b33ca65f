// A request whose token nobody can judge at once waits for AUTH.
#include "tests/transport/http_vouching_fixture.hpp"

#include <chrono>
#include <gmock/gmock.h>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace howdah::transport {
namespace {

using namespace std::chrono_literals;
using testing::AllOf;
using testing::EndsWith;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;
using testing::StartsWith;

TEST_F(http_vouching_test, a_request_is_served_when_its_token_is_known) {
  open_with_auth();
  send(post("ping", bearer("t")));
  EXPECT_THAT(play->requests, IsEmpty());
  EXPECT_THAT(received(), IsEmpty());
  ASSERT_THAT(auth->asked, SizeIs(1));
  EXPECT_EQ(auth->asked.front().token.reveal(), "t");
  vouch_for("alice");
  ASSERT_THAT(play->requests, SizeIs(1));
  EXPECT_EQ(play->requests.front().principal->subject(), "alice");
  reply(0, {.body = "{}"});
  EXPECT_THAT(received(), AllOf(StartsWith("HTTP/1.1 200 "), EndsWith("{}")));
}

TEST_F(http_vouching_test, what_is_known_at_once_is_not_asked_about) {
  tokens->names["known"] = "bob";
  tokens->bad.insert("bad");
  open_with_auth();
  send(post("ping", bearer("known")) + post("ping", bearer("bad")) + post("ping")
       + "GET /health HTTP/1.1\r\nHost: localhost\r\n\r\nOPTIONS /mcp HTTP/1.1\r\nHost: "
         "localhost\r\n\r\n");
  EXPECT_THAT(auth->asked, IsEmpty());
  EXPECT_THAT(play->requests, SizeIs(1));
}

TEST_F(http_vouching_test, a_request_of_no_use_is_refused_without_asking) {
  open_with_auth();
  send("POST /nowhere HTTP/1.1\r\nHost: localhost\r\n" + bearer("t") + "Content-Length: 0\r\n\r\n");
  EXPECT_THAT(received(), StartsWith("HTTP/1.1 404 "));
  send("POST /mcp HTTP/1.1\r\nHost: evil.example\r\n" + bearer("t") + "Content-Length: 0\r\n\r\n");
  EXPECT_THAT(received(), StartsWith("HTTP/1.1 403 "));
  EXPECT_THAT(auth->asked, IsEmpty());
}

TEST_F(http_vouching_test, pipelined_requests_keep_their_order) {
  tokens->names["known"] = "bob";
  open_with_auth();
  play->echo = true;
  send(post("one", bearer("known")) + post("two", bearer("a")) + post("three", bearer("known"))
       + post("four", bearer("b")));
  EXPECT_THAT(received(), EndsWith("{\"result\":\"one\"}"));
  ASSERT_THAT(auth->asked, SizeIs(1));
  vouch_for("alice");
  const auto next = received();
  EXPECT_THAT(next, AllOf(HasSubstr("two"), EndsWith("{\"result\":\"three\"}")));
  ASSERT_THAT(auth->asked, SizeIs(1));
  vouch_not(errc::not_authenticated);
  EXPECT_THAT(received(), StartsWith("HTTP/1.1 401 "));
}

TEST_F(http_vouching_test, one_connection_that_waits_holds_back_no_other) {
  tokens->names["known"] = "bob";
  open_with_auth();
  send(post("slow", bearer("t")));
  connect();
  send(post("quick", bearer("known")));
  ASSERT_THAT(play->requests, SizeIs(1));
  EXPECT_EQ(method_of(play->requests.front()), "quick");
}

TEST_F(http_vouching_test, a_token_that_is_not_good_is_a_challenge) {
  open_with_auth();
  send(post("ping", bearer("sesame")));
  vouch(refuse(errc::not_authenticated, "Its \"exp\" \\ is over.\r\nX: y"));
  const auto answer = received();
  EXPECT_THAT(answer, AllOf(StartsWith("HTTP/1.1 401 "), HasSubstr("error=\"invalid_token\""),
                            HasSubstr("error_description=\"Its 'exp' ' is over.''X: y\"\r\n")));
  EXPECT_THAT(answer, Not(HasSubstr("sesame")));
  EXPECT_THAT(play->requests, IsEmpty());
  EXPECT_FALSE(closed());
}

TEST_F(http_vouching_test, an_outage_is_no_challenge) {
  open_with_auth();
  for (const auto code : {errc::unavailable, errc::busy}) {
    send(post("ping", bearer("t")));
    vouch_not(code);
    EXPECT_THAT(received(), AllOf(StartsWith("HTTP/1.1 503 "), HasSubstr("\r\nRetry-After: "),
                                  Not(HasSubstr("WWW-Authenticate"))));
  }
}

TEST_F(http_vouching_test, who_is_known_still_has_to_send_a_request_that_can_be_served) {
  open_with_auth();
  send("PUT /mcp HTTP/1.1\r\nHost: localhost\r\n" + bearer("t") + "Content-Length: 0\r\n\r\n");
  EXPECT_THAT(received(), IsEmpty());
  vouch_for("alice");
  EXPECT_THAT(received(), StartsWith("HTTP/1.1 405 "));
}

TEST_F(http_vouching_test, an_answer_that_does_not_come_is_not_waited_for_for_ever) {
  open_with_auth({.patience = {.vouching = 3s}});
  send(post("ping", bearer("t")) + "GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n");
  advance(2s);
  EXPECT_THAT(received(), IsEmpty());
  advance(3s);
  const auto answers = received();
  EXPECT_THAT(answers, AllOf(StartsWith("HTTP/1.1 503 "), HasSubstr("\r\nRetry-After: "),
                             HasSubstr("HTTP/1.1 200 ")));
  vouch_for("alice"); // much too late
  EXPECT_THAT(play->requests, IsEmpty());
  EXPECT_THAT(received(), IsEmpty());
}

TEST_F(http_vouching_test, waiting_is_not_the_client_s_fault) {
  open_with_auth({.patience = {.idle = 2s, .head = 2s, .body = 2s, .vouching = 60s}});
  send("POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n" + bearer("t")
       + "Content-Length: 9\r\nExpect: 100-continue\r\n\r\n");
  advance(30s);
  EXPECT_FALSE(closed());
  vouch_for("alice");
  EXPECT_EQ(received(), "HTTP/1.1 100 Continue\r\n\r\n");
  advance(1s);
  EXPECT_FALSE(closed());
}

TEST_F(http_vouching_test, a_client_that_leaves_takes_its_question_with_it) {
  open_with_auth();
  send(post("ping", bearer("t")));
  hang_up();
  vouch_for("alice");
  EXPECT_THAT(play->requests, IsEmpty());
  EXPECT_THAT(play->departures, IsEmpty());
}

TEST_F(http_vouching_test, an_answer_to_another_question_is_not_this_one_s) {
  open_with_auth();
  send(post("ping", bearer("t")));
  const auto asked = auth->asked.front();
  tell(asked.asker, actors::vouched{.ticket = asked.ticket + 1,
                                    .holder = auth::voucher::token_holder("mallory")});
  EXPECT_THAT(play->requests, IsEmpty());
  tell(asked.asker,
       actors::vouched{.ticket = asked.ticket, .holder = auth::voucher::token_holder("alice")});
  tell(asked.asker,
       actors::vouched{.ticket = asked.ticket, .holder = auth::voucher::token_holder("alice")});
  EXPECT_THAT(play->requests, SizeIs(1));
}

TEST_F(http_vouching_test, the_last_request_of_a_connection_is_answered_before_it_closes) {
  open_with_auth();
  send(post("ping", bearer("t") + "Connection: close\r\n"));
  EXPECT_FALSE(closed());
  vouch_for("alice");
  reply(0, {.body = "{}"});
  EXPECT_THAT(received(), AllOf(HasSubstr("200 OK"), HasSubstr("Connection: close")));
  EXPECT_TRUE(closed());
}

TEST_F(http_vouching_test, a_server_that_ends_does_not_wait_for_auth) {
  tokens->names["known"] = "bob";
  open_with_auth();
  send(post("first", bearer("known")) + post("second", bearer("t")));
  wind_down_now();
  EXPECT_THAT(received(), IsEmpty());
  reply(0, {.body = "{}"});
  EXPECT_THAT(received(), AllOf(StartsWith("HTTP/1.1 200 "), HasSubstr("HTTP/1.1 503 ")));
  EXPECT_TRUE(closed());
}

// -- Expect: 100-continue ------------------------------------------------------

const std::string body = R"({"jsonrpc":"2.0","id":1,"method":"ping"})";

std::string head_of(const std::string& fields) {
  return "POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n" + fields
         + "Content-Length: " + std::to_string(body.size()) + "\r\nExpect: 100-continue\r\n\r\n";
}

TEST_F(http_vouching_test, leave_to_send_a_body_waits_for_auth) {
  open_with_auth();
  send(head_of(bearer("t")));
  EXPECT_THAT(received(), IsEmpty());
  tokens->names["t"] = "alice"; // AUTH remembers
  vouch_for("alice");
  EXPECT_EQ(received(), "HTTP/1.1 100 Continue\r\n\r\n");
  send(body);
  EXPECT_THAT(auth->asked, IsEmpty());
  EXPECT_THAT(play->requests, SizeIs(1));
}

TEST_F(http_vouching_test, a_body_may_come_without_leave) {
  open_with_auth();
  send(head_of(bearer("t")));
  send(body);
  tokens->names["t"] = "alice";
  vouch_for("alice");
  EXPECT_THAT(play->requests, SizeIs(1));
}

TEST_F(http_vouching_test, a_token_that_auth_does_not_remember_is_asked_about_again) {
  open_with_auth();
  send(head_of(bearer("t")));
  vouch_for("alice");
  send(body);
  ASSERT_THAT(auth->asked, SizeIs(1));
  EXPECT_THAT(play->requests, IsEmpty());
  vouch_for("alice");
  EXPECT_THAT(play->requests, SizeIs(1));
}

TEST_F(http_vouching_test, a_body_is_not_asked_for_that_would_be_refused) {
  open_with_auth();
  send(head_of(bearer("t")));
  vouch_not(errc::not_authenticated);
  EXPECT_THAT(received(), AllOf(StartsWith("HTTP/1.1 401 "), HasSubstr("Connection: close")));
  EXPECT_TRUE(closed());
}

/// Whom a token is about that was given these scopes.
auth::principal_ptr scoped(std::vector<std::string> scopes, std::chrono::seconds left = 1h) {
  const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
  return *auth::voucher::token_subject(
    std::make_shared<const auth::token_claims>(auth::token_claims{.issuer = "https://a.example",
                                                                  .subject = "alice",
                                                                  .scopes = std::move(scopes),
                                                                  .expires = now + left}));
}

TEST_F(http_vouching_test, a_token_without_the_scopes_that_are_wanted_opens_nothing) {
  const auto resource = protected_resource::of({.issuers = {"https://a.example"},
                                                .scopes = {"db", "mcp"},
                                                .public_url = "https://db.example"});
  open_with_auth({.resource = std::make_shared<const protected_resource>(*resource)});
  send(post("ping", bearer("a")));
  vouch(scoped({"mcp", "openid"}));
  EXPECT_THAT(
    received(),
    AllOf(
      StartsWith("HTTP/1.1 403 "), HasSubstr("error=\"insufficient_scope\""),
      HasSubstr("scope=\"db mcp\""),
      HasSubstr("resource_metadata=\"https://db.example/.well-known/oauth-protected-resource")));
  EXPECT_THAT(play->requests, IsEmpty());
  send(post("ping", bearer("b")));
  vouch(scoped({"mcp", "db"}));
  EXPECT_THAT(play->requests, SizeIs(1));
  send(post("ping", bearer("c")));
  vouch(scoped({"db", "mcp"}));
  EXPECT_THAT(play->requests, SizeIs(2));
  send(post("ping", bearer("d")));
  vouch_for("of_the_permissions_file");
  EXPECT_THAT(play->requests, SizeIs(3)) << "those have no scopes";
}

TEST_F(http_vouching_test, a_scope_that_is_a_url_may_be_its_last_part_in_a_token) {
  const auto resource = protected_resource::of({.issuers = {"https://a.example"},
                                                .scopes = {"https://db.example/mcp/access"},
                                                .public_url = "https://db.example"});
  open_with_auth({.resource = std::make_shared<const protected_resource>(*resource)});
  for (const auto* scope : {"https://db.example/mcp/access", "access"}) {
    send(post("ping", bearer("a")));
    vouch(scoped({scope}));
  }
  EXPECT_THAT(play->requests, SizeIs(2));
  for (const auto* scope : {"mcp/access", "https://other.example/access", "Access", ""}) {
    send(post("ping", bearer("a")));
    vouch(scoped({scope}));
  }
  EXPECT_THAT(play->requests, SizeIs(2));
}

TEST_F(http_vouching_test, an_answer_that_lacks_a_scope_is_a_challenge) {
  const auto resource = protected_resource::of({.issuers = {"https://a.example"}});
  open_with_auth({.resource = std::make_shared<const protected_resource>(*resource)});
  send(post("ping", bearer("a")));
  vouch(scoped({"read"}));
  reply(0, {.status = 403, .body = "{}", .scope = "write"});
  EXPECT_THAT(received(),
              AllOf(StartsWith("HTTP/1.1 403 "), HasSubstr("WWW-Authenticate: Bearer "),
                    HasSubstr("error=\"insufficient_scope\""), HasSubstr("scope=\"write\""),
                    HasSubstr("resource_metadata=\"http://localhost/.well-known/"
                              "oauth-protected-resource/mcp\""),
                    EndsWith("{}")));
}

TEST_F(http_vouching_test, what_began_in_time_goes_on_when_its_token_expires) {
  open_with_auth();
  send(post("slow", bearer("a")));
  vouch(scoped({}, -1s));
  ASSERT_THAT(play->requests, SizeIs(1));
  advance(2s);
  vouch_not(errc::not_authenticated);
  EXPECT_THAT(play->departures, IsEmpty());
  reply(0, {.body = "{}"});
  EXPECT_THAT(received(), AllOf(StartsWith("HTTP/1.1 200 "), EndsWith("{}")));
}

} // namespace
} // namespace howdah::transport
