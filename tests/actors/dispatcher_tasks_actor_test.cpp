#include "actors/answering.hpp"
#include "tests/actors/dispatcher_fixture.hpp"
#include "tests/mcp/parsing.hpp"

#include <gmock/gmock.h>
#include <string>

namespace howdah::actors {
namespace {

using namespace std::chrono_literals;
using namespace tests_of_dispatcher;
using howdah::tests::json;
using testing::HasSubstr;

/// A tool that runs on the pool and may become a task, or must; with `asks` it parks first.
class task_tool : public info_tool {
public:
  task_tool(std::string_view name, mcp::task_support support, bool asks)
    : descriptor_{.name = name, .title = "", .description = "Works.", .tasks = support},
      asks_(asks) {}
  const mcp::tool_descriptor& descriptor() const override { return descriptor_; }
  tools::step prepare(const mcp::arguments&, const tools::context& with,
                      sql::admitted_ptr) const override {
    if (asks_ && !(with.inputs["a"] && with.inputs["b"]))
      return tools::input_needed{.requests = {{.key = "a", .method = "elicitation/create"},
                                              {.key = "b", .method = "elicitation/create"}},
                                 .park = true};
    return tools::plan_ptr(std::make_shared<tests::fake_plan>());
  }

private:
  mcp::tool_descriptor descriptor_;
  bool asks_;
};

const std::string knows_tasks
  = R"({"elicitation":{},"extensions":{"io.modelcontextprotocol/tasks":{}}})";

class dispatcher_tasks_test : public dispatcher_test {
protected:
  void SetUp() override {
    auto offered = std::make_shared<tools::catalogue>();
    using mcp::task_support;
    const auto add = [&](std::string_view name, task_support support, bool asks = false) {
      offered->tools.push_back(std::make_unique<task_tool>(name, support, asks));
    };
    add("plain", task_support::none);
    add("slow", task_support::optional);
    add("always", task_support::required);
    add("asks", task_support::optional, true);
    settings.offered = std::move(offered);
    settings.task_after = 2s;
    open();
  }

