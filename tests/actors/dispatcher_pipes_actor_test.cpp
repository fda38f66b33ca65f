// Several pipes in one process, as the old HTTP+SSE transport brings them: each is a session of its
// own.
#include "tests/actors/dispatcher_fixture.hpp"

#include <gmock/gmock.h>
#include <string>

namespace howdah::actors::tests_of_dispatcher {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

class dispatcher_pipes_test : public dispatcher_test {
protected:
  void on(std::uint64_t connection, const std::string& text) {
    receive(text, {.via = carrier::legacy_sse, .connection = connection});
  }

  void initialize_on(std::uint64_t connection, const std::string& version = "2024-11-05") {
    on(connection, R"({"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":")"
                     + version
                     + R"(","capabilities":{},"clientInfo":{"name":"t","version":"1"}}})");
    EXPECT_THAT(last().body, HasSubstr("\"protocolVersion\":\"" + version + '"'));
    EXPECT_THAT(last().session_id, IsEmpty()) << "a pipe needs no id";
    seen.replies.clear();
  }

  void call_on(std::uint64_t connection, const std::string& id) {
    on(connection, R"({"jsonrpc":"2.0","id":)" + id
                     + R"(,"method":"tools/call","params":{"name":"ask","arguments":)"
                       R"({"sql":"select 1"}}})");
  }

  void cancel_on(std::uint64_t connection, const std::string& id) {
    on(connection,
       R"({"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":)" + id + "}}");
  }
};

TEST_F(dispatcher_pipes_test, each_pipe_has_a_handshake_and_a_revision_of_its_own) {
  open();
  initialize_on(5, "2024-11-05");
  on(6, R"({"jsonrpc":"2.0","id":1,"method":"tools/list"})");
  EXPECT_THAT(last().body, HasSubstr("Not initialized"));
  initialize_on(6, "2025-03-26");
  on(6, R"([{"jsonrpc":"2.0","id":1,"method":"ping"}])");
  EXPECT_THAT(last().body, testing::StartsWith("["));
  on(5, R"([{"jsonrpc":"2.0","id":1,"method":"ping"}])");
  EXPECT_THAT(last().body, HasSubstr("-32600")) << "its revision has no batches";
}

TEST_F(dispatcher_pipes_test, a_cancel_names_requests_of_its_own_pipe) {
  open();
  initialize_on(5);
  initialize_on(6);
  call_on(5, "7");
  call_on(6, "7");
  ASSERT_THAT(seen.assigned, SizeIs(2));
  EXPECT_NE(seen.assigned[0].work->key, seen.assigned[1].work->key);
  cancel_on(6, "7");
  ASSERT_THAT(seen.cancels, SizeIs(1));
  EXPECT_EQ(seen.cancels[0].key, seen.assigned[1].work->key);
}

TEST_F(dispatcher_pipes_test, whoever_leaves_has_cancelled_and_needs_no_answer) {
  open();
  initialize_on(5);
  call_on(5, "7");
  ASSERT_THAT(seen.assigned, SizeIs(1));
  EXPECT_TRUE(seen.assigned[0].work->cancel_on_departure);
  EXPECT_TRUE(seen.assigned[0].work->silent_when_cancelled);
  tell(under_test, departed{seen.assigned[0].work->exchange});
  ASSERT_THAT(seen.cancels, SizeIs(1));
  EXPECT_EQ(seen.cancels[0].exchange, seen.assigned[0].work->exchange);
  EXPECT_TRUE(seen.cancels[0].departure);
}

TEST_F(dispatcher_pipes_test, a_pipe_that_closed_leaves_the_others_alone) {
  open();
  initialize_on(5);
  initialize_on(6);
  tell(under_test, pipe_closed{.connection = 5});
  on(5, R"({"jsonrpc":"2.0","id":1,"method":"tools/list"})");
  EXPECT_THAT(last().body, HasSubstr("Not initialized"));
  on(6, R"({"jsonrpc":"2.0","id":1,"method":"tools/list"})");
  EXPECT_THAT(last().body, HasSubstr("\"tools\""));
}

TEST_F(dispatcher_pipes_test, a_modern_message_needs_neither_handshake_nor_headers) {
  open();
  on(
    5,
    R"({"jsonrpc":"2.0","id":1,"method":"tools/list","params":{"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientCapabilities":{}}}})");
  EXPECT_THAT(last().body, HasSubstr(R"("resultType":"complete")"));
}

} // namespace
} // namespace howdah::actors::tests_of_dispatcher
