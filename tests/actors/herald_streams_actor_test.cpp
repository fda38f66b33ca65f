#include "tests/actors/herald_fixture.hpp"

#include <gmock/gmock.h>

namespace howdah::actors {
namespace {

using namespace std::chrono_literals;
using namespace tests_of_herald;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

const changed tools{mcp::change::tools_list};

TEST_F(herald_test, the_first_event_of_a_stream_has_an_id_and_a_time_to_wait) {
  open();
  join(1, 5);
  EXPECT_THAT(clients.of(1), ElementsAre("()"));
  EXPECT_THAT(clients.last_event(1), testing::EndsWith("-0"));
  EXPECT_THAT(clients.retries, ElementsAre(1000));
}

TEST_F(herald_test, older_clients_get_no_event_without_data) {
  open();
  join(1, 5, {}, mcp::revision::v2025_06_18);
  EXPECT_THAT(clients.last_event(1), IsEmpty());
  EXPECT_THAT(clients.retries, ElementsAre(0));
  tell(under_test, tools);
  EXPECT_THAT(clients.last_event(1), testing::EndsWith("-1"));
}

TEST_F(herald_test, a_client_that_comes_back_hears_what_it_missed_once_and_in_order) {
  open();
  join(1, 5);
  tell(under_test, tools);
  const auto seen = clients.last_event(1);
  leave(1);
  tell(under_test, tools);
  tell(under_test, changed{mcp::change::prompts_list});
  join(2, 5, seen);
  EXPECT_THAT(clients.of(2), ElementsAre("()", HasSubstr("tools/list_changed"),
                                         HasSubstr("prompts/list_changed")));
  tell(under_test, tools);
  EXPECT_THAT(clients.of(2), SizeIs(4));
  EXPECT_THAT(clients.of(1), SizeIs(2));
}

TEST_F(herald_test, no_session_hears_the_stream_of_another) {
  open();
  join(1, 5);
  tell(under_test, tools);
  const auto seen = clients.last_event(1);
  leave(1);
  tell(under_test, tools);
  join(2, 6, seen);
  EXPECT_THAT(clients.of(2), ElementsAre("()")) << "a stream of its own";
}

TEST_F(herald_test, what_is_no_event_id_opens_a_new_stream) {
  open();
  for (const auto* const id : {"", "x", "1", "1-", "-1", "99999999999999999999-1", "1-2-3", "1 -2"})
    join(1, 5, id);
  EXPECT_EQ(clients.of(1).back(), "()");
}

TEST_F(herald_test, a_second_stream_takes_the_place_of_the_first) {
  open();
  join(1, 5);
  join(2, 5);
  tell(under_test, tools);
  EXPECT_THAT(clients.of(1), ElementsAre("()", "end:"));
  EXPECT_THAT(clients.of(2), ElementsAre("()", HasSubstr("tools")));
}

TEST_F(herald_test, a_stream_is_forgotten_when_nobody_comes_back) {
  open();
  join(1, 5);
  tell(under_test, tools);
  const auto seen = clients.last_event(1);
  leave(1);
  tell(under_test, tools);
  advance(62s);
  join(2, 5, seen);
  EXPECT_THAT(clients.of(2), ElementsAre("()"));
}

TEST_F(herald_test, an_ended_session_closes_its_stream) {
  open();
  join(1, 5);
  tell(under_test, session_over{5});
  EXPECT_THAT(clients.of(1), ElementsAre("()", "end:"));
  tell(under_test, tools);
  EXPECT_THAT(clients.of(1), SizeIs(2));
}

// -- requests that are carried ---------------------------------------------------

TEST_F(herald_test, a_request_that_says_nothing_is_answered_as_it_is) {
  open();
  carry_request(1, 5);
  answer(1, "result");
  EXPECT_THAT(clients.of(1), ElementsAre("end:result"));
  EXPECT_THAT(clients.last_event(1), IsEmpty());
}

TEST_F(herald_test, a_request_that_speaks_begins_with_an_event_id) {
  open();
  carry_request(1, 5);
  say(1, "half");
  answer(1, "result");
  EXPECT_THAT(clients.of(1), ElementsAre("()", "half", "end:result"));
  EXPECT_THAT(clients.last_event(1), testing::EndsWith("-2"));
}

TEST_F(herald_test, a_client_that_lost_the_answer_fetches_it) {
  open();
  carry_request(1, 5);
  say(1, "half");
  const auto seen = clients.last_event(1);
  leave(1);
  EXPECT_THAT(clients.given_up(), IsEmpty()) << "it can come back";
  answer(1, "result");
  join(2, 5, seen);
  EXPECT_THAT(clients.of(2), ElementsAre("()", "end:result"));
  join(3, 5, seen);
  EXPECT_THAT(clients.of(3), ElementsAre("()", "end:result")) << "even twice";
  join(4, 5, clients.last_event(3));
  EXPECT_THAT(clients.of(4), ElementsAre("()", "end:")) << "there is no more";
}

TEST_F(herald_test, a_client_that_comes_back_early_waits_for_the_answer) {
  open();
  carry_request(1, 5);
  say(1, "half");
  leave(1);
  join(2, 5, clients.last_event(1));
  say(1, "more");
  answer(1, "result");
  EXPECT_THAT(clients.of(2), ElementsAre("()", "more", "end:result"));
}

TEST_F(herald_test, a_pause_sends_the_client_away_for_the_rest) {
  open();
  carry_request(1, 5);
  say(1, "", true);
  EXPECT_THAT(clients.of(1), ElementsAre("()", "end:"));
  join(2, 5, clients.last_event(1));
  answer(1, "result");
  EXPECT_THAT(clients.of(2), ElementsAre("()", "end:result"));
}

TEST_F(herald_test, a_client_that_cannot_come_back_is_given_up) {
  open();
  carry_request(1, 5);
  leave(1);
  leave(77);
  EXPECT_THAT(clients.given_up(), ElementsAre(exchange_id{1}, exchange_id{77}));
  answer(1, "late");
  EXPECT_THAT(clients.of(1), IsEmpty());
}

TEST_F(herald_test, a_client_that_is_not_let_in_any_more_leaves_nothing_to_come_back_for) {
  open();
  carry_request(1, 5);
  say(1, "half");
  const auto event = clients.last_event(1);
  dismiss(1);
  ASSERT_THAT(clients.given_up(), ElementsAre(exchange_id{1}));
  EXPECT_FALSE(clients.cancels.front().departure) << "it has no grace";
  answer(1, "late");
  join(2, 5, event);
  EXPECT_THAT(clients.of(2), Not(Contains(HasSubstr("half"))));
  EXPECT_THAT(clients.of(2), Not(Contains(HasSubstr("late"))));
}

TEST_F(herald_test, a_client_that_came_back_and_is_not_let_in_any_more_ends_what_it_began) {
  open();
  carry_request(1, 5);
  say(1, "half");
  leave(1);
  join(2, 5, clients.last_event(1));
  dismiss(2);
  EXPECT_THAT(clients.given_up(), ElementsAre(exchange_id{1}));
}

TEST_F(herald_test, a_session_goes_on_with_another_token) {
  open();
  join(1, 5);
  const auto event = clients.last_event(1);
  dismiss(1);
  tell(under_test, tools);
  join(2, 5, event);
  EXPECT_THAT(clients.of(2), ElementsAre("()", HasSubstr("tools/list_changed")));
}

TEST_F(herald_test, a_client_that_does_not_come_back_is_given_up_in_the_end) {
  open();
  carry_request(1, 5);
  say(1, "half");
  leave(1);
  advance(59s);
  EXPECT_THAT(clients.given_up(), IsEmpty());
  advance(3s);
  EXPECT_THAT(clients.given_up(), ElementsAre(exchange_id{1}));
}

TEST_F(herald_test, what_is_kept_stays_within_its_bytes) {
  settings.replay_bytes = 1000;
  open();
  for (std::uint64_t each = 1; each <= 3; ++each) {
    carry_request(each, 5);
    say(each, "first");
    answer(each, std::string(400, 'x'));
  }
  join(10, 5, clients.last_event(3).substr(0, clients.last_event(3).find('-')) + "-1");
  EXPECT_THAT(clients.of(10), ElementsAre("()", "end:" + std::string(400, 'x'))) << "the newest";
  const auto oldest = clients.last_event(1);
  join(11, 5, oldest.substr(0, oldest.find('-')) + "-1");
  EXPECT_THAT(clients.of(11), ElementsAre("()")) << "forgotten: a new stream";
}

} // namespace
} // namespace howdah::actors
