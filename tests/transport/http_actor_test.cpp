#include "tests/support/virtual_actors.hpp"
#include "tests/transport/scripted_dispatcher.hpp"
#include "transport/streamable_http.hpp"

#include <chrono>
#include <gmock/gmock.h>
#include <string>
#include <string_view>

namespace howdah::transport {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::EndsWith;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;
using testing::StartsWith;

std::string post(std::string_view method, std::string_view fields = {}) {
  const auto body = R"({"jsonrpc":"2.0","id":1,"method":")" + std::string(method) + "\"}";
  return "POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
         + std::string(fields) + "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n"
         + body;
}

std::string raw_post(std::string_view body, std::string_view fields = {}) {
  return "POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
         + std::string(fields) + "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n"
         + std::string(body);
}

/// A listener with virtual connections, which the test writes to and reads from.
class http_connection_test : public tests::virtual_actors {
protected:
  void open(http_options options = {}) {
    options.principal = auth::anonymous();
    dispatcher_ = spawn_broker(scripted_dispatcher, play);
    listener_ = spawn_broker(http_listener, std::make_shared<const http_options>(options),
                             dispatcher_, std::shared_ptr<listening_socket>());
    caf::actor_cast<caf::io::abstract_broker*>(listener_)->add_doorman(
      multiplexer.new_doorman(door_, 1));
    run();
    connect();
  }

  void connect() {
    client = caf::io::connection_handle::from_int(++clients_);
    multiplexer.add_pending_connect(door_, client);
    multiplexer.accept_connection(door_);
    run();
  }

  void send(const std::string& text) {
    auto& wire = multiplexer.virtual_network_buffer(client);
    wire.insert(wire.end(), text.begin(), text.end());
    run();
  }

  std::string received() {
    auto& wire = multiplexer.output_buffer(client);
    const std::string text(wire.begin(), wire.end());
    wire.clear();
    return text;
  }

  bool closed() { return multiplexer.stopped_reading(client); }

  void hang_up() {
    multiplexer.impl_ptr(client)->io_failure(&multiplexer, caf::io::network::operation::read);
    run();
  }

  /// Answers the n-th unanswered request.
  void reply(std::size_t which, actors::reply with = {}) {
    const auto asked = play->requests.at(which);
    play->requests.erase(play->requests.begin() + static_cast<std::ptrdiff_t>(which));
    with.to = asked.exchange;
    tell(asked.sink, std::move(with));
  }

  void notice(std::size_t which, const std::string& body) {
    const auto& asked = play->requests.at(which);
    tell(asked.sink, actors::notice{.to = asked.exchange, .body = body});
  }

  void wind_down_now() { tell(listener_, wind_down{}); }

  std::shared_ptr<script> play = std::make_shared<script>();
  caf::io::connection_handle client;

private:
  caf::io::accept_handle door_ = caf::io::accept_handle::from_int(1);
  std::int64_t clients_ = 0;
  actors::dispatcher_actor dispatcher_;
  listener_actor listener_;
};

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
  EXPECT_THAT(answer, HasSubstr("\r\nAllow: POST, DELETE\r\n"));
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

// -- ends ----------------------------------------------------------------------

TEST_F(http_connection_test, a_client_that_leaves_departs_from_everything_in_flight) {
  open();
  send(post("a") + post("b") + post("c"));
  ASSERT_THAT(play->requests, SizeIs(3));
  const auto first = play->requests[0].exchange;
  const auto second = play->requests[1];
  const auto third = play->requests[2].exchange;
  reply(1, {.body = "{}"});
  hang_up();
  EXPECT_THAT(play->departures, ElementsAre(first, third));
  tell(second.sink, actors::reply{.to = first, .body = "late"});
  EXPECT_THAT(received(), IsEmpty());
}

TEST_F(http_connection_test, a_client_that_leaves_with_nothing_in_flight_departs_from_nothing) {
  open();
  send(post("a"));
  reply(0, {.body = "{}"});
  send("GET /health HTTP/1.1\r\nHost: localhost\r\n\r\nPOST /mcp");
  hang_up();
  EXPECT_THAT(play->departures, IsEmpty());
}

TEST_F(http_connection_test, an_idle_client_is_let_go) {
  open();
  send(post("a"));
  reply(0, {.body = "{}"});
  received();
  advance(119s);
  EXPECT_FALSE(closed());
  advance(4s);
  EXPECT_TRUE(closed());
}

TEST_F(http_connection_test, a_head_that_trickles_in_is_given_up) {
  open();
  for (int i = 0; i < 14 && !closed(); ++i) {
    send("X");
    advance(1s);
  }
  EXPECT_THAT(received(), StartsWith("HTTP/1.1 408 "));
  EXPECT_TRUE(closed());
}

