#include "tests/actors/dispatcher_fixture.hpp"

#include <gmock/gmock.h>

namespace howdah::actors {
namespace {

using namespace tests_of_dispatcher;
using testing::HasSubstr;
using testing::IsEmpty;

TEST_F(dispatcher_test, a_cancel_names_the_session_it_came_in) {
  open();
  const auto first = initialize_over_http();
  const auto second = initialize_over_http();
  const std::string cancel
    = R"({"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":5}})";
  for (const auto& id : {first, second})
    receive(
      R"({"jsonrpc":"2.0","id":5,"method":"tools/call","params":{"name":"ask","arguments":{"sql":"select 1"}}})",
      {.via = carrier::http, .connection = 2, .session_id = id});
  receive(cancel, {.via = carrier::http, .connection = 3, .session_id = second});
  ASSERT_EQ(seen.assigned.size(), 2U);
  ASSERT_EQ(seen.cancels.size(), 1U);
  EXPECT_EQ(seen.cancels[0].key, seen.assigned[1].work->key);
  EXPECT_NE(seen.cancels[0].key, seen.assigned[0].work->key);
  EXPECT_EQ(last().status, 202);
}

TEST_F(dispatcher_test, a_large_statement_goes_to_the_judge_and_runs_after_its_verdict) {
  open();
  initialize();
  const auto large = "select 1 as " + std::string(3000, 'a');
  call("1", large);
  ASSERT_EQ(seen.judged.size(), 1U);
  EXPECT_TRUE(seen.assigned.empty());
  judge_first();
  EXPECT_EQ(seen.assigned.size(), 1U);
  call("2", large);
  EXPECT_EQ(seen.judged.size(), 1U) << "the verdict is remembered";
  EXPECT_EQ(seen.assigned.size(), 2U);
}

TEST_F(dispatcher_test, a_call_cancelled_at_the_judge_never_runs) {
  open();
  initialize();
  const auto large = "select 1 as " + std::string(3000, 'a');
  call("1", large);
  receive(R"({"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":1}})");
  judge_first();
  EXPECT_TRUE(seen.assigned.empty());
  EXPECT_EQ(last().to.value, last_exchange - 1);
  EXPECT_THAT(last().body, IsEmpty());
}

TEST_F(dispatcher_test, a_judge_with_enough_to_do_is_busy) {
  settings.judging = 1;
  open();
  initialize();
  call("1", "select 1 as " + std::string(3000, 'a'));
  call("2", "select 1 as " + std::string(3000, 'b'));
  EXPECT_THAT(last().body, HasSubstr("busy"));
  EXPECT_EQ(seen.judged.size(), 1U);
  judge_first();
  EXPECT_EQ(seen.assigned.size(), 1U);
}

TEST_F(dispatcher_test, a_client_that_left_is_passed_on) {
  open();
  initialize();
  call("1", "select 1");
  tell(under_test, departed{.exchange = {last_exchange}});
  ASSERT_EQ(seen.cancels.size(), 1U);
  EXPECT_TRUE(seen.cancels[0].departure);
  EXPECT_EQ(seen.cancels[0].exchange->value, last_exchange);
}

TEST_F(dispatcher_test, a_client_that_is_not_let_in_any_more_has_no_grace) {
  open();
  initialize();
  call("1", "select 1");
  tell(under_test, departed{.exchange = {last_exchange}, .for_good = true});
  ASSERT_EQ(seen.cancels.size(), 1U);
  EXPECT_FALSE(seen.cancels[0].departure);
}

} // namespace
} // namespace howdah::actors
