#include "tests/support/eventually.hpp"
#include "tests/support/http_client.hpp"
#include "tests/transport/real_actors.hpp"
#include "transport/streamable_http.hpp"

#include <caf/io/middleman.hpp>
#include <caf/send.hpp>
#include <gtest/gtest.h>

#include <chrono>
#include <gmock/gmock.h>
#include <memory>
#include <string>

namespace howdah::transport {
namespace {

using namespace std::chrono_literals;
using testing::EndsWith;
using testing::HasSubstr;
using testing::StartsWith;
using tests::http_client;

/// A listener on a real socket.
class http_socket_test : public real_actors {
protected:
  void open(http_options options = {}) {
    auto socket = listening_socket::open("127.0.0.1", 0);
    ASSERT_TRUE(socket);
    port = socket->port();
    options.callers = std::make_shared<fixed_caller>(auth::anonymous());
    listener = system.middleman().spawn_broker(
      http_listener, std::make_shared<const http_options>(options), dispatcher,
      std::make_shared<listening_socket>(std::move(*socket)));
  }

  ~http_socket_test() override { caf::anon_send_exit(listener, caf::exit_reason::user_shutdown); }

  std::uint16_t port = 0;
  listener_actor listener;
};

std::string post(const std::string& method, const std::string& fields = {}) {
  const auto body = R"({"jsonrpc":"2.0","id":1,"method":")" + method + "\"}";
  return "POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n" + fields
         + "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

TEST_F(http_socket_test, ten_thousand_requests_on_one_connection) {
  open();
  http_client client(port);
  ASSERT_TRUE(client.connected());
  for (int i = 0; i < 10'000; ++i) {
    const auto name = std::to_string(i);
    ASSERT_TRUE(client.send(post(name)));
    ASSERT_THAT(client.answer(), EndsWith("{\"result\":\"" + name + "\"}"));
  }
}

TEST_F(http_socket_test, a_thousand_pipelined_requests_are_answered_in_order) {
  open();
  http_client client(port);
  std::string all;
  for (int i = 0; i < 1000; ++i)
    all += post(std::to_string(i));
  ASSERT_TRUE(client.send(all));
  for (int i = 0; i < 1000; ++i)
    ASSERT_THAT(client.answer(), EndsWith("{\"result\":\"" + std::to_string(i) + "\"}"));
}

TEST_F(http_socket_test, large_bodies_and_large_answers_arrive_whole) {
  counts->answer_bytes = 1024 * 1024;
  open();
  http_client client(port);
  for (int i = 0; i < 3; ++i) {
    const auto large = std::string(1000 * 1000, 'x');
    ASSERT_TRUE(client.send(post(large)));
    const auto answer = client.answer();
    ASSERT_THAT(answer, HasSubstr(large));
    ASSERT_GE(answer.size(), 1024U * 1024U);
  }
}

TEST_F(http_socket_test, an_answer_larger_than_any_buffer_waits_for_a_slow_reader) {
  counts->answer_bytes = 4 * 1024 * 1024;
  open();
  http_client client(port);
  ASSERT_TRUE(client.send(post("first") + post("second")));
  ASSERT_TRUE(tests::eventually(5s, [&] { return counts->requests == 2; }));
  EXPECT_THAT(client.answer(), HasSubstr("first"));
  EXPECT_THAT(client.answer(), HasSubstr("second"));
}

TEST_F(http_socket_test, a_client_that_does_not_read_is_bounded) {
  counts->answer_bytes = 512 * 1024;
  open({.bounds = {.result_bytes = 512 * 1024}});
  http_client client(port);
  std::string all;
  for (int i = 0; i < 2000; ++i)
    all += post("x");
  (void)client.send(all);
  http_client witness(port); // the server goes on while one client does not read
  for (int i = 0; i < 50; ++i) {
    ASSERT_TRUE(witness.send("GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n"));
    ASSERT_THAT(witness.answer(), StartsWith("HTTP/1.1 200 "));
  }
  // What the backlog allows, what may have been in flight, and what the system's buffers took.
  EXPECT_LT(counts->requests, 200);
}

TEST_F(http_socket_test, a_client_that_leaves_departs_from_what_it_asked) {
  open();
  {
    http_client client(port);
    ASSERT_TRUE(client.send(post("hang") + post("hang")));
    ASSERT_TRUE(tests::eventually(5s, [&] { return counts->requests == 2; }));
  }
  EXPECT_TRUE(tests::eventually(5s, [&] { return counts->departures == 2; }));
}

TEST_F(http_socket_test, a_client_that_leaves_is_noticed_while_it_is_not_being_read) {
  open({.bounds = {.in_flight_per_connection = 1}});
  {
    http_client client(port);
    ASSERT_TRUE(client.send(post("hang") + post("hang")));
    ASSERT_TRUE(tests::eventually(5s, [&] { return counts->requests == 1; }));
  }
  EXPECT_TRUE(tests::eventually(5s, [&] { return counts->departures == 1; }));
}

TEST_F(http_socket_test, a_refusal_reaches_a_client_that_is_still_sending) {
  open({.bounds = {.message_bytes = 1000}});
  http_client client(port);
  ASSERT_TRUE(
    client.send("POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Length: 300000\r\n\r\n"));
  ASSERT_TRUE(client.send(std::string(300'000, 'x')));
  EXPECT_THAT(client.rest(), StartsWith("HTTP/1.1 413 "));
}

TEST_F(http_socket_test, smuggled_requests_are_refused_and_the_connection_is_closed) {
  open();
  http_client client(port);
  ASSERT_TRUE(client.send("POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n"
                          "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
                          + post("smuggled")));
  const auto all = client.rest();
  EXPECT_THAT(all, StartsWith("HTTP/1.1 400 "));
  EXPECT_THAT(all, HasSubstr("\r\nConnection: close\r\n"));
  EXPECT_EQ(counts->requests, 0);
}

TEST_F(http_socket_test, connections_beyond_the_limit_are_turned_away_and_room_comes_back) {
  open({.bounds = {.http_connections = 2}});
  const std::string probe = "GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n";
  auto first = std::make_unique<http_client>(port);
  http_client second(port);
  ASSERT_TRUE(first->send(probe));
  ASSERT_TRUE(second.send(probe));
  EXPECT_THAT(first->answer(), StartsWith("HTTP/1.1 200 "));
  EXPECT_THAT(second.answer(), StartsWith("HTTP/1.1 200 "));
  EXPECT_THAT(http_client(port).rest(), StartsWith("HTTP/1.1 503 "));
  first.reset();
  EXPECT_TRUE(tests::eventually(5s, [&] {
    http_client third(port);
    return third.send(probe) && third.answer().starts_with("HTTP/1.1 200 ");
  }));
}

TEST_F(http_socket_test, connections_come_and_go) {
  open();
  for (int i = 0; i < 500; ++i) {
    http_client client(port);
    ASSERT_TRUE(client.send(post("x", "Connection: close\r\n")));
    ASSERT_THAT(client.rest(), EndsWith("{\"result\":\"x\"}"));
  }
  EXPECT_TRUE(tests::eventually(10s, [&] { return running() == 2; }));
}

TEST_F(http_socket_test, winding_down_answers_closes_and_stops_listening) {
  open();
  http_client idle(port);
  ASSERT_TRUE(idle.send(post("x")));
  EXPECT_THAT(idle.answer(), StartsWith("HTTP/1.1 200 "));
  caf::anon_send(listener, wind_down{});
  EXPECT_EQ(idle.rest(), "");
  EXPECT_TRUE(tests::eventually(5s, [&] { return !http_client(port).connected(); }));
  EXPECT_TRUE(tests::eventually(5s, [&] { return running() == 1; }));
}

} // namespace
} // namespace howdah::transport
