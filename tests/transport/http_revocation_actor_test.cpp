// What was begun with a token that is taken back ends.
#include "tests/transport/http_vouching_fixture.hpp"

#include <chrono>
#include <gmock/gmock.h>
#include <string>

namespace howdah::transport {
namespace {

using namespace std::chrono_literals;
using testing::AllOf;
using testing::ElementsAre;
using testing::EndsWith;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;
using testing::StartsWith;

class http_revocation_test : public http_vouching_test {
protected:
  http_revocation_test() { tokens->names = {{"a", "alice"}, {"b", "bob"}}; }

  void revoke(const std::string& token) {
    tokens->names.erase(token);
    tokens->bad.insert(token);
  }
};

TEST_F(http_revocation_test, a_running_statement_ends_with_its_token) {
  open_with_auth();
  send(post("slow", bearer("a")) + post("other", bearer("b")));
  ASSERT_THAT(play->requests, SizeIs(2));
  const auto of_alice = play->requests[0].exchange;
  advance(3s);
  EXPECT_THAT(play->departures, IsEmpty());
  revoke("a");
  advance(2s);
  EXPECT_THAT(play->departures, ElementsAre(of_alice));
  EXPECT_EQ(play->for_good, 1);
  EXPECT_THAT(received(), AllOf(StartsWith("HTTP/1.1 401 "), HasSubstr("invalid_token")));
  reply(1, {.body = "{}"});
  EXPECT_THAT(received(), StartsWith("HTTP/1.1 200 ")) << "the other one goes on";
  advance(2s);
  EXPECT_THAT(play->departures, SizeIs(1)) << "told once";
}

TEST_F(http_revocation_test, a_stream_that_began_ends_without_an_answer) {
  open_with_auth();
  send(post("slow", bearer("a") + "Accept: application/json, text/event-stream\r\n"));
  notice(0, "{}");
  received();
  revoke("a");
  advance(2s);
  EXPECT_THAT(received(), EndsWith("0\r\n\r\n"));
  EXPECT_THAT(play->departures, SizeIs(1));
}

TEST_F(http_revocation_test, the_stream_of_a_session_ends) {
  open_with_auth();
  send("GET /mcp HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\nMcp-Session-Id: s\r\n"
       + bearer("a") + "\r\n");
  ASSERT_THAT(play->streams, SizeIs(1));
  const auto at = play->streams.front();
  tell(at.sink, actors::notice{.to = at.exchange});
  received();
  revoke("a");
  advance(2s);
  EXPECT_THAT(received(), EndsWith("0\r\n\r\n"));
  EXPECT_THAT(play->departures, ElementsAre(at.exchange));
}

TEST_F(http_revocation_test, the_old_transport_s_stream_ends_with_what_it_asked) {
  open_with_auth();
  send("GET /sse HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n" + bearer("a")
       + "\r\n");
  const auto stream = client;
  const auto opened = received();
  const auto path = opened.substr(opened.find("/messages/"), 54);
  connect();
  const std::string message = R"({"jsonrpc":"2.0","id":1,"method":"slow"})";
  send("POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
       + bearer("a") + "Content-Length: " + std::to_string(message.size()) + "\r\n\r\n" + message);
  ASSERT_THAT(received(), StartsWith("HTTP/1.1 202 "));
  ASSERT_THAT(play->requests, SizeIs(1));
  revoke("a");
  advance(2s);
  client = stream;
  EXPECT_THAT(received(), EndsWith("0\r\n\r\n"));
  EXPECT_THAT(play->departures, ElementsAre(play->requests.front().exchange));
  EXPECT_EQ(play->for_good, 1);
  EXPECT_THAT(play->closed_pipes, SizeIs(1));
}

TEST_F(http_revocation_test, a_token_that_became_somebody_else_s_ends_what_it_began) {
  open_with_auth();
  send(post("slow", bearer("a")));
  tokens->names["a"] = "bob";
  advance(2s);
  EXPECT_THAT(play->departures, SizeIs(1));
}

TEST_F(http_revocation_test, a_token_that_was_forgotten_is_asked_about_once) {
  open_with_auth();
  send(post("one", bearer("a")) + post("two", bearer("a")));
  tokens->names.erase("a");
  advance(5s);
  ASSERT_THAT(auth->asked, SizeIs(1));
  vouch_not(errc::unavailable);
  EXPECT_THAT(play->departures, IsEmpty()) << "nobody can tell: it goes on";
  advance(2s);
  ASSERT_THAT(auth->asked, SizeIs(1));
  vouch_not(errc::busy);
  EXPECT_THAT(play->departures, IsEmpty()) << "too many ask: it goes on";
  advance(2s);
  ASSERT_THAT(auth->asked, SizeIs(1));
  vouch_for("alice");
  EXPECT_THAT(play->departures, IsEmpty());
  advance(2s);
  vouch_not(errc::not_authenticated);
  EXPECT_THAT(play->departures, SizeIs(2));
  EXPECT_THAT(received(), HasSubstr("HTTP/1.1 401 "));
}

TEST_F(http_revocation_test, what_nobody_was_asked_a_token_for_is_not_looked_after) {
  open();
  send(post("slow"));
  advance(10s);
  EXPECT_THAT(play->departures, IsEmpty());
  EXPECT_THAT(received(), Not(HasSubstr("401")));
}

} // namespace
} // namespace howdah::transport
