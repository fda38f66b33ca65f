#include "app/config/checks.hpp"

#include <gtest/gtest.h>

namespace howdah::app {
namespace {

TEST(is_loopback, knows_addresses_from_names_that_look_like_them) {
  for (const auto* host : {"127.0.0.1", "127.255.255.254", "::1", "[::1]", "localhost"})
    EXPECT_TRUE(is_loopback(host)) << host;
  for (const auto* host : {"", "0.0.0.0", "128.0.0.1", "::", "::2", "127.0.0.1.nip.example",
                           "localhost.example", "[127.0.0.1"})
    EXPECT_FALSE(is_loopback(host)) << host;
}

} // namespace
} // namespace howdah::app
