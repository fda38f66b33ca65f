#include "transport/framing/query.hpp"

#include <gtest/gtest.h>

namespace howdah::transport {
namespace {

TEST(query_parameter, is_found_anywhere_and_however_its_name_is_encoded) {
  for (const auto* query :
       {"access_token=x", "a=b&access_token=x", "access_token", "a;access_token=", "ACCESS_TOKEN=x",
        "access%5ftoken=x", "%61ccess_token=x"})
    EXPECT_TRUE(query_parameter(query, "access_token")) << query;
  for (const auto* query : {"", "&", "a=access_token", "xaccess_token=1", "access_token2=1",
                            "access%5token=1", "access_toke%6", "%", "=access_token"})
    EXPECT_FALSE(query_parameter(query, "access_token")) << query;
}

TEST(query_parameter, has_the_decoded_value_of_the_first) {
  EXPECT_EQ(query_parameter("s=abc", "s"), "abc");
  EXPECT_EQ(query_parameter("a=1&s=%61b%63&s=2", "s"), "abc");
  EXPECT_EQ(query_parameter("s=a=b", "s"), "a=b");
  EXPECT_EQ(query_parameter("s=%zz%4", "s"), "%zz%4");
  EXPECT_EQ(query_parameter("s=a%00b", "s"), std::string("a\0b", 3));
  EXPECT_EQ(query_parameter("s=", "s"), "");
  EXPECT_EQ(query_parameter("s", "s"), "");
}

} // namespace
} // namespace howdah::transport
