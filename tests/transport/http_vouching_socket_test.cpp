// Real connections whose tokens are judged by an actor that takes its time.
#include "tests/support/eventually.hpp"
#include "tests/support/http_client.hpp"
#include "tests/transport/real_actors.hpp"
#include "tests/transport/scripted_authenticator.hpp"
#include "transport/streamable_http.hpp"

#include <caf/io/middleman.hpp>
#include <caf/send.hpp>
#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <gmock/gmock.h>
#include <memory>
#include <string>
#include <vector>

namespace howdah::transport {
namespace {

using namespace std::chrono_literals;
using testing::EndsWith;
using testing::StartsWith;
using tests::http_client;

/// Answers each question on the scheduler, a moment later: `bad` is nobody's, `never` waits for
/// ever.
vouching_actor::behavior_type late_authenticator(vouching_actor::pointer self,
                                                 std::shared_ptr<std::atomic<int>> asked) {
  return {[=](const actors::credentials& which) {
    ++*asked;
    const auto& token = which.token.reveal();
    if (token == "never")
      return;
    auto holder = token == "bad" ? refuse(errc::not_authenticated, "It is not good.")
                                 : auth::voucher::token_holder(token);
    self->delayed_send(which.asker, 2ms,
                       actors::vouched{.ticket = which.ticket, .holder = std::move(holder)});
  }};
}

class http_vouching_socket_test : public real_actors {
protected:
  http_vouching_socket_test() {
    auto socket = listening_socket::open("127.0.0.1", 0);
    port = socket->port();
    http_options options{.callers = std::make_shared<fixed_caller>(auth::anonymous()),
                         .tokens = std::make_shared<half_known_tokens>(),
                         .authenticator = authenticator};
    listener = system.middleman().spawn_broker(
      http_listener, std::make_shared<const http_options>(std::move(options)), dispatcher,
      std::make_shared<listening_socket>(std::move(*socket)));
  }

  ~http_vouching_socket_test() override {
    caf::anon_send_exit(listener, caf::exit_reason::user_shutdown);
    caf::anon_send_exit(authenticator, caf::exit_reason::user_shutdown);
  }

  static std::string post(const std::string& method, const std::string& token) {
    const auto body = R"({"jsonrpc":"2.0","id":1,"method":")" + method + "\"}";
    return "POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
           "Authorization: Bearer "
           + token + "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
  }

  std::shared_ptr<std::atomic<int>> asked = std::make_shared<std::atomic<int>>(0);
  vouching_actor authenticator = system.spawn(late_authenticator, asked);
  std::uint16_t port = 0;
  listener_actor listener;
};

TEST_F(http_vouching_socket_test, pipelined_requests_are_answered_in_order) {
  http_client client(port);
  std::string all;
  for (int i = 0; i < 200; ++i)
    all += post(std::to_string(i), i % 3 == 0 ? "bad" : "alice");
  ASSERT_TRUE(client.send(all));
  for (int i = 0; i < 200; ++i) {
    const auto answer = client.answer();
    if (i % 3 == 0)
      ASSERT_THAT(answer, StartsWith("HTTP/1.1 401 "));
    else
      ASSERT_THAT(answer, EndsWith("{\"result\":\"" + std::to_string(i) + "\"}"));
  }
  EXPECT_EQ(*asked, 200);
}

TEST_F(http_vouching_socket_test, connections_wait_side_by_side) {
  std::vector<std::unique_ptr<http_client>> clients;
  for (int i = 0; i < 100; ++i) {
    clients.push_back(std::make_unique<http_client>(port));
    ASSERT_TRUE(clients.back()->send(post(std::to_string(i), "alice")));
  }
  for (int i = 0; i < 100; ++i)
    ASSERT_THAT(clients[static_cast<std::size_t>(i)]->answer(),
                EndsWith("{\"result\":\"" + std::to_string(i) + "\"}"));
}

TEST_F(http_vouching_socket_test, a_large_body_that_waits_arrives_whole) {
  http_client client(port);
  const std::string large(900'000, 'x');
  ASSERT_TRUE(client.send(post(large, "alice") + post("next", "alice")));
  EXPECT_THAT(client.answer(), EndsWith("{\"result\":\"" + large + "\"}"));
  EXPECT_THAT(client.answer(), EndsWith("{\"result\":\"next\"}"));
}

TEST_F(http_vouching_socket_test, clients_that_leave_while_auth_is_asked_are_let_go) {
  for (int i = 0; i < 20; ++i) {
    http_client client(port);
    ASSERT_TRUE(client.send(post("x", "never")));
    ASSERT_TRUE(tests::eventually(5s, [&] { return *asked == i + 1; }));
  }
  EXPECT_TRUE(tests::eventually(10s, [this] { return running() == 3; }));
  EXPECT_EQ(counts->requests, 0);
}

} // namespace
} // namespace howdah::transport
