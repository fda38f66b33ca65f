#include "transport/listening_socket.hpp"

#include <gtest/gtest.h>

#include <gmock/gmock.h>
#include <utility>

namespace howdah::transport {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

TEST(listening_socket, port_zero_picks_a_free_one_and_tells_it) {
  const auto socket = listening_socket::open("127.0.0.1", 0);
  ASSERT_TRUE(socket);
  EXPECT_NE(socket->port(), 0);
  EXPECT_EQ(socket->address(), "127.0.0.1:" + std::to_string(socket->port()));
}

TEST(listening_socket, a_taken_port_is_named_with_the_remedy) {
  const auto first = listening_socket::open("127.0.0.1", 0);
  ASSERT_TRUE(first);
  const auto second = listening_socket::open("127.0.0.1", first->port());
  ASSERT_FALSE(second);
  EXPECT_THAT(second.error().message, StartsWith("cannot listen on " + first->address() + ": "));
  EXPECT_THAT(second.error().hint, HasSubstr("--port"));
}

TEST(listening_socket, a_port_is_free_again_when_its_socket_is_gone) {
  auto first = listening_socket::open("127.0.0.1", 0);
  ASSERT_TRUE(first);
  const auto port = first->port();
  { const auto ended = std::move(*first); }
  EXPECT_TRUE(listening_socket::open("127.0.0.1", port));
}

TEST(listening_socket, names_and_ipv6_addresses_are_understood) {
  const auto name = listening_socket::open("localhost", 0);
  ASSERT_TRUE(name);
  EXPECT_THAT(name->address(), StartsWith("127.0.0.1:"));
  for (const auto* const host : {"::1", "[::1]", "::"}) {
    const auto socket = listening_socket::open(host, 0);
    if (!socket) // a machine without IPv6 says so
      EXPECT_THAT(socket.error().message, HasSubstr("ddress"));
    else
      EXPECT_THAT(socket->address(), StartsWith("["));
  }
}

TEST(listening_socket, addresses_of_other_machines_and_unknown_names_are_refused) {
  for (const auto* const host : {"192.0.2.1", "no such host", "", "256.1.1.1"}) {
    const auto socket = listening_socket::open(host, 0);
    if (*host == '\0' && socket)
      continue; // every address of this machine
    ASSERT_FALSE(socket) << host;
    EXPECT_THAT(socket.error().message, HasSubstr(host));
    EXPECT_THAT(socket.error().hint, HasSubstr("--host"));
  }
}

} // namespace
} // namespace howdah::transport