  json ask(const std::string& method, const std::string& params,
           const std::string& capabilities = knows_tasks) {
    receive(R"({"jsonrpc":"2.0","id":1,"method":")" + method + R"(","params":{)" + params
            + R"(,"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28",)"
              R"("io.modelcontextprotocol/clientCapabilities":)"
            + capabilities + "}}}");
    return seen.replies.empty() ? json("{}") : json(last().body);
  }
  void call_tool(const std::string& name, const std::string& capabilities = knows_tasks) {
    ask("tools/call", R"("name":")" + name + '"', capabilities);
  }
  json about(const std::string& method, const std::string& id, const std::string& more = "") {
    return ask(method, R"("taskId":")" + id + '"' + more);
  }
  std::string status(const std::string& id) {
    return std::string(about("tasks/get", id)["result"]["status"].string().value_or("none"));
  }
  std::string task_id() { return std::string(*json(last().body)["result"]["taskId"].string()); }
  /// As the database does.
  void finish(const mcp::answer& with) {
    const auto& work = *seen.assigned.back().work;
    caf::anon_send(work.sink, reply_to(work, with));
    run();
  }
};

TEST_F(dispatcher_tasks_test, a_call_that_ends_in_time_is_answered_as_ever) {
  call_tool("slow");
  advance(1990ms);
  EXPECT_TRUE(seen.replies.empty());
  finish(mcp::tool_result{.text = "quick"});
  EXPECT_EQ(json(last().body)["result"]["resultType"].string(), "complete");
  advance(1s);
  EXPECT_EQ(seen.replies.size(), 1U);
}

TEST_F(dispatcher_tasks_test, a_call_that_takes_longer_becomes_a_task_with_its_result) {
  call_tool("slow");
  advance(2s);
  ASSERT_EQ(seen.replies.size(), 1U);
  EXPECT_EQ(json(last().body)["result"]["resultType"].string(), "task");
  const auto id = task_id();
  EXPECT_EQ(status(id), "working");
  const auto before = seen.replies.size();
  finish(mcp::tool_result{.text = "slow but sure"});
  EXPECT_EQ(seen.replies.size(), before) << "its exchange is over";
  const auto done = about("tasks/get", id);
  EXPECT_EQ(done["result"]["status"].string(), "completed");
  EXPECT_EQ(done["result"]["result"]["content"].at(0)["text"].string(), "slow but sure");
}

TEST_F(dispatcher_tasks_test, tool_errors_complete_and_protocol_errors_fail) {
  call_tool("always");
  auto id = task_id();
  finish(mcp::tool_result{.text = "no", .is_error = true});
  EXPECT_EQ(about("tasks/get", id)["result"]["result"]["isError"].boolean(), true);
  call_tool("always");
  id = task_id();
  finish(problem{.message = "bug"});
  const auto failed = about("tasks/get", id);
  EXPECT_EQ(failed["result"]["status"].string(), "failed");
  EXPECT_EQ(failed["result"]["error"]["code"].integer(), -32603);
}

TEST_F(dispatcher_tasks_test, clients_that_do_not_know_tasks_get_none) {
  call_tool("slow", "{}");
  advance(1h);
  EXPECT_TRUE(seen.replies.empty());
  call_tool("always", "{}");
  EXPECT_EQ(json(last().body)["error"]["code"].integer(), -32021);
  EXPECT_THAT(
    last().body,
    HasSubstr(R"("requiredCapabilities":{"extensions":{"io.modelcontextprotocol/tasks":{}}})"));
  for (const auto* method : {"tasks/get", "tasks/update", "tasks/cancel"})
    EXPECT_EQ(ask(method, R"("taskId":"x")", "{}")["error"]["code"].integer(), -32021) << method;
}

TEST_F(dispatcher_tasks_test, a_tool_without_tasks_never_makes_one) {
  call_tool("plain");
  advance(1h);
  EXPECT_TRUE(seen.replies.empty());
}

TEST_F(dispatcher_tasks_test, unknown_tasks_and_methods_are_refused) {
  for (const auto* method : {"tasks/get", "tasks/update", "tasks/cancel"})
    EXPECT_EQ(about(method, "nope")["error"]["code"].integer(), -32602) << method;
  EXPECT_EQ(ask("tasks/get", R"("x":1)")["error"]["code"].integer(), -32602);
  for (const auto* method : {"tasks/list", "tasks/result"})
    EXPECT_EQ(about(method, "nope")["error"]["code"].integer(), -32601) << method;
}

TEST_F(dispatcher_tasks_test, cancel_reaches_the_pool_and_the_task_ends_with_its_job) {
  call_tool("always");
  const auto id = task_id();
  const auto acknowledged = about("tasks/cancel", id);
  EXPECT_EQ(acknowledged["result"]["resultType"].string(), "complete");
  EXPECT_FALSE(acknowledged["result"]["taskId"]);
  ASSERT_EQ(seen.cancels.size(), 1U);
  EXPECT_EQ(seen.cancels.front().exchange, seen.assigned.front().work->exchange);
  const auto& work = *seen.assigned.back().work;
  caf::anon_send(work.sink, ended_early(work, seen.cancels.front().why));
  run();
  EXPECT_EQ(status(id), "cancelled");
  about("tasks/cancel", id);
  EXPECT_EQ(seen.cancels.size(), 1U);
}

TEST_F(dispatcher_tasks_test, a_notification_cancels_a_call_until_it_is_a_task) {
  const std::string cancel
    = R"({"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":1}})";
  call_tool("slow");
  receive(cancel);
  ASSERT_EQ(seen.cancels.size(), 1U);
  EXPECT_THAT(seen.cancels.back().spared, testing::IsEmpty());
  advance(2s);
  const auto id = task_id();
  receive(cancel);
  ASSERT_EQ(seen.cancels.size(), 2U);
  ASSERT_EQ(seen.cancels.back().spared.size(), 1U);
  EXPECT_EQ(seen.cancels.back().spared.front(), seen.assigned.back().work->exchange);
  finish(mcp::tool_result{.text = "went on"});
  EXPECT_EQ(status(id), "completed");
}

TEST_F(dispatcher_tasks_test, a_write_that_finished_before_the_cancel_says_so) {
  call_tool("always");
  const auto id = task_id();
  about("tasks/cancel", id);
  finish(mcp::tool_result{.text = "committed"});
  EXPECT_EQ(status(id), "completed");
}

TEST_F(dispatcher_tasks_test, questions_wait_in_the_task_until_all_are_answered) {
  call_tool("asks");
  const auto id = task_id();
  EXPECT_EQ(about("tasks/get", id)["result"]["inputRequests"].size(), 2U);
  about("tasks/update", id, R"(,"inputResponses":{"b":{"action":"accept"},"other":{}})");
  const auto half = about("tasks/get", id);
  EXPECT_EQ(half["result"]["status"].string(), "input_required");
  EXPECT_EQ(half["result"]["inputRequests"].size(), 1U);
  EXPECT_TRUE(half["result"]["inputRequests"]["a"]);
  EXPECT_TRUE(seen.assigned.empty());
  const auto acknowledged
    = about("tasks/update", id, R"(,"inputResponses":{"a":{"action":"accept"}})");
  EXPECT_EQ(acknowledged["result"]["resultType"].string(), "complete");
  ASSERT_EQ(seen.assigned.size(), 1U);
  EXPECT_EQ(status(id), "working");
  finish(mcp::tool_result{.text = "done"});
  EXPECT_EQ(status(id), "completed");
}

TEST_F(dispatcher_tasks_test, a_task_that_waits_can_be_cancelled) {
  call_tool("asks");
  const auto id = task_id();
  about("tasks/cancel", id);
  EXPECT_EQ(status(id), "cancelled");
  about("tasks/update", id, R"(,"inputResponses":{"a":{},"b":{}})");
  EXPECT_TRUE(seen.assigned.empty());
  EXPECT_EQ(ask("tasks/update", R"("taskId":")" + id + '"')["error"]["code"].integer(), -32602);
}

TEST_F(dispatcher_tasks_test, without_room_a_call_stays_a_call_or_is_refused) {
  settings.tasks.total = 0;
  under_test = spawn_broker(dispatcher, settings);
  call_tool("slow");
  advance(3s);
  EXPECT_TRUE(seen.replies.empty());
  finish(mcp::tool_result{.text = "late"});
  EXPECT_THAT(last().body, HasSubstr("late"));
  call_tool("always");
  EXPECT_THAT(last().body, HasSubstr("busy"));
}

} // namespace
} // namespace howdah::actors
