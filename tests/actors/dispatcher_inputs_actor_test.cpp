#include "mcp/json.hpp"
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
using testing::Not;

/// Asks for a name, then for a colour, then knows.
class asking_tool : public info_tool {
public:
  const mcp::tool_descriptor& descriptor() const override { return descriptor_; }
  tools::step prepare(const mcp::arguments&, const tools::context& with,
                      sql::admitted_ptr) const override {
    const auto name = with.inputs["name"]["content"]["it"].string();
    const auto colour = with.inputs["colour"]["content"]["it"].string();
    if (colour && !with.inputs.state().empty())
      return mcp::answer(
        mcp::tool_result{.text = with.inputs.state() + "/" + std::string(*colour)});
    if (name)
      return tools::input_needed{
        .requests = {{.key = "colour", .method = "elicitation/create", .params = "{}"}},
        .state = std::string(*name),
        .once = true};
    return tools::input_needed{.requests
                               = {{.key = "name", .method = "elicitation/create", .params = "{}"}}};
  }

private:
  mcp::tool_descriptor descriptor_{.name = "asks", .title = "Asks", .description = "Asks."};
};

const std::string said_blue
  = R"("inputResponses":{"colour":{"action":"accept","content":{"it":"blue"}}})";
const std::string said_ada
  = R"("inputResponses":{"name":{"action":"accept","content":{"it":"ada"}}})";

class dispatcher_inputs_test : public dispatcher_test {
protected:
  void open_asking() {
    auto offered = std::make_shared<tools::catalogue>();
    offered->tools.push_back(std::make_unique<asking_tool>());
    settings.offered = std::move(offered);
    open();
  }

  json modern(const std::string& more, const std::string& capabilities = R"({"elicitation":{}})") {
    receive(R"({"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"asks",)"
            R"("_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28",)"
            R"("io.modelcontextprotocol/clientCapabilities":)"
            + capabilities + '}' + (more.empty() ? "" : "," + more) + "}}");
    return json(last().body);
  }

  void initialize_asked(const std::string& capabilities = R"({"elicitation":{}})") {
    receive(
      R"({"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":)"
      + capabilities + R"(,"clientInfo":{"name":"t","version":"1"}}})");
    seen.replies.clear();
  }
  void call_legacy() {
    receive(R"({"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"asks"}})");
  }
  std::string last_question() {
    return std::string(*json(seen.notices.back().body)["id"].string());
  }
  void respond(const std::string& text,
               envelope_facts from = {.via = carrier::stdio, .connection = 1}) {
    receive(R"({"jsonrpc":"2.0","id":)" + mcp::json_string(last_question())
              + R"(,"result":{"action":"accept","content":{"it":")" + text + R"("}}})",
            std::move(from));
  }
};

TEST_F(dispatcher_inputs_test, modern_calls_are_answered_with_questions_and_go_on_when_repeated) {
  open_asking();
  const auto first = modern("");
  EXPECT_EQ(first["result"]["resultType"].string(), "input_required");
  EXPECT_TRUE(first["result"]["inputRequests"]["name"]);
  EXPECT_FALSE(first["result"]["requestState"]);
  const auto second = modern(said_ada);
  EXPECT_TRUE(second["result"]["inputRequests"]["colour"]);
  const auto state = second["result"]["requestState"].text();
  const auto third = modern(said_blue + R"(,"requestState":)" + state);
  EXPECT_EQ(third["result"]["resultType"].string(), "complete");
  EXPECT_EQ(third["result"]["content"].at(0)["text"].string(), "ada/blue");
  EXPECT_TRUE(seen.notices.empty());
}

TEST_F(dispatcher_inputs_test, modern_answers_that_miss_the_question_are_asked_for_again) {
  open_asking();
  for (const auto* more :
       {R"("inputResponses":{})", R"("inputResponses":{"wrong":{"action":"accept"}})",
        R"("inputResponses":{"name":7})"})
    EXPECT_EQ(modern(more)["result"]["resultType"].string(), "input_required") << more;
}

TEST_F(dispatcher_inputs_test, a_state_that_counts_once_is_refused_the_second_time) {
  open_asking();
  const auto again
    = said_blue + R"(,"requestState":)" + modern(said_ada)["result"]["requestState"].text();
  EXPECT_EQ(modern(again)["result"]["resultType"].string(), "complete");
  EXPECT_EQ(modern(again)["error"]["code"].integer(), -32602);
}

TEST_F(dispatcher_inputs_test, a_state_that_was_changed_or_is_no_string_is_refused) {
  open_asking();
  const auto state = std::string(*modern(said_ada)["result"]["requestState"].string());
  for (const auto& wrong : {mcp::json_string(state + "x"), std::string("7"), std::string("null"),
                            std::string("\"\""), mcp::json_string(state.substr(1))})
    EXPECT_EQ(modern(said_blue + R"(,"requestState":)" + wrong)["error"]["code"].integer(), -32602)
      << wrong;
  EXPECT_EQ(modern(R"("inputResponses":[])")["error"]["code"].integer(), -32602);
}