TEST_F(http_connection_test, a_body_that_trickles_in_is_given_up) {
  open();
  send("POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\n");
  for (int i = 0; i < 34 && !closed(); ++i) {
    send("x");
    advance(1s);
  }
  EXPECT_THAT(received(), StartsWith("HTTP/1.1 408 "));
  EXPECT_TRUE(closed());
}

TEST_F(http_connection_test, a_slow_answer_is_waited_for) {
  open();
  send(post("a"));
  advance(300s);
  EXPECT_FALSE(closed());
  reply(0, {.body = "{}"});
  EXPECT_THAT(received(), HasSubstr("200 OK"));
}

TEST_F(http_connection_test, a_client_that_does_not_read_is_cut_off) {
  open();
  send(post("a") + post("b"));
  reply(0, {.body = "{}"});
  advance(35s); // nobody takes the answer out of the wire
  EXPECT_TRUE(closed());
  EXPECT_THAT(play->departures, SizeIs(1));
}

// -- limits --------------------------------------------------------------------

TEST_F(http_connection_test, no_more_requests_are_taken_than_may_be_in_flight) {
  open({.bounds = {.in_flight_per_connection = 2}});
  send(post("a") + post("b") + post("c") + post("d"));
  EXPECT_THAT(play->requests, SizeIs(2));
  EXPECT_TRUE(multiplexer.passive_mode(client)) << "reading stopped";
  reply(0, {.body = "{}"});
  EXPECT_THAT(play->requests, SizeIs(2));
  EXPECT_EQ(method_of(play->requests.back()), "c");
  reply(0, {.body = "{}"});
  reply(0, {.body = "{}"});
  reply(0, {.body = "{}"});
  EXPECT_THAT(play->requests, IsEmpty());
  EXPECT_FALSE(multiplexer.passive_mode(client)) << "and went on";
}

TEST_F(http_connection_test, a_client_that_does_not_read_gets_no_more_requests_in) {
  open({.bounds = {.result_bytes = 1000}});
  send(post("a"));
  reply(0, {.body = std::string(3000, 'x')});
  send(post("b"));
  EXPECT_THAT(play->requests, IsEmpty());
  received();
  caf::anon_send(caf::actor_cast<caf::actor>(multiplexer.impl_ptr(client)->parent()),
                 caf::io::data_transferred_msg{client, 3000, 0});
  run();
  EXPECT_THAT(play->requests, SizeIs(1));
}

TEST_F(http_connection_test, answers_that_pile_up_end_the_connection) {
  open({.bounds = {.result_bytes = 1000}});
  send(post("a") + post("b") + post("c"));
  reply(2, {.body = std::string(9000, 'x')});
  EXPECT_FALSE(closed());
  reply(1, {.body = std::string(9000, 'x')});
  EXPECT_TRUE(closed());
  EXPECT_THAT(play->departures, SizeIs(1));
}

TEST_F(http_connection_test, notices_are_dropped_while_the_client_does_not_read) {
  open({.bounds = {.result_bytes = 1000}});
  send(post("a", "Accept: application/json, text/event-stream\r\n"));
  for (int i = 0; i < 1000; ++i)
    notice(0, std::string(100, 'x'));
  EXPECT_FALSE(closed());
  EXPECT_LT(received().size(), 3000U);
}

// -- winding down --------------------------------------------------------------

TEST_F(http_connection_test, winding_down_answers_what_is_in_flight_and_takes_nothing_new) {
  open();
  send(post("a"));
  wind_down_now();
  send(post("b"));
  EXPECT_FALSE(closed());
  ASSERT_THAT(play->requests, SizeIs(1));
  reply(0, {.body = "{}"});
  EXPECT_THAT(received(), HasSubstr("\r\nConnection: close\r\n"));
  EXPECT_TRUE(closed());
}

TEST_F(http_connection_test, winding_down_closes_idle_connections_at_once) {
  open();
  const auto first = client;
  connect();
  send("POST /mcp HT");
  wind_down_now();
  EXPECT_TRUE(closed());
  EXPECT_TRUE(multiplexer.stopped_reading(first));
  EXPECT_LE(system.registry().running(), 2U) << "the listener is gone, the dispatcher is not";
}

TEST_F(http_connection_test, a_listener_that_ends_takes_its_connections_along) {
  open();
  send(post("a"));
  end_all();
  EXPECT_TRUE(closed());
}

} // namespace
} // namespace howdah::transport
