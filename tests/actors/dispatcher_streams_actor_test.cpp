#include "actors/herald.hpp"
#include "tests/actors/dispatcher_fixture.hpp"

#include <gmock/gmock.h>

namespace howdah::actors {
namespace {

using namespace tests_of_dispatcher;
using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

class dispatcher_streams_test : public dispatcher_test {
protected:
  void open_with_herald() {
    settings.herald = spawn_broker(herald, herald_settings{});
    announcing = true;
    open();
  }
  void say(const std::string& message, const std::string& session) {
    receive(message, {.via = carrier::http, .connection = 2, .session_id = session});
  }
  void get(const std::string& session, std::optional<std::string> version = {}) {
    tell(under_test, open_stream{.exchange = {++last_exchange},
                                 .sink = sink,
                                 .principal = auth::anonymous(),
                                 .session_id = session,
                                 .protocol_version = std::move(version)});
  }
};

TEST_F(dispatcher_streams_test, what_is_served_is_what_is_advertised) {
  open_with_herald();
  receive(
    R"({"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{}}})");
  EXPECT_THAT(last().body,
              AllOf(HasSubstr(R"("logging":{})"), HasSubstr(R"("tools":{"listChanged":true})"),
                    HasSubstr(R"("prompts":{"listChanged":true})")));
}

TEST_F(dispatcher_streams_test, without_a_herald_nothing_of_it_is_served) {
  open();
  const auto session = initialize_over_http();
  for (const auto* const method : {"logging/setLevel", "resources/subscribe"}) {
    say(R"({"jsonrpc":"2.0","id":1,"method":")" + std::string(method) + "\"}", session);
    EXPECT_THAT(last().body, HasSubstr("-32601")) << method;
  }
  get(session);
  EXPECT_EQ(last().status, 405);
}

TEST_F(dispatcher_streams_test, a_stream_needs_a_living_session_and_a_version_we_serve) {
  open_with_herald();
  const auto session = initialize_over_http();
  get("nobody's");
  EXPECT_EQ(last().status, 404);
  get(session, "1999-01-01");
  EXPECT_EQ(last().status, 400);
  seen.replies.clear();
  get(session, "2025-06-18");
  EXPECT_THAT(seen.replies, IsEmpty()) << "it is open";
  tell(under_test, end_session{.exchange = {++last_exchange},
                               .sink = sink,
                               .principal = auth::anonymous(),
                               .session_id = session});
  EXPECT_THAT(seen.replies, SizeIs(2)) << "DELETE is answered, and the stream has ended";
  get(session);
  EXPECT_EQ(last().status, 404);
}

TEST_F(dispatcher_streams_test, the_log_level_of_a_session_travels_with_its_jobs) {
  open_with_herald();
  const auto session = initialize_over_http();
  const auto other = initialize_over_http();
  say(R"({"jsonrpc":"2.0","id":1,"method":"logging/setLevel","params":{"level":"loud"}})", session);
  EXPECT_THAT(last().body, HasSubstr("-32602"));
  say(R"({"jsonrpc":"2.0","id":1,"method":"logging/setLevel","params":{"level":"notice"}})",
      session);
  EXPECT_THAT(last().body, HasSubstr(R"("result":{})"));
  const std::string ask
    = R"({"jsonrpc":"2.0","id":5,"method":"tools/call","params":{"name":"ask","arguments":{"sql":"select 1"}}})";
  say(ask, session);
  say(ask, other);
  ASSERT_THAT(seen.assigned, SizeIs(2));
  EXPECT_EQ(seen.assigned[0].work->log_from, mcp::log_level::notice);
  EXPECT_EQ(seen.assigned[1].work->log_from, std::nullopt);
  EXPECT_NE(seen.assigned[0].work->sink, sink) << "what it says is kept for a while";
  EXPECT_EQ(seen.assigned[1].work->sink, sink);
}

TEST_F(dispatcher_streams_test, a_modern_request_asks_for_messages_itself) {
  open_with_herald();
  const auto ask = [&](const std::string& more) {
    receive(
      R"({"jsonrpc":"2.0","id":5,"method":"tools/call","params":{"name":"ask","arguments":{"sql":"select 1"},"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientCapabilities":{})"
      + more + "}}}");
  };
  ask("");
  ask(R"(,"io.modelcontextprotocol/logLevel":"warning")");
  ASSERT_THAT(seen.assigned, SizeIs(2));
  EXPECT_EQ(seen.assigned[0].work->log_from, std::nullopt);
  EXPECT_EQ(seen.assigned[1].work->log_from, mcp::log_level::warning);
  ask(R"(,"io.modelcontextprotocol/logLevel":"loud")");
  EXPECT_THAT(last().body, HasSubstr("-32602"));
}

TEST_F(dispatcher_streams_test, a_pipe_that_closed_is_forgotten) {
  open_with_herald();
  initialize();
  tell(under_test, pipe_closed{.connection = 1});
  receive(R"({"jsonrpc":"2.0","id":2,"method":"tools/list"})");
  EXPECT_THAT(last().body, HasSubstr("-32602")) << "not initialized";
}

} // namespace
} // namespace howdah::actors
