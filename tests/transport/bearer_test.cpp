#include "transport/framing/bearer.hpp"

#include <gtest/gtest.h>

namespace howdah::transport {
namespace {

TEST(bearer_token, is_what_follows_the_scheme_whatever_its_case) {
  EXPECT_EQ(bearer_token("Bearer abc"), "abc");
  EXPECT_EQ(bearer_token("bEaReR   abc"), "abc");
  EXPECT_EQ(bearer_token("Bearer a b"), "a b");
  EXPECT_EQ(bearer_token("Bearer"), "");
  EXPECT_EQ(bearer_token("Bearer  "), "");
}

TEST(bearer_token, of_another_scheme_there_is_none) {
  for (const auto* text : {"", "abc", "Basic abc", "Bearerabc", "Bearer\tabc", "Bear er abc"})
    EXPECT_FALSE(bearer_token(text)) << text;
}

TEST(has_parameter, finds_a_name_anywhere_and_however_it_is_encoded) {
  for (const auto* query :
       {"access_token=x", "a=b&access_token=x", "access_token", "a;access_token=", "ACCESS_TOKEN=x",
        "access%5ftoken=x", "%61ccess_token=x"})
    EXPECT_TRUE(has_parameter(query, "access_token")) << query;
  for (const auto* query : {"", "&", "a=access_token", "xaccess_token=1", "access_token2=1",
                            "access%5token=1", "access_toke%6", "%", "=access_token"})
    EXPECT_FALSE(has_parameter(query, "access_token")) << query;
}

} // namespace
} // namespace howdah::transport
