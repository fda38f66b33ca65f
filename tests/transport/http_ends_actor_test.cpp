#include "tests/transport/virtual_http.hpp"

#include <chrono>
#include <gmock/gmock.h>
#include <string>

namespace howdah::transport {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;
using testing::StartsWith;

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
