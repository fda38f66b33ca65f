// Two callers in one process: what belongs to one is nothing to the other.
#include "auth/voucher.hpp"
#include "tests/actors/dispatcher_fixture.hpp"

#include <gmock/gmock.h>
#include <string>

namespace howdah::actors::tests_of_dispatcher {
namespace {

class dispatcher_callers_test : public dispatcher_test {
protected:
  /// The one reply to a message over HTTP.
  reply ask(const auth::principal_ptr& who, const std::string& text,
            const std::optional<std::string>& session = std::nullopt,
            envelope_facts facts = {.via = carrier::http}) {
    seen.replies.clear();
    facts.connection = 2;
    facts.session_id = session;
    auto parsed = mcp::parse_frame(text, 64);
    EXPECT_TRUE(parsed);
    tell(under_test, request{.exchange = {++last_exchange},
                             .sink = sink,
                             .principal = who,
                             .facts = std::move(facts),
                             .frame = std::move(*parsed)});
    return seen.replies.empty() ? reply{} : seen.replies.back();
  }

  std::string session_of(const auth::principal_ptr& who) {
    return ask(
             who,
             R"({"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"t","version":"1"}}})")
      .session_id;
  }

  int end(const auth::principal_ptr& who, const std::string& session) {
    seen.replies.clear();
    tell(under_test,
         end_session{
           .exchange = {++last_exchange}, .sink = sink, .principal = who, .session_id = session});
    return seen.replies.empty() ? 0 : seen.replies.back().status;
  }

  const std::string ping = R"({"jsonrpc":"2.0","id":1,"method":"ping"})";
  auth::principal_ptr alice = *auth::voucher::token_holder("alice");
  auth::principal_ptr bob = *auth::voucher::token_holder("bob");
};

TEST_F(dispatcher_callers_test, a_session_is_nothing_in_other_hands) {
  open();
  const auto session = session_of(alice);
  ASSERT_FALSE(session.empty());
  EXPECT_EQ(ask(alice, ping, session).status, 200);
  EXPECT_EQ(ask(bob, ping, session).status, 404);
  EXPECT_EQ(ask(auth::anonymous(), ping, session).status, 404);
  EXPECT_EQ(ask(*auth::voucher::process_owner("alice"), ping, session).status, 404);
  EXPECT_EQ(ask(*auth::voucher::token_holder("alice"), ping, session).status, 200)
    << "the same caller, made anew by a reload";
}

TEST_F(dispatcher_callers_test, only_its_owner_ends_a_session) {
  open();
  const auto session = session_of(alice);
  EXPECT_EQ(end(bob, session), 404);
  EXPECT_EQ(ask(alice, ping, session).status, 200);
  EXPECT_EQ(end(alice, session), 200);
  EXPECT_EQ(ask(alice, ping, session).status, 404);
}

TEST_F(dispatcher_callers_test, an_answer_of_the_client_needs_its_session) {
  open();
  const auto session = session_of(alice);
  const std::string response = R"({"jsonrpc":"2.0","id":"x","result":{}})";
  EXPECT_EQ(ask(alice, response, session).status, 202);
  EXPECT_EQ(ask(bob, response, session).status, 404);
  EXPECT_EQ(ask(alice, response, "made-up").status, 404);
  EXPECT_EQ(ask(alice, response).status, 400);
  end(alice, session);
  EXPECT_EQ(ask(alice, response, session).status, 404);
}

TEST_F(dispatcher_callers_test, lists_may_be_shared_where_nobody_is_asked_who_they_are) {
  for (const bool same : {false, true}) {
    settings.same_for_all = same;
    open();
    for (const std::string method : {"server/discover", "tools/list", "prompts/list",
                                     "resources/list", "resources/templates/list"}) {
      const auto body
        = ask(alice,
              R"({"jsonrpc":"2.0","id":1,"method":")" + method
                + R"(","params":{"_meta":{"io.modelcontextprotocol/protocolVersion":)"
                  R"("2026-07-28","io.modelcontextprotocol/clientCapabilities":{}}}})",
              std::nullopt,
              {.via = carrier::http, .protocol_version = "2026-07-28", .method = method})
            .body;
      EXPECT_THAT(
        body, testing::HasSubstr(same ? R"("cacheScope":"public")" : R"("cacheScope":"private")"));
    }
  }
}

TEST_F(dispatcher_callers_test, cancelling_reaches_into_one_s_own_session_only) {
  open();
  const auto hers = session_of(alice);
  const auto his = session_of(bob);
  const std::string cancel
    = R"({"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":7}})";
  EXPECT_EQ(ask(bob, cancel, hers).status, 404);
  EXPECT_TRUE(seen.cancels.empty());
  ask(alice, cancel, hers);
  ask(bob, cancel, his);
  ASSERT_EQ(seen.cancels.size(), 2U);
  EXPECT_NE(seen.cancels.front().key.scope, seen.cancels.back().key.scope);
}

TEST_F(dispatcher_callers_test, a_call_carries_its_caller_to_the_pool) {
  open();
  const auto call
    = R"({"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"ask","arguments":{"sql":"select 1"}}})";
  ask(alice, call, session_of(alice));
  ask(bob, call, session_of(bob));
  ASSERT_EQ(seen.assigned.size(), 2U);
  EXPECT_EQ(seen.assigned.front().work->principal->subject(), "alice");
  EXPECT_EQ(seen.assigned.back().work->principal->subject(), "bob");
}

TEST_F(dispatcher_callers_test, tools_that_a_role_has_not_are_neither_listed_nor_called) {
  open();
  const auto may = std::make_shared<rights>(
    rights{.role = "r", .tools = std::vector<name_pattern>{name_pattern("inf*")}});
  const auto eve = *auth::voucher::token_holder("eve", may);
  const auto session = session_of(eve);
  const auto listed = ask(eve, R"({"jsonrpc":"2.0","id":1,"method":"tools/list"})", session).body;
  EXPECT_THAT(listed, testing::HasSubstr(R"("name":"info")"));
  EXPECT_THAT(listed, testing::Not(testing::HasSubstr(R"("ask")")));
  for (const std::string tool : {"ask", "no_such_tool"}) {
    const auto told = ask(eve,
                          R"({"jsonrpc":"2.0","id":2,"method":"tools/call","params":{"name":")"
                            + tool + R"(","arguments":{"sql":"select 1"}}})",
                          session)
                        .body;
    EXPECT_THAT(told,
                testing::HasSubstr("Access denied: tool '" + tool + "' is not in your allowlist."));
    EXPECT_THAT(told, testing::HasSubstr(R"("isError":true)"));
  }
  EXPECT_TRUE(seen.assigned.empty());
}

} // namespace
} // namespace howdah::actors::tests_of_dispatcher
