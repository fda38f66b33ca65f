#include "mcp/answer.hpp"
#include "mcp/unknown_resource.hpp"
#include "tests/mcp/parsing.hpp"

#include <gtest/gtest.h>

#include <string>

using namespace howdah::mcp;
using howdah::tests::json;

TEST(unknown_resource, has_its_uri_in_the_data_of_the_error_whatever_it_holds) {
  for (const std::string uri : {"table://public/nope", "", "\"},\n\\", "sch\xc3\xa9ma://x"})
    for (const auto rev : {revision::v2024_11_05, newest_legacy, revision::v2026_07_28}) {
      const json reply(encode({{"1"}, rev}, unknown_resource(uri, "Look around.")));
      const auto error = reply["error"];
      EXPECT_EQ(error["code"].integer(), rev == revision::v2026_07_28 ? -32602 : -32002);
      EXPECT_EQ(error["data"]["uri"].string(), uri);
      EXPECT_EQ(error["data"]["hint"].string(), "Look around.");
      EXPECT_EQ(error["message"].string(), "Resource not found: " + uri);
    }
}
