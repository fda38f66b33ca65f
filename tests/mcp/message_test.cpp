#include "mcp/message.hpp"

#include <gtest/gtest.h>

using namespace howdah;
using namespace howdah::mcp;

TEST(parse_frame, a_request_has_method_id_and_params) {
  const auto parsed = parse_frame(
    R"({"jsonrpc":"2.0","id":7,"method":"tools/call","params":{"name":"query"}})", 64);
  ASSERT_TRUE(parsed);
  ASSERT_TRUE(parsed->messages.at(0));
  const auto message = *parsed->messages[0];
  EXPECT_EQ(message->what(), message::kind::request);
  EXPECT_EQ(message->method(), "tools/call");
  EXPECT_EQ(message->id().json, "7");
  EXPECT_EQ(message->params()["name"].string(), "query");
}
