#include "mcp/client_capabilities.hpp"
#include "tests/mcp/parsing.hpp"

#include <gtest/gtest.h>

using namespace howdah;
using namespace howdah::mcp;
using howdah::tests::json;

namespace {

client_capabilities read(const std::string& declared) {
  return read_capabilities(json(declared).root());
}

} // namespace

TEST(client_capabilities, are_those_declared_as_objects) {
  EXPECT_EQ(read_capabilities({}), client_capabilities{});
  EXPECT_EQ(read("{}"), client_capabilities{});
  EXPECT_EQ(read(R"({"elicitation":{},"sampling":{},"roots":{"listChanged":true}})"),
            (client_capabilities{.elicitation = true, .sampling = true, .roots = true}));
  EXPECT_EQ(read(R"({"sampling":true,"roots":null,"elicitation":[]})"), client_capabilities{});
  EXPECT_TRUE(read(R"({"extensions":{"io.modelcontextprotocol/tasks":{}}})").tasks);
  EXPECT_FALSE(read(R"({"tasks":{}})").tasks);
}

TEST(client_capabilities, a_client_that_only_opens_pages_cannot_fill_in_forms) {
  EXPECT_FALSE(read(R"({"elicitation":{"url":{}}})").elicitation);
  EXPECT_TRUE(read(R"({"elicitation":{"url":{},"form":{}}})").elicitation);
}

TEST(client_capabilities, say_which_requests_a_client_may_be_sent) {
  const client_capabilities sampling{.sampling = true};
  EXPECT_TRUE(allows(sampling, "sampling/createMessage"));
  EXPECT_FALSE(allows(sampling, "elicitation/create"));
  EXPECT_FALSE(allows(sampling, "roots/list"));
  EXPECT_FALSE(allows({.elicitation = true, .sampling = true, .roots = true}, "tools/call"));
  EXPECT_EQ(capability_for("sampling/createMessage"), R"({"sampling":{}})");
  EXPECT_EQ(capability_for("roots/list"), R"({"roots":{}})");
}

TEST(client_capabilities, survive_as_bits) {
  for (std::uint32_t bits = 0; bits < 8; ++bits)
    EXPECT_EQ(to_bits(capabilities_of_bits(bits)), bits);
}
