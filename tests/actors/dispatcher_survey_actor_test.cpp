#include "tests/actors/dispatcher_fixture.hpp"

#include <gmock/gmock.h>

namespace howdah::actors {
namespace {

using namespace tests_of_dispatcher;
using namespace std::chrono_literals;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

class surveyed_test : public dispatcher_test {
protected:
  void SetUp() override {
    surveying = true;
    settings.policy.mode = access_mode::read_only;
    open();
    initialize();
  }
  void admit_first() {
    const auto& order = seen.surveyed.front();
    tell(under_test, judgement{.ticket = order.ticket, .verdict = order.statement});
  }
  void refuse_first() {
    tell(under_test,
         judgement{.ticket = seen.surveyed.front().ticket,
                   .verdict = refuse(errc::statement_refused, "f() is refused.", "Leave it.")});
  }
};

TEST_F(surveyed_test, a_statement_that_calls_nothing_needs_no_survey) {
  call("1", "select 1");
  EXPECT_THAT(seen.surveyed, IsEmpty());
  EXPECT_THAT(seen.assigned, SizeIs(1));
}

TEST_F(surveyed_test, one_that_calls_something_waits_for_its_verdict) {
  call("1", "select f()");
  EXPECT_THAT(seen.assigned, IsEmpty());
  ASSERT_THAT(seen.surveyed, SizeIs(1));
  admit_first();
  EXPECT_THAT(seen.assigned, SizeIs(1));
  EXPECT_THAT(seen.replies, IsEmpty());
}

TEST_F(surveyed_test, a_verdict_counts_as_long_as_the_surveyor_says) {
  call("1", "select f()");
  tell(under_test, judgement{.ticket = seen.surveyed.front().ticket,
                             .verdict = seen.surveyed.front().statement,
                             .good_until = scheduler.clock().now() + 100ms});
  call("2", "select f()");
  EXPECT_THAT(seen.surveyed, SizeIs(1));
  EXPECT_THAT(seen.assigned, SizeIs(2));
  advance(100ms);
  call("3", "select f()");
  EXPECT_THAT(seen.surveyed, SizeIs(2));
  EXPECT_THAT(seen.assigned, SizeIs(2));
}

TEST_F(surveyed_test, a_refusal_is_the_answer_and_is_not_remembered) {
  call("1", "select f()");
  refuse_first();
  EXPECT_THAT(seen.assigned, IsEmpty());
  EXPECT_THAT(last().body, HasSubstr("f() is refused."));
  call("2", "select f()");
  EXPECT_THAT(seen.surveyed, SizeIs(2)) << "the catalog may say something else by now";
}

TEST_F(surveyed_test, what_the_text_already_refuses_is_not_asked) {
  call("1", "select pg_read_file('x'), f()");
  EXPECT_THAT(seen.surveyed, IsEmpty());
  EXPECT_THAT(last().body, HasSubstr("it reaches files"));
}

TEST_F(surveyed_test, a_large_statement_is_judged_by_both) {
  call("1", "select f() /* " + std::string(3000, 'x') + " */");
  judge_first();
  EXPECT_THAT(seen.assigned, IsEmpty());
  ASSERT_THAT(seen.surveyed, SizeIs(1));
  admit_first();
  EXPECT_THAT(seen.assigned, SizeIs(1));
}

TEST_F(surveyed_test, a_cancelled_call_does_not_run) {
  call("1", "select f()");
  receive(R"({"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":1}})");
  admit_first();
  EXPECT_THAT(seen.assigned, IsEmpty());
}

} // namespace
} // namespace howdah::actors
