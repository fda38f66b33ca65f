#include "transport/framing/parameter_headers.hpp"

#include <gtest/gtest.h>

using namespace howdah::transport;

namespace {

TEST(parameter_headers, are_the_fields_with_the_prefix_in_any_case) {
  const http_request request{.fields = {{"Host", "localhost"},
                                        {"Mcp-Param-Region", "eu"},
                                        {"mcp-param-DRY-RUN", "true"},
                                        {"Mcp-Name", "query"}}};
  const auto found = parameter_headers(request);
  ASSERT_EQ(found.size(), 2u);
  EXPECT_EQ(found[0].name, "Region");
  EXPECT_EQ(found[0].value, "eu");
  EXPECT_EQ(found[1].name, "DRY-RUN");
  EXPECT_EQ(found[1].value, "true");
}

TEST(parameter_headers, are_unwrapped) {
  const http_request request{.fields = {{"Mcp-Param-City", "=?base64?w4VyaHVz?="},
                                        {"Mcp-Param-Bad", "=?base64?w4VyaHV?="}}};
  const auto found = parameter_headers(request);
  ASSERT_EQ(found.size(), 2u);
  EXPECT_EQ(found[0].value, "Århus");
  EXPECT_EQ(found[1].value, std::nullopt);
}

} // namespace
