#include "tests/conformance/paced_pool.hpp"
#include "tests/support/virtual_actors.hpp"

#include <caf/typed_event_based_actor.hpp>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace howdah::conformance {
namespace {

using namespace std::chrono_literals;

struct heard {
  std::vector<std::string> notices;
  std::vector<actors::reply> replies;
};

actors::sink_actor::behavior_type listener(actors::sink_actor::pointer, heard* into) {
  return {[=](const actors::reply& answer) { into->replies.push_back(answer); },
          [=](const actors::notice& note) {
            into->notices.push_back(note.body);
          }};
}

class paced_pool_test : public tests::virtual_actors {
protected:
  void run(std::string token, bool departs = true) {
    sink = spawn(listener, &seen);
    pool = spawn_broker(paced_pool);
    const std::vector<paced_plan::stage> stages{
      {.lasts = 50ms, .first = mcp::progress{.done = 0, .total = 2}},
      {.lasts = 50ms, .first = mcp::progress{.done = 1, .total = 2}}};
    tell(pool,
         actors::assignment{.work = std::make_shared<actors::job>(actors::job{
                              .exchange = {1},
                              .sink = sink,
                              .principal = auth::anonymous(),
                              .envelope = {.id = {"1"}},
                              .plan = std::make_shared<paced_plan>(
                                stages, mcp::tool_result{.blocks = {mcp::text_content("done")}}),
                              .key = {.scope = 7, .id = {"1"}},
                              .progress_token = std::move(token),
                              .cancel_on_departure = departs})});
  }

  heard seen;
  actors::sink_actor sink;
  actors::pool_actor pool;
};

TEST_F(paced_pool_test, tells_each_stage_when_it_begins_and_answers_after_the_last) {
  run("\"t\"");
  EXPECT_EQ(seen.notices.size(), 1U);
  advance(49ms);
  EXPECT_EQ(seen.notices.size(), 1U);
  advance(1ms);
  EXPECT_EQ(seen.notices.size(), 2U);
  EXPECT_TRUE(seen.replies.empty());
  advance(50ms);
  ASSERT_EQ(seen.replies.size(), 1U);
  EXPECT_NE(seen.replies.front().body.find("done"), std::string::npos);
}

TEST_F(paced_pool_test, is_silent_on_its_way_without_a_token) {
  run("");
  advance(100ms);
  EXPECT_TRUE(seen.notices.empty());
  EXPECT_EQ(seen.replies.size(), 1U);
}

TEST_F(paced_pool_test, ends_work_that_is_cancelled_by_name_or_by_departure) {
  run("");
  tell(pool, actors::cancel_work{.exchange = {},
                                 .key = {.scope = 7, .id = {"1"}},
                                 .why = {.code = errc::cancelled, .message = "Enough."}});
  EXPECT_EQ(seen.replies.size(), 1U);
  advance(1s);
  EXPECT_EQ(seen.replies.size(), 1U);
}

TEST_F(paced_pool_test, finishes_for_a_client_that_may_come_back) {
  run("", false);
  tell(pool, actors::cancel_work{.exchange = actors::exchange_id{1}, .departure = true});
  EXPECT_TRUE(seen.replies.empty());
  advance(1s);
  EXPECT_EQ(seen.replies.size(), 1U);
}

} // namespace
} // namespace howdah::conformance
