#include "tests/actors/herald_fixture.hpp"

#include <gmock/gmock.h>

namespace howdah::actors {
namespace {

using namespace tests_of_herald;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;
using testing::StartsWith;

TEST_F(herald_test, a_listener_is_acknowledged_first_and_hears_only_what_it_asked_for) {
  open();
  hear(1, "7", {.tools_list = true});
  tell(under_test, changed{mcp::change::prompts_list});
  tell(under_test, changed{mcp::change::tools_list});
  const auto heard = clients.of(1);
  ASSERT_THAT(heard, SizeIs(2));
  EXPECT_THAT(heard[0], AllOf(HasSubstr("notifications/subscriptions/acknowledged"),
                              HasSubstr(R"("toolsListChanged":true)"),
                              HasSubstr(R"("io.modelcontextprotocol/subscriptionId":7)")));
  EXPECT_THAT(heard[1], AllOf(HasSubstr("notifications/tools/list_changed"),
                              HasSubstr(R"(subscriptionId":7)")));
}

TEST_F(herald_test, the_subscription_id_keeps_the_type_of_the_request_id) {
  open();
  hear(1, "\"7\"", {.tools_list = true});
  EXPECT_THAT(clients.of(1).front(), HasSubstr(R"(subscriptionId":"7")"));
}

TEST_F(herald_test, a_listener_for_a_resource_is_acknowledged_when_it_was_looked_at) {
  open();
  hear(1, "7", {.uris = {"table://a/b"}});
  EXPECT_THAT(clients.watched, ElementsAre(ElementsAre("table://a/b")));
  tell(under_test, updated{"table://a/b"});
  tell(under_test, updated{"table://a/c"});
  ASSERT_THAT(clients.of(1), SizeIs(2));
  EXPECT_THAT(clients.of(1)[1], AllOf(HasSubstr("notifications/resources/updated"),
                                      HasSubstr(R"("uri":"table://a/b")"), HasSubstr(R"(":7)")));
}

TEST_F(herald_test, a_listener_that_left_hears_nothing_more_and_nothing_is_looked_at_for_it) {
  open();
  hear(1, "7", {.uris = {"table://a/b"}});
  leave(1);
  tell(under_test, updated{"table://a/b"});
  EXPECT_THAT(clients.of(1), SizeIs(1));
  EXPECT_THAT(clients.watched.back(), IsEmpty());
  EXPECT_THAT(clients.given_up(), IsEmpty());
}

TEST_F(herald_test, a_cancelled_listener_is_told_nothing_more) {
  open();
  hear(1, "7", {.tools_list = true});
  hear(2, "8", {.tools_list = true});
  tell(under_test, end_listen{.key = {.scope = 9, .id = {"7"}}});
  tell(under_test, end_listen{.key = {.scope = 0, .id = {"8"}}});
  tell(under_test, changed{mcp::change::tools_list});
  EXPECT_EQ(clients.of(1).back(), "end:");
  EXPECT_THAT(clients.of(2), SizeIs(2));
}

TEST_F(herald_test, at_the_end_of_the_server_listeners_get_a_result) {
  open();
  hear(1, "\"a\"", {.tools_list = true});
  tell(under_test, drain{});
  EXPECT_THAT(clients.of(1).back(),
              AllOf(StartsWith("end:"), HasSubstr(R"("id":"a")"),
                    HasSubstr(R"("resultType":"complete")"), HasSubstr(R"(subscriptionId":"a")")));
  hear(2, "2", {.tools_list = true});
  EXPECT_THAT(clients.of(2), ElementsAre(HasSubstr(R"("resultType":"complete")")));
}

TEST_F(herald_test, listeners_beyond_the_limit_are_refused) {
  settings.listeners = 2;
  open();
  for (std::uint64_t each = 1; each <= 3; ++each)
    hear(each, std::to_string(each), {.tools_list = true});
  EXPECT_THAT(clients.of(3), ElementsAre(HasSubstr(R"("error")")));
  leave(1);
  hear(4, "4", {.tools_list = true});
  EXPECT_THAT(clients.of(4), ElementsAre(HasSubstr("acknowledged")));
}

TEST_F(herald_test, resources_beyond_the_limit_are_refused) {
  settings.watched_uris = 1;
  open();
  hear(1, "1", {.uris = {"table://a/b"}});
  hear(2, "2", {.uris = {"table://a/c"}});
  subscribe_to(3, 5, "table://a/d");
  subscribe_to(4, 5, "table://a/b");
  EXPECT_THAT(clients.of(2), ElementsAre(HasSubstr(R"("error")")));
  EXPECT_THAT(clients.of(3), ElementsAre(HasSubstr(R"("error")")));
  EXPECT_THAT(clients.of(4), ElementsAre(HasSubstr(R"("result":{})")));
}

TEST_F(herald_test, a_session_that_subscribed_hears_on_its_stream_and_others_do_not) {
  open();
  join(1, 5);
  join(2, 6);
  subscribe_to(3, 5, "table://a/b");
  tell(under_test, updated{"table://a/b"});
  EXPECT_THAT(clients.of(1), ElementsAre("()", HasSubstr("resources/updated")));
  EXPECT_THAT(clients.of(2), ElementsAre("()"));
  subscribe_to(4, 5, "table://a/b", false);
  tell(under_test, updated{"table://a/b"});
  EXPECT_THAT(clients.of(1), SizeIs(2));
  EXPECT_THAT(clients.watched.back(), IsEmpty());
}

TEST_F(herald_test, a_pipe_hears_without_an_exchange) {
  open();
  tell(under_test, pipe_opened{.scope = 5, .sink = sink});
  subscribe_to(3, 5, "table://a/b");
  tell(under_test, updated{"table://a/b"});
  EXPECT_THAT(clients.of(0), ElementsAre(HasSubstr("resources/updated")));
  tell(under_test, session_over{5});
  tell(under_test, updated{"table://a/b"});
  EXPECT_THAT(clients.of(0), SizeIs(1));
}

} // namespace
} // namespace howdah::actors
