#include "tests/actors/dispatcher_fixture.hpp"

#include <gmock/gmock.h>

namespace howdah::actors {
namespace {

using namespace tests_of_dispatcher;
using testing::HasSubstr;
using testing::IsEmpty;

TEST_F(dispatcher_test, initialize_answers_with_the_clients_revision_and_a_session_id) {
  open();
  receive(
    R"({"jsonrpc":"2.0","id":"a","method":"initialize","params":{"protocolVersion":"2025-06-18","capabilities":{}}})");
  EXPECT_THAT(last().body, HasSubstr(R"("id":"a")"));
  EXPECT_THAT(last().body, HasSubstr(R"("protocolVersion":"2025-06-18")"));
  EXPECT_THAT(last().session_id, IsEmpty()) << "a pipe needs none";
  EXPECT_THAT(initialize_over_http(), testing::Not(IsEmpty()));
}

TEST_F(dispatcher_test, requests_that_follow_initialize_at_once_are_served) {
  open();
  initialize();
  call("1", "select 1");
  EXPECT_EQ(seen.assigned.size(), 1U);
  receive(
    R"({"jsonrpc":"2.0","id":2,"method":"initialize","params":{"protocolVersion":"2025-11-25"}})");
  EXPECT_THAT(last().body, HasSubstr("-32600")) << "once is enough";
}

TEST_F(dispatcher_test, before_initialize_only_ping_is_answered_on_a_pipe) {
  open();
  receive(R"({"jsonrpc":"2.0","id":1,"method":"ping"})");
  EXPECT_THAT(last().body, HasSubstr(R"("result":{})"));
  receive(R"({"jsonrpc":"2.0","id":2,"method":"tools/list"})");
  EXPECT_THAT(last().body, HasSubstr("-32602"));
}

TEST_F(dispatcher_test, a_tool_call_becomes_a_job_of_its_exchange) {
  open();
  initialize();
  call("7", "select 1");
  ASSERT_EQ(seen.assigned.size(), 1U);
  const auto& work = *seen.assigned.front().work;
  EXPECT_EQ(work.exchange.value, last_exchange);
  EXPECT_EQ(work.envelope.id.json, "7");
  EXPECT_EQ(work.label, "ask");
  EXPECT_TRUE(work.cancel_on_departure);
  EXPECT_TRUE(seen.replies.empty());
}

TEST_F(dispatcher_test, one_id_twice_in_flight_is_two_exchanges) {
  open();
  initialize();
  call("1", "select 1");
  call("1", "select 2");
  ASSERT_EQ(seen.assigned.size(), 2U);
  EXPECT_NE(seen.assigned[0].work->exchange, seen.assigned[1].work->exchange);
}

TEST_F(dispatcher_test, what_the_guard_refuses_never_reaches_the_pool) {
  open();
  initialize();
  call("1", "drop table t");
  EXPECT_TRUE(seen.assigned.empty());
  EXPECT_THAT(last().body, HasSubstr(R"("isError":true)"));
}

TEST_F(dispatcher_test, wrong_arguments_are_tool_errors_and_unknown_tools_protocol_errors) {
  open();
  initialize();
  receive(
    R"({"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"ask","arguments":{"sequel":"x"}}})");
  EXPECT_THAT(last().body, HasSubstr(R"("isError":true)"));
  receive(R"({"jsonrpc":"2.0","id":2,"method":"tools/call","params":{"name":"nope"}})");
  EXPECT_THAT(last().body, HasSubstr("-32602"));
  receive(R"({"jsonrpc":"2.0","id":3,"method":"tools/nope"})");
  EXPECT_THAT(last().body, HasSubstr("-32601"));
}

TEST_F(dispatcher_test, without_a_database_tools_give_their_notice_and_the_rest_works) {
  open(false);
  initialize();
  call("1", "select 1");
  EXPECT_THAT(last().body, HasSubstr("no database"));
  receive(R"({"jsonrpc":"2.0","id":2,"method":"tools/call","params":{"name":"info"}})");
  EXPECT_THAT(last().body, HasSubstr("at once"));
}

TEST_F(dispatcher_test, an_unknown_or_ended_session_is_not_found) {
  open();
  const auto id = initialize_over_http();
  const std::string list = R"({"jsonrpc":"2.0","id":1,"method":"tools/list"})";
  receive(list, {.via = carrier::http, .connection = 2, .session_id = "nonsense"});
  EXPECT_EQ(last().status, 404);
  receive(list, {.via = carrier::http, .connection = 2, .session_id = id});
  EXPECT_EQ(last().status, 200);
  tell(under_test, end_session{.exchange = {++last_exchange},
                               .sink = sink,
                               .principal = auth::anonymous(),
                               .session_id = id});
  EXPECT_EQ(last().status, 200);
  receive(list, {.via = carrier::http, .connection = 2, .session_id = id});
  EXPECT_EQ(last().status, 404);
}

TEST_F(dispatcher_test, an_http_request_of_a_legacy_client_needs_a_session) {
  open();
  receive(R"({"jsonrpc":"2.0","id":1,"method":"tools/list"})",
          {.via = carrier::http, .connection = 2});
  EXPECT_EQ(last().status, 400);
  EXPECT_THAT(last().body, HasSubstr("-32600"));
}

TEST_F(dispatcher_test, a_modern_request_needs_no_session) {
  open();
  receive(
    R"({"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"info","_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientCapabilities":{}}}})",
    {.via = carrier::http,
     .connection = 2,
     .protocol_version = "2026-07-28",
     .method = "tools/call",
     .name = "info"});
  EXPECT_EQ(last().status, 200);
  EXPECT_THAT(last().body, HasSubstr(R"("resultType":"complete")"));
  EXPECT_TRUE(last().session_id.empty());
}

TEST_F(dispatcher_test, prompts_are_answered_and_unknown_ones_named) {
  open();
  initialize();
  receive(R"({"jsonrpc":"2.0","id":1,"method":"prompts/get","params":{"name":"hello"}})");
  EXPECT_THAT(last().body, HasSubstr("Say hello."));
  receive(R"({"jsonrpc":"2.0","id":2,"method":"prompts/get","params":{"name":"nope"}})");
  EXPECT_THAT(last().body, HasSubstr("-32602"));
  EXPECT_THAT(last().body, HasSubstr("hello"));
}

} // namespace
} // namespace howdah::actors
