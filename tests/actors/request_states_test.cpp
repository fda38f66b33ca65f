#include "actors/request_states.hpp"

#include <gtest/gtest.h>

#include <string>

namespace howdah::actors {
namespace {

using namespace std::chrono_literals;

mcp::message_ptr call_with(const std::string& params) {
  return *mcp::parse_frame(
            R"({"jsonrpc":"2.0","id":1,"method":"tools/call","params":)" + params + '}', 64)
            ->messages.front();
}

class request_states_test : public testing::Test {
protected:
  std::string sealed(bool once = false) {
    return states.seal(ada, *call, "kept", once, ++nonce, 1000);
  }
  errc refusal(const auth::principal& who, const mcp::message& of, const std::string& text,
               std::int64_t now = 1000) {
    const auto opened = states.open(who, of, text, now);
    return opened ? errc::internal : opened.error().code;
  }

  auth::principal ada = *auth::anonymous();
  mcp::message_ptr call = call_with(R"({"name":"t","arguments":{"sql":"drop table a"}})");
  mcp::message_ptr other = call_with(R"({"name":"t","arguments":{"sql":"drop table b"}})");
  std::uint64_t nonce = 0;
  request_states states{auth::sealer::random(), 300s, 2};
};

TEST_F(request_states_test, come_back_for_the_same_caller_and_call_until_they_expire) {
  const auto text = sealed();
  EXPECT_EQ(states.open(ada, *call, text, 1299).value(), "kept");
  EXPECT_EQ(states.open(ada, *call, text, 1000).value(), "kept");
  EXPECT_EQ(refusal(ada, *call, text, 1300), errc::invalid_params);
}

TEST_F(request_states_test, do_not_open_with_another_call) {
  const auto text = sealed();
  EXPECT_EQ(refusal(ada, *other, text), errc::invalid_params);
}

TEST_F(request_states_test, do_not_open_when_a_single_character_was_changed) {
  const auto text = sealed();
  for (std::size_t i = 0; i < text.size(); ++i) {
    auto changed = text;
    changed[i] = changed[i] == 'A' ? 'B' : 'A';
    EXPECT_EQ(refusal(ada, *call, changed), errc::invalid_params) << i;
  }
  EXPECT_EQ(refusal(ada, *call, text + "-TAMPERED"), errc::invalid_params);
  EXPECT_EQ(refusal(ada, *call, ""), errc::invalid_params);
}

TEST_F(request_states_test, that_count_once_open_once) {
  const auto text = sealed(true);
  EXPECT_TRUE(states.open(ada, *call, text, 1000));
  EXPECT_EQ(refusal(ada, *call, text), errc::invalid_params);
}

TEST_F(request_states_test, are_refused_rather_than_forgotten_when_too_many_were_used) {
  const auto first = sealed(true);
  EXPECT_TRUE(states.open(ada, *call, first, 1000));
  EXPECT_TRUE(states.open(ada, *call, sealed(true), 1000));
  EXPECT_EQ(refusal(ada, *call, sealed(true)), errc::busy);
  EXPECT_EQ(refusal(ada, *call, first), errc::invalid_params);
  const auto later = states.seal(ada, *call, "kept", true, ++nonce, 1300);
  EXPECT_TRUE(states.open(ada, *call, later, 1300)) << "those that expired are forgotten";
}

} // namespace
} // namespace howdah::actors
