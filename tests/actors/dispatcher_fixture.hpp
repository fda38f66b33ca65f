#pragma once

#include "actors/dispatcher.hpp"
#include "tests/actors/fake_plan.hpp"
#include "tests/actors/noting_pool.hpp"
#include "tests/support/virtual_actors.hpp"

#include <caf/typed_event_based_actor.hpp>

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace howdah::actors::tests_of_dispatcher {

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
    return mcp::tool_result{.text = name_of(why.code) + (": " + why.message), .is_error = true};
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
    return mcp::tool_result{.text = name_of(why.code) + (": " + why.message), .is_error = true};
  }

private:
  mcp::tool_descriptor descriptor_{.name = "info",
                                   .title = "Info",
                                   .description = "Tells.",
                                   .output_schema = R"({"type":"object"})"};
};

inline std::shared_ptr<tools::catalogue> two_tools() {
  auto offered = std::make_shared<tools::catalogue>();
  offered->tools.push_back(std::make_unique<sql_tool>());
  offered->tools.push_back(std::make_unique<info_tool>());
  offered->prompts.push_back(tools::text_prompt(
    {.name = "hello", .title = "Hello", .description = "Greets."}, "Say hello."));
  return offered;
}

struct world : pool_notes {
  std::vector<reply> replies;
  std::vector<notice> notices;
  std::vector<judgement_order> judged;
  std::vector<survey_order> surveyed;
};

inline judge_actor::behavior_type scripted_judge(judge_actor::pointer, world* seen) {
  return {[=](const judgement_order& order) {
    seen->judged.push_back(order);
  }};
}

inline surveyor_actor::behavior_type scripted_surveyor(surveyor_actor::pointer, world* seen) {
  return {[=](const survey_order& order) { seen->surveyed.push_back(order); }, [](const reply&) {},
          [](const notice&) {
          }};
}

inline sink_actor::behavior_type scripted_sink(sink_actor::pointer, world* seen) {
  return {[=](const reply& answer) { seen->replies.push_back(answer); },
          [=](const notice& note) {
            seen->notices.push_back(note);
          }};
}

class dispatcher_test : public tests::virtual_actors {
protected:
  void open(bool with_database = true) {
    if (!settings.offered) {
      auto offered = two_tools();
      offered->announces = announcing;
      settings.offered = std::move(offered);
    }
    settings.judge = spawn(scripted_judge, &seen);
    if (surveying)
      settings.surveyor = spawn(scripted_surveyor, &seen);
    if (with_database)
      settings.pool = spawn(noting_pool, &seen);
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
  bool announcing = false; ///< the tools may change lists
  bool surveying = false;  ///< in read-only mode there is a SURVEYOR
};

} // namespace howdah::actors::tests_of_dispatcher
