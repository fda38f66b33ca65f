#include "mcp/inputs.hpp"
#include "tests/mcp/parsing.hpp"

#include <gtest/gtest.h>

using namespace howdah;
using namespace howdah::mcp;
using howdah::tests::json;
using howdah::tests::message_of;

TEST(inputs, are_found_by_key_wherever_they_came_from) {
  const json responses(R"({"a":{"action":"accept"}})");
  const inputs modern(responses.root(), "state");
  EXPECT_EQ(modern["a"]["action"].string(), "accept");
  EXPECT_FALSE(modern["b"]);
  EXPECT_EQ(modern.state(), "state");
  inputs legacy;
  const auto response = message_of(R"({"jsonrpc":"2.0","id":"x","result":{"action":"decline"}})");
  legacy.gather("a", response->root()["result"], response);
  EXPECT_EQ(legacy["a"]["action"].string(), "decline");
  EXPECT_FALSE(legacy["b"]);
  EXPECT_FALSE(inputs()["a"]);
}

TEST(inputs, only_what_was_accepted_has_content) {
  const json said(R"({"yes":{"action":"accept","content":{"n":1}},)"
                  R"("no":{"action":"decline","content":{"n":1}},"odd":7})");
  EXPECT_EQ(accepted_content(said["yes"])["n"].integer(), 1);
  EXPECT_FALSE(accepted_content(said["no"]));
  EXPECT_FALSE(accepted_content(said["odd"]));
  EXPECT_FALSE(accepted_content({}));
}

TEST(input_requests, are_members_of_a_result_or_requests_of_their_own) {
  const input_request ask{
    .key = "a\"b", .method = "elicitation/create", .params = R"({"message":"?"})"};
  EXPECT_EQ(input_request_members({}), "");
  EXPECT_EQ(json('{' + input_request_members({ask, {.key = "r", .method = "roots/list"}}) + '}')
              .root()
              .text(),
            R"({"inputRequests":{"a\"b":{"method":"elicitation/create","params":{"message":"?"}},)"
            R"("r":{"method":"roots/list","params":{}}}})");
  EXPECT_EQ(
    input_request_message("id-1", ask),
    R"({"jsonrpc":"2.0","id":"id-1","method":"elicitation/create","params":{"message":"?"}})");
}
