#include "mcp/request_state.hpp"
#include "tests/mcp/parsing.hpp"

#include <gtest/gtest.h>

using namespace howdah;
using namespace howdah::mcp;
using howdah::tests::request_of;

namespace {

std::string identity(const std::string& params, const std::string& method = "tools/call") {
  return call_identity(*request_of(method, params));
}

} // namespace

TEST(request_state, comes_back_as_it_was_packed) {
  const request_state given{
    .expires = 1'700'000'000, .nonce = 0x8000000000000001, .once = true, .state = "a\0b"};
  const auto found = unpack_request_state(pack(given));
  ASSERT_TRUE(found);
  EXPECT_EQ(found->expires, given.expires);
  EXPECT_EQ(found->nonce, given.nonce);
  EXPECT_TRUE(found->once);
  EXPECT_EQ(found->state, given.state);
}

TEST(request_state, is_nothing_when_it_is_cut_or_of_another_layout) {
  const auto packed = pack({});
  for (std::size_t length = 0; length < packed.size(); ++length)
    EXPECT_FALSE(unpack_request_state(std::string_view(packed).substr(0, length))) << length;
  EXPECT_FALSE(unpack_request_state("\2" + packed.substr(1)));
  EXPECT_FALSE(unpack_request_state("\1\2" + packed.substr(2)));
}

TEST(call_identity, ignores_the_order_of_members_and_what_belongs_to_the_round) {
  const auto plain = identity(R"({"name":"t","arguments":{"a":1,"b":{"x":[1,2],"y":null}}})");
  EXPECT_EQ(identity(R"({"arguments":{"b":{"y":null,"x":[1,2]},"a":1},"name":"t"})"), plain);
  EXPECT_EQ(identity(R"({"name":"t","_meta":{"k":1},"requestState":"s","inputResponses":{},)"
                     R"("arguments":{"a":1,"b":{"x":[1,2],"y":null}}})"),
            plain);
}

TEST(call_identity, tells_any_other_call_apart) {
  const auto plain = identity(R"({"name":"t","arguments":{"a":1}})");
  for (const auto* other :
       {R"({"name":"u","arguments":{"a":1}})", R"({"name":"t","arguments":{"a":2}})",
        R"({"name":"t","arguments":{"a":"1"}})", R"({"name":"t","arguments":{"a":[1]}})",
        R"({"name":"t","arguments":{"b":1}})", R"({"name":"t","arguments":{"a":1,"_meta":2}})",
        R"({"name":"t"})", R"({})"})
    EXPECT_NE(identity(other), plain) << other;
  EXPECT_NE(identity(R"({"name":"t","arguments":{"a":1}})", "prompts/get"), plain);
  EXPECT_NE(identity(R"({"a":[[1],2]})"), identity(R"({"a":[[1,2]]})"));
}