TEST_F(dispatcher_inputs_test, a_modern_client_that_cannot_be_asked_is_told_what_to_declare) {
  open_asking();
  const auto refused = modern("", R"({"sampling":{}})");
  EXPECT_EQ(refused["error"]["code"].integer(), -32021);
  EXPECT_EQ(refused["error"]["data"]["requiredCapabilities"].text(), R"({"elicitation":{}})");
  EXPECT_EQ(last().status, 400);
}

TEST_F(dispatcher_inputs_test, a_legacy_client_is_sent_requests_and_the_call_goes_on) {
  open_asking();
  initialize_asked();
  call_legacy();
  ASSERT_EQ(seen.notices.size(), 1U);
  EXPECT_TRUE(seen.replies.empty());
  EXPECT_EQ(json(seen.notices.back().body)["method"].string(), "elicitation/create");
  respond("ada");
  ASSERT_EQ(seen.notices.size(), 2U);
  EXPECT_EQ(last().status, 202) << "the response itself";
  respond("blue");
  EXPECT_THAT(last().body, HasSubstr("ada/blue"));
  EXPECT_THAT(last().body, HasSubstr(R"("id":1,)"));
}

TEST_F(dispatcher_inputs_test, a_legacy_client_that_cannot_be_asked_gets_a_tool_error) {
  open_asking();
  initialize_asked("{}");
  call_legacy();
  EXPECT_THAT(last().body, HasSubstr(R"("isError":true)"));
  EXPECT_THAT(last().body, HasSubstr("missing_capability"));
  EXPECT_TRUE(seen.notices.empty());
}

TEST_F(dispatcher_inputs_test, an_answer_from_another_connection_does_not_count) {
  open_asking();
  initialize_asked();
  call_legacy();
  respond("mallory", {.via = carrier::stdio, .connection = 2});
  respond("mallory", {.via = carrier::http, .connection = 1});
  EXPECT_EQ(seen.notices.size(), 1U);
  respond("ada");
  EXPECT_EQ(seen.notices.size(), 2U);
}

TEST_F(dispatcher_inputs_test, capabilities_of_a_session_over_http_are_remembered) {
  open_asking();
  receive(
    R"({"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{"elicitation":{}},"clientInfo":{"name":"t","version":"1"}}})",
    {.via = carrier::http, .connection = 2});
  const auto session = last().session_id;
  receive(R"({"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"asks"}})",
          {.via = carrier::http, .connection = 2, .session_id = session});
  ASSERT_EQ(seen.notices.size(), 1U);
  respond("ada", {.via = carrier::http, .connection = 3, .session_id = session});
  EXPECT_EQ(seen.notices.size(), 2U);
}

TEST_F(dispatcher_inputs_test, a_client_that_does_not_answer_ends_the_call_in_time) {
  open_asking();
  settings.input_timeout = 10s;
  under_test = spawn_broker(dispatcher, settings);
  initialize_asked();
  call_legacy();
  advance(9990ms);
  EXPECT_TRUE(seen.replies.empty());
  advance(10ms);
  ASSERT_EQ(seen.replies.size(), 1U);
  EXPECT_THAT(last().body, HasSubstr("input_missing"));
  respond("ada");
  EXPECT_EQ(last().status, 202);
  EXPECT_EQ(seen.notices.size(), 1U);
}

TEST_F(dispatcher_inputs_test, an_error_of_the_client_ends_the_call) {
  open_asking();
  initialize_asked();
  call_legacy();
  receive(R"({"jsonrpc":"2.0","id":)" + mcp::json_string(last_question())
          + R"(,"error":{"code":-32000,"message":"nobody here"}})");
  EXPECT_THAT(last().body, HasSubstr("nobody here"));
  EXPECT_THAT(last().body, HasSubstr("input_missing"));
}

TEST_F(dispatcher_inputs_test, a_call_that_waits_ends_when_it_is_cancelled_or_its_client_leaves) {
  open_asking();
  initialize_asked();
  call_legacy();
  receive(R"({"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":1}})");
  ASSERT_EQ(seen.replies.size(), 2U);
  EXPECT_EQ(seen.replies[0].body, "");
  call_legacy();
  tell(under_test, departed{.exchange = {last_exchange}});
  EXPECT_EQ(last().body, "");
  respond("ada");
  EXPECT_EQ(seen.notices.size(), 2U);
}

TEST_F(dispatcher_inputs_test, calls_that_wait_are_answered_when_the_server_ends) {
  open_asking();
  initialize_asked();
  call_legacy();
  tell(under_test, actors::drain{});
  ASSERT_EQ(seen.replies.size(), 1U);
  EXPECT_THAT(last().body, HasSubstr("shutting_down"));
}

TEST_F(dispatcher_inputs_test, only_so_many_calls_may_wait) {
  settings.waiting_for_input = 1;
  open_asking();
  initialize_asked();
  call_legacy();
  EXPECT_TRUE(seen.replies.empty());
  call_legacy();
  EXPECT_THAT(last().body, HasSubstr("busy"));
}

} // namespace
} // namespace howdah::actors
