#include "tests/transport/virtual_http.hpp"

#include <chrono>
#include <gmock/gmock.h>
#include <string>

namespace howdah::transport {
namespace {

using namespace std::chrono_literals;
using testing::EndsWith;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;
using testing::StartsWith;

TEST_F(http_connection_test, a_request_goes_to_the_dispatcher_and_its_reply_to_the_client) {
  open();
  send(post("tools/list", "Mcp-Session-Id: s1\r\nMCP-Protocol-Version: 2025-06-18\r\n"
                          "Mcp-Method: tools/call\r\nMcp-Name: =?base64?cXVlcnk=?=\r\n"));
  ASSERT_THAT(play->requests, SizeIs(1));
  const auto& facts = play->requests.front().facts;
  EXPECT_EQ(facts.via, actors::carrier::http);
  EXPECT_EQ(facts.session_id, "s1");
  EXPECT_EQ(facts.protocol_version, "2025-06-18");
  EXPECT_EQ(facts.method, "tools/call");
  EXPECT_EQ(facts.name, "query");
  EXPECT_TRUE(play->requests.front().principal->is_anonymous());
  EXPECT_EQ(method_of(play->requests.front()), "tools/list");
  EXPECT_THAT(received(), IsEmpty());
  reply(0, {.body = "{}", .session_id = "minted"});
  const auto answer = received();
  EXPECT_THAT(answer, StartsWith("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"));
  EXPECT_THAT(answer, HasSubstr("\r\nMcp-Session-Id: minted\r\n"));
  EXPECT_THAT(answer, EndsWith("\r\n\r\n{}"));
}

TEST_F(http_connection_test, headers_that_were_not_sent_are_no_facts) {
  open();
  send(post("ping"));
  ASSERT_THAT(play->requests, SizeIs(1));
  const auto& facts = play->requests.front().facts;
  EXPECT_FALSE(facts.session_id || facts.protocol_version || facts.method || facts.name);
}

TEST_F(http_connection_test, nothing_to_say_is_202_without_a_body) {
  open();
  send(post("notifications/initialized"));
  reply(0);
  EXPECT_EQ(received(), "HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n");
}

TEST_F(http_connection_test, the_status_is_the_dispatchers) {
  open();
  send(post("nope"));
  reply(0, {.status = 404, .body = "{}"});
  EXPECT_THAT(received(), StartsWith("HTTP/1.1 404 Not Found\r\n"));
}

TEST_F(http_connection_test, pipelined_requests_are_answered_in_their_order) {
  open();
  send(post("a") + post("b") + "GET /nowhere HTTP/1.1\r\nHost: localhost\r\n\r\n" + post("c"));
  ASSERT_THAT(play->requests, SizeIs(3));
  reply(2, {.body = "c"});
  reply(1, {.body = "b"});
  EXPECT_THAT(received(), IsEmpty());
  reply(0, {.body = "a"});
  const auto text = received();
  EXPECT_THAT(text, testing::MatchesRegex("(.|\n)*\r\n\r\na"
                                          "(.|\n)*\r\n\r\nb"
                                          "(.|\n)*404 Not Found(.|\n)*\r\n\r\nc"));
}

TEST_F(http_connection_test, a_notice_makes_a_stream_for_clients_that_take_one) {
  open();
  send(post("tools/call", "Accept: application/json, text/event-stream\r\n"));
  notice(0, R"({"p":1})");
  EXPECT_THAT(received(), HasSubstr("Content-Type: text/event-stream\r\n"));
  reply(0, {.body = R"({"r":1})"});
  EXPECT_THAT(received(), EndsWith("data: {\"r\":1}\n\n\r\n0\r\n\r\n"));
  send(post("tools/call", "Accept: application/json\r\n"));
  notice(0, R"({"p":1})");
  EXPECT_THAT(received(), IsEmpty());
  reply(0, {.body = R"({"r":1})"});
  EXPECT_THAT(received(), HasSubstr("Content-Type: application/json\r\n"));
}

TEST_F(http_connection_test, a_quiet_stream_gets_comments) {
  open();
  send(post("tools/call", "Accept: application/json, text/event-stream\r\n"));
  notice(0, "{}");
  received();
  advance(20s);
  EXPECT_EQ(received(), "4\r\n: \n\n\r\n");
}

TEST_F(http_connection_test, late_replies_and_replies_of_others_are_ignored) {
  open();
  send(post("a"));
  const auto asked = play->requests.front();
  reply(0, {.body = "{}"});
  received();
  tell(asked.sink, actors::reply{.to = asked.exchange, .body = "again"});
  tell(asked.sink, actors::reply{.to = {asked.exchange.value + 1000}, .body = "other"});
  tell(asked.sink, actors::notice{.to = asked.exchange, .body = "late"});
  EXPECT_THAT(received(), IsEmpty());
  EXPECT_FALSE(closed());
}

TEST_F(http_connection_test, malformed_messages_are_answered_without_the_dispatcher) {
  open();
  const auto answered = [&](std::string_view body) {
    send(raw_post(body));
    return received();
  };
  for (const auto* const wrong : {"", "{ invalid", "5", "null", "[]", "{\"a\":\"\xff\"}"}) {
    const auto answer = answered(wrong);
    EXPECT_THAT(answer, StartsWith("HTTP/1.1 400 ")) << wrong;
    EXPECT_THAT(answer, HasSubstr(R"("id":null)")) << wrong;
  }
  EXPECT_THAT(answered("{"), HasSubstr("-32700"));
  EXPECT_THAT(answered(std::string(100'000, '[')), HasSubstr("nested"));
  const auto shape = answered(R"({"jsonrpc":"2.0","id":7})");
  EXPECT_THAT(shape, HasSubstr("-32600"));
  EXPECT_THAT(shape, HasSubstr(R"("id":7)"));
  EXPECT_THAT(play->requests, IsEmpty());
  send(post("ping"));
  EXPECT_THAT(play->requests, SizeIs(1)) << "the connection goes on";
}

TEST_F(http_connection_test, a_batch_with_malformed_messages_is_the_dispatchers) {
  open();
  send(raw_post(R"([{"jsonrpc":"2.0","id":1,"method":"ping"}, 5])"));
  ASSERT_THAT(play->requests, SizeIs(1));
  EXPECT_TRUE(play->requests.front().frame.batch);
}

TEST_F(http_connection_test, a_name_header_that_cannot_be_decoded_is_a_mismatch) {
  open();
  send(post("tools/call", "Mcp-Name: =?base64?cXV?=\r\n"));
  const auto answer = received();
  EXPECT_THAT(answer, StartsWith("HTTP/1.1 400 "));
  EXPECT_THAT(answer, HasSubstr("-32020"));
  EXPECT_THAT(answer, HasSubstr(R"("id":1)"));
}

TEST_F(http_connection_test, what_the_gate_refuses_is_a_json_rpc_error_and_the_connection_stays) {
  open();
  send("POST /mcp HTTP/1.1\r\nHost: evil.example\r\nContent-Length: 2\r\n\r\n{}");
  auto answer = received();
  EXPECT_THAT(answer, StartsWith("HTTP/1.1 403 Forbidden\r\nContent-Type: application/json\r\n"));
  EXPECT_THAT(answer, HasSubstr(R"("error":)"));
  EXPECT_THAT(answer, Not(HasSubstr("evil")));
  send("PUT /mcp HTTP/1.1\r\nHost: localhost\r\n\r\n");
  answer = received();
  EXPECT_THAT(answer, StartsWith("HTTP/1.1 405 "));
  EXPECT_THAT(answer, HasSubstr("\r\nAllow: POST, GET, DELETE, OPTIONS\r\n"));
  EXPECT_FALSE(closed());
}

TEST_F(http_connection_test, head_gets_no_body) {
  open();
  send("HEAD /health HTTP/1.1\r\nHost: localhost\r\n\r\n");
  EXPECT_THAT(received(), testing::AllOf(StartsWith("HTTP/1.1 200 "), EndsWith("\r\n\r\n")));
  send("HEAD /mcp HTTP/1.1\r\nHost: localhost\r\n\r\n");
  EXPECT_THAT(received(), testing::AllOf(StartsWith("HTTP/1.1 405 "), EndsWith("\r\n\r\n")));
}

TEST_F(http_connection_test, bytes_that_are_no_request_are_refused_and_the_connection_is_closed) {
  open();
  send(post("a") + "NONSENSE\r\n\r\n" + post("b"));
  ASSERT_THAT(play->requests, SizeIs(1));
  EXPECT_FALSE(closed()) << "an answer is owed";
  reply(0, {.body = "{}"});
  const auto text = received();
  EXPECT_THAT(text, HasSubstr("HTTP/1.1 400 Bad Request\r\n"));
  EXPECT_THAT(text, HasSubstr("\r\nConnection: close\r\n"));
  EXPECT_TRUE(closed());
  EXPECT_THAT(play->requests, IsEmpty());
}

TEST_F(http_connection_test, a_body_beyond_the_limit_is_413) {
  open({.bounds = {.message_bytes = 100}});
  send("POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Length: 101\r\n\r\n");
  EXPECT_THAT(received(), StartsWith("HTTP/1.1 413 "));
  EXPECT_TRUE(closed());
}

TEST_F(http_connection_test, connection_close_is_honoured_and_ends_pipelining) {
  open();
  send(post("a", "Connection: close\r\n") + post("b"));
  ASSERT_THAT(play->requests, SizeIs(1));
  reply(0, {.body = "{}"});
  EXPECT_THAT(received(), HasSubstr("\r\nConnection: close\r\n"));
  EXPECT_TRUE(closed());
  EXPECT_THAT(play->requests, IsEmpty());
}

TEST_F(http_connection_test, a_client_that_waits_for_leave_gets_it_or_the_refusal) {
  open();
  const std::string expectation = "Expect: 100-continue\r\nContent-Length: 2\r\n\r\n";
  send("POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n" + expectation);
  EXPECT_EQ(received(), "HTTP/1.1 100 Continue\r\n\r\n");
  send("{}");
  EXPECT_THAT(received(), StartsWith("HTTP/1.1 400 "));
  send("POST /mcp HTTP/1.1\r\nHost: evil.example\r\n" + expectation);
  EXPECT_THAT(received(), StartsWith("HTTP/1.1 403 "));
  EXPECT_TRUE(closed());
}

TEST_F(http_connection_test, delete_ends_a_session) {
  open();
  send("DELETE /mcp HTTP/1.1\r\nHost: localhost\r\nMcp-Session-Id: s1\r\n\r\n");
  ASSERT_THAT(play->ended, SizeIs(1));
  EXPECT_EQ(play->ended.front().session_id, "s1");
  EXPECT_EQ(received(), "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
}

TEST_F(http_connection_test, health_tells_the_state_of_the_database_and_no_more) {
  open();
  const std::string probe = "GET /health HTTP/1.1\r\nHost: 10.0.0.7\r\n\r\n";
  send(probe);
  auto answer = received();
  EXPECT_THAT(answer, StartsWith("HTTP/1.1 200 "));
  EXPECT_THAT(answer, EndsWith("\r\n\r\n{\"status\":\"ok\",\"database\":\"up\"}"));
  play->health = {.healthy = false, .database = "down", .why = problem{.message = "secret host"}};
  send(probe);
  answer = received();
  EXPECT_THAT(answer, StartsWith("HTTP/1.1 503 "));
  EXPECT_THAT(answer, EndsWith("\r\n\r\n{\"status\":\"unavailable\",\"database\":\"down\"}"));
}

TEST_F(http_connection_test, health_does_not_wait_for_a_dispatcher_that_hangs) {
  open();
  play->silent_about_health = true;
  send("GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n");
  EXPECT_THAT(received(), IsEmpty());
  advance(1100ms);
  EXPECT_THAT(received(), StartsWith("HTTP/1.1 503 "));
}

} // namespace
} // namespace howdah::transport
