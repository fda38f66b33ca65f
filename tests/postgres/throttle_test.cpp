#include "postgres/throttle.hpp"

#include <gtest/gtest.h>

#include <array>
#include <string>
#include <sys/socket.h>
#include <unistd.h>

namespace howdah::postgres {
namespace {

/// A server's end and a client's end, whose number libpq would know.
class throttle_test : public testing::Test {
protected:
  throttle_test() {
    std::array<int, 2> pair{};
    EXPECT_EQ(socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, pair.data()), 0);
    server = pair[0];
    client = pair[1];
  }
  ~throttle_test() override {
    close(server);
    close(client);
  }

  void server_sends(const std::string& text) {
    EXPECT_EQ(send(server, text.data(), text.size(), MSG_NOSIGNAL),
              static_cast<ssize_t>(text.size()));
  }
  std::string client_reads() const {
    std::string text(1 << 20, '\0');
    const auto bytes = recv(client, text.data(), text.size(), MSG_DONTWAIT);
    text.resize(bytes > 0 ? static_cast<std::size_t>(bytes) : 0);
    return text;
  }

  int server = -1;
  int client = -1;
  std::size_t passed = 0;
};

TEST_F(throttle_test, nothing_reaches_the_client_but_what_is_passed) {
  throttle between;
  ASSERT_TRUE(between.put_on(client));
  server_sends("hello");
  EXPECT_EQ(client_reads(), "");
  EXPECT_EQ(between.pass(passed), throttle::passage::some);
  EXPECT_EQ(passed, 5U);
  EXPECT_EQ(client_reads(), "hello");
  EXPECT_EQ(between.pass(passed), throttle::passage::nothing);
}

TEST_F(throttle_test, passes_no_more_than_a_portion) {
  throttle between;
  ASSERT_TRUE(between.put_on(client));
  server_sends(std::string(throttle::portion + 1000, 'x'));
  EXPECT_EQ(between.pass(passed), throttle::passage::some);
  EXPECT_EQ(client_reads().size(), throttle::portion);
  EXPECT_EQ(between.pass(passed), throttle::passage::some);
  EXPECT_EQ(client_reads().size(), 1000U);
}

TEST_F(throttle_test, the_client_has_its_own_socket_back_afterwards) {
  throttle between;
  for (int round = 0; round < 3; ++round) {
    ASSERT_TRUE(between.put_on(client));
    EXPECT_TRUE(between.on());
    between.take_off(client);
    EXPECT_FALSE(between.on());
    server_sends("direct");
    EXPECT_EQ(client_reads(), "direct");
    EXPECT_EQ(send(client, "back", 4, MSG_NOSIGNAL), 4);
    std::array<char, 8> heard{};
    EXPECT_EQ(recv(server, heard.data(), heard.size(), MSG_DONTWAIT), 4);
  }
}

TEST_F(throttle_test, a_closed_server_is_told_after_its_last_bytes) {
  throttle between;
  ASSERT_TRUE(between.put_on(client));
  server_sends("last");
  shutdown(server, SHUT_RDWR);
  EXPECT_EQ(between.pass(passed), throttle::passage::some);
  EXPECT_EQ(client_reads(), "last");
  EXPECT_EQ(between.pass(passed), throttle::passage::closed);
}

TEST_F(throttle_test, a_descriptor_that_is_no_longer_the_clients_is_left_alone) {
  throttle between;
  ASSERT_TRUE(between.put_on(client));
  between.take_off(-1);
  EXPECT_FALSE(between.on());
  EXPECT_EQ(client_reads(), ""); // its number still is the end of the pair
}

TEST_F(throttle_test, what_is_no_socket_cannot_be_throttled) {
  throttle between;
  EXPECT_FALSE(between.put_on(-1));
  EXPECT_FALSE(between.on());
}

} // namespace
} // namespace howdah::postgres
