#include "actors/server_messages.hpp"

#include <gtest/gtest.h>

namespace howdah::actors {
namespace {

TEST(server_messages, every_severity_has_a_level) {
  EXPECT_EQ(level_of("DEBUG"), mcp::log_level::debug);
  EXPECT_EQ(level_of("DEBUG5"), mcp::log_level::debug);
  EXPECT_EQ(level_of("LOG"), mcp::log_level::info);
  EXPECT_EQ(level_of("INFO"), mcp::log_level::info);
  EXPECT_EQ(level_of("NOTICE"), mcp::log_level::notice);
  EXPECT_EQ(level_of("WARNING"), mcp::log_level::warning);
  EXPECT_EQ(level_of("something new"), mcp::log_level::info);
}

TEST(server_messages, say_what_the_server_said_and_nothing_else) {
  EXPECT_EQ(
    log_notification({.severity = "NOTICE", .sqlstate = "00000", .message = "a \"b\""}),
    R"({"jsonrpc":"2.0","method":"notifications/message","params":{"level":"notice","logger":"postgresql","data":{"message":"a \"b\"","sqlstate":"00000","severity":"NOTICE"}}})");
}

} // namespace
} // namespace howdah::actors
