#include "actors/dispatcher.hpp"
#include "tests/actors/fake_plan.hpp"
#include "tests/support/virtual_actors.hpp"

#include <caf/typed_event_based_actor.hpp>

#include <gmock/gmock.h>

namespace howdah::actors {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;

/// A tool that takes SQL and one that answers without a database.
class sql_tool : public tools::tool {
public:
  const mcp::tool_descriptor& descriptor() const override { return descriptor_; }
  std::optional<result<std::string>> statement(const mcp::arguments& given) const override {
    return result<std::string>(*given.string("sql"));
  }
  tools::step prepare(const mcp::arguments&, const tools::context&,
                      sql::admitted_ptr judged) const override {
    EXPECT_TRUE(judged);
    return tools::plan_ptr(std::make_shared<tests::fake_plan>());
  }
  mcp::answer without_database(const tools::context&) const override {
    return mcp::tool_result{.text = "no database"};
  }
  mcp::answer refused(const problem& why) const override {
    return mcp::tool_result{.text = name_of(why.code), .is_error = true};
  }

private:
  mcp::tool_descriptor descriptor_{
    .name = "ask",
    .title = "Ask",
    .description = "Runs SQL.",
    .parameters = {{.name = "sql", .description = "The statement.", .required = true}},
    .output_schema = R"({"type":"object"})"};
};

class info_tool : public tools::tool {
public:
  const mcp::tool_descriptor& descriptor() const override { return descriptor_; }
  tools::step prepare(const mcp::arguments&, const tools::context&,
                      sql::admitted_ptr) const override {
    return mcp::answer(mcp::tool_result{.text = "at once"});
  }
  bool needs_database() const override { return false; }
  mcp::answer without_database(const tools::context&) const override {
    return mcp::tool_result{.text = "unused"};
  }
  mcp::answer refused(const problem& why) const override {
    return mcp::tool_result{.text = name_of(why.code), .is_error = true};
  }

private:
  mcp::tool_descriptor descriptor_{.name = "info",
                                   .title = "Info",
                                   .description = "Tells.",
                                   .output_schema = R"({"type":"object"})"};
};

std::shared_ptr<const tools::catalogue> two_tools() {
  auto offered = std::make_shared<tools::catalogue>();
  offered->tools.push_back(std::make_unique<sql_tool>());
  offered->tools.push_back(std::make_unique<info_tool>());
  offered->prompts.push_back(
    {.descriptor = {.name = "hello", .title = "Hello", .description = "Greets."},
     .text = "Say hello."});
  return offered;
}

struct world {
  std::vector<assignment> assigned;
  std::vector<cancel_work> cancels;
  std::vector<reply> replies;
  std::vector<judgement_order> judged;
};

pool_actor::behavior_type scripted_pool(pool_actor::pointer, world* seen) {
  return {
    [=](const assignment& work) { seen->assigned.push_back(work); },
    [=](const cancel_work& which) { seen->cancels.push_back(which); },
    [](const pool_query&) -> caf::result<pool_status> { return pool_status{.up = true}; },
    [](const connect_ended&) {},
    [](const work_ended&) {},
    [](const connection_broken&) {},
    [](const pool_tick&) {},
    [](const pool_drain&) -> caf::result<pool_drained> { return pool_drained{}; },
  };
}

judge_actor::behavior_type scripted_judge(judge_actor::pointer, world* seen) {
  return {[=](const judgement_order& order) {
    seen->judged.push_back(order);
  }};
}

sink_actor::behavior_type scripted_sink(sink_actor::pointer, world* seen) {
  return {[=](const reply& answer) { seen->replies.push_back(answer); },
          [](const notice&) {
          }};
}

class dispatcher_test : public tests::virtual_actors {
protected:
  void open(bool with_database = true) {
    settings.offered = two_tools();
    settings.judge = spawn(scripted_judge, &seen);
    if (with_database)
      settings.pool = spawn(scripted_pool, &seen);
    sink = spawn(scripted_sink, &seen);
    under_test = spawn_broker(dispatcher, settings);
  }

  void receive(const std::string& text, envelope_facts facts) {
    auto parsed = mcp::parse_frame(text, 64);
    ASSERT_TRUE(parsed);
    tell(under_test, request{.exchange = {++last_exchange},
                             .sink = sink,
                             .principal = auth::anonymous(),
                             .facts = std::move(facts),
                             .frame = std::move(*parsed)});
  }
  void receive(const std::string& text) { receive(text, {.via = carrier::stdio, .connection = 1}); }

  /// Opens a session over the pipe, as a client does first.
  void initialize() {
    receive(
      R"({"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"t","version":"1"}}})");
    ASSERT_FALSE(seen.replies.empty());
    seen.replies.clear();
  }
  std::string initialize_over_http() {
    receive(
      R"({"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"t","version":"1"}}})",
      {.via = carrier::http, .connection = 2});
    auto id = seen.replies.back().session_id;
    seen.replies.clear();
    return id;
  }
  void call(const std::string& id, const std::string& sql) {
    receive(R"({"jsonrpc":"2.0","id":)" + id
            + R"(,"method":"tools/call","params":{"name":"ask","arguments":{"sql":")" + sql
            + R"("}}})");
  }
  void judge_first() {
    const auto order = seen.judged.front();
    tell(under_test, judgement{.ticket = order.ticket,
                               .verdict = sql::guard(settings.policy).judge(order.text)});
  }
  const reply& last() { return seen.replies.back(); }

  world seen;
  dispatcher_settings settings;
  dispatcher_actor under_test;
  sink_actor sink;
  std::uint64_t last_exchange = 0;
};

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
