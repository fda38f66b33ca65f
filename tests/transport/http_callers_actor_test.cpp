// Who sends a request: the token of each message, and what the dispatcher is told.
#include "auth/voucher.hpp"
#include "tests/transport/changing_caller.hpp"
#include "tests/transport/virtual_http.hpp"

#include <gmock/gmock.h>
#include <map>
#include <optional>
#include <string>

namespace howdah::transport {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;
using testing::StartsWith;

/// Knows the tokens it is given; the test takes them away again.
struct known_tokens final : token_check {
  std::optional<result<auth::principal_ptr>> holder_of(std::string_view token) const override {
    const auto found = names.find(std::string(token));
    if (found == names.end())
      return refuse(errc::not_authenticated, "It is not known.");
    return auth::voucher::token_holder(found->second);
  }
  std::map<std::string, std::string> names{{"a", "alice"}, {"b", "bob"}};
};

class http_callers_test : public http_connection_test {
protected:
  void open_for_callers() { open({.tokens = tokens}); }

  std::string asked_by() {
    if (play->requests.empty())
      return "nobody";
    const auto who = play->requests.front().principal->subject();
    reply(0, {.body = "{}"});
    received();
    return who;
  }

  std::shared_ptr<known_tokens> tokens = std::make_shared<known_tokens>();
};

TEST_F(http_callers_test, each_message_is_its_token_s_on_one_connection_too) {
  open_for_callers();
  send(post("ping", "Authorization: Bearer a\r\n"));
  EXPECT_EQ(asked_by(), "alice");
  send(post("ping", "Authorization: Bearer b\r\n"));
  EXPECT_EQ(asked_by(), "bob");
  send(post("ping"));
  EXPECT_THAT(play->requests, IsEmpty()) << "the connection vouched for its next message";
  EXPECT_THAT(received(), StartsWith("HTTP/1.1 401 Unauthorized\r\n"));
}

TEST_F(http_callers_test, without_tokens_each_message_is_of_whoever_calls_then) {
  const auto caller = std::make_shared<changing_caller>("alice");
  open({.callers = caller});
  send(post("ping"));
  EXPECT_EQ(asked_by(), "alice");
  caller->name = "bob";
  send(post("ping"));
  EXPECT_EQ(asked_by(), "bob");
}

TEST_F(http_callers_test, no_token_is_a_challenge_without_an_error) {
  open_for_callers();
  send(post("ping"));
  EXPECT_THAT(received(), AllOf(HasSubstr("\r\nWWW-Authenticate: Bearer realm=\"howdah\"\r\n"),
                                HasSubstr("\"jsonrpc\":\"2.0\""), Not(HasSubstr("error="))));
}

TEST_F(http_callers_test, a_bad_token_is_told_so_and_not_repeated) {
  open_for_callers();
  send(post("ping", "Authorization: Bearer sesame\r\n"));
  EXPECT_THAT(received(), AllOf(StartsWith("HTTP/1.1 401"), HasSubstr("error=\"invalid_token\""),
                                Not(HasSubstr("sesame"))));
  EXPECT_THAT(play->requests, IsEmpty());
}

TEST_F(http_callers_test, a_token_that_is_taken_away_ends_with_its_next_message) {
  open_for_callers();
  send(post("ping", "Authorization: Bearer a\r\n"));
  EXPECT_EQ(asked_by(), "alice");
  tokens->names.clear();
  send(post("ping", "Authorization: Bearer a\r\n"));
  EXPECT_THAT(received(), StartsWith("HTTP/1.1 401"));
}

TEST_F(http_callers_test, two_authorizations_are_none) {
  open_for_callers();
  send(post("ping", "Authorization: Bearer a\r\nAuthorization: Bearer b\r\n"));
  EXPECT_THAT(received(), StartsWith("HTTP/1.1 400"));
  EXPECT_THAT(play->requests, IsEmpty());
}

TEST_F(http_callers_test, a_session_ends_in_its_caller_s_name_only) {
  open_for_callers();
  const std::string line = "DELETE /mcp HTTP/1.1\r\nHost: localhost\r\nMcp-Session-Id: s\r\n";
  send(line + "\r\n");
  EXPECT_THAT(received(), StartsWith("HTTP/1.1 401"));
  EXPECT_THAT(play->ended, IsEmpty());
  send(line + "Authorization: Bearer b\r\n\r\n");
  ASSERT_THAT(play->ended, SizeIs(1));
  EXPECT_EQ(play->ended.front().principal->subject(), "bob");
}

TEST_F(http_callers_test, leave_to_send_a_body_needs_a_token) {
  open_for_callers();
  send("POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
       "Content-Length: 9\r\nExpect: 100-continue\r\n\r\n");
  EXPECT_THAT(received(), AllOf(StartsWith("HTTP/1.1 401"), HasSubstr("Connection: close")));
}

TEST_F(http_callers_test, health_and_preflight_are_for_everybody) {
  open_for_callers();
  send("GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n");
  EXPECT_THAT(received(), StartsWith("HTTP/1.1 200"));
  send("OPTIONS /mcp HTTP/1.1\r\nHost: localhost\r\nOrigin: http://localhost:1\r\n"
       "Access-Control-Request-Method: POST\r\n\r\n");
  EXPECT_THAT(received(), AllOf(StartsWith("HTTP/1.1 204 No Content\r\n"),
                                HasSubstr("Access-Control-Allow-Origin: http://localhost:1\r\n"),
                                Not(HasSubstr("Content-Length"))));
}

TEST_F(http_callers_test, a_stream_can_be_read_by_the_page_that_asked) {
  open();
  send(
    post("slow", "Accept: application/json, text/event-stream\r\nOrigin: http://localhost:1\r\n"));
  notice(0, "{}");
  EXPECT_THAT(received(), AllOf(HasSubstr("text/event-stream"),
                                HasSubstr("Access-Control-Allow-Origin: http://localhost:1\r\n"),
                                HasSubstr("Vary: Origin\r\n")));
}

} // namespace
} // namespace howdah::transport
