#include "tests/support/virtual_actors.hpp"
#include "tests/transport/changing_caller.hpp"
#include "tests/transport/scripted_dispatcher.hpp"
#include "transport/stdio.hpp"

#include <chrono>
#include <gmock/gmock.h>
#include <string>
#include <utility>
#include <vector>

namespace howdah::transport {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

/// Lines kept in memory.
struct kept_lines : line_output {
  void report_to(const stdio_actor&) override {}
  void write(std::string line, bool answers) override {
    lines.push_back(std::move(line));
    answered += answers ? 1 : 0;
  }
  std::size_t queued() const override { return stuck; }

  std::vector<std::string> lines;
  int answered = 0;
  std::size_t stuck = 0;
};

class stdio_test : public tests::virtual_actors {
protected:
  void open(caller_source_ptr callers = std::make_shared<fixed_caller>(auth::anonymous())) {
    auto dispatcher = spawn_broker(scripted_dispatcher, play);
    pipe_ = spawn_broker(stdio, stdio_options{.callers = std::move(callers)}, dispatcher,
                         std::shared_ptr<line_output>(output), std::make_shared<frame_permits>(1));
  }

  void line(const std::string& text) {
    tell(pipe_, stdin_frame{mcp::parse_frame(text, limits{}.json_depth)});
  }

  void call(const std::string& method) {
    line(R"({"jsonrpc":"2.0","id":1,"method":")" + method + "\"}");
  }

  void reply(std::size_t which, actors::reply with = {}) {
    const auto asked = play->requests.at(which);
    play->requests.erase(play->requests.begin() + static_cast<std::ptrdiff_t>(which));
    with.to = asked.exchange;
    tell(pipe_, std::move(with));
  }

  template <class Message>
  void happens(Message what) {
    tell(pipe_, std::move(what));
  }

  /// The dispatcher is one of the two that run.
  bool ended() { return system.registry().running() < 3; }

  std::shared_ptr<script> play = std::make_shared<script>();
  std::shared_ptr<kept_lines> output = std::make_shared<kept_lines>();

private:
  stdio_actor pipe_;
};

TEST_F(stdio_test, a_frame_goes_to_the_dispatcher_and_its_reply_to_stdout) {
  open();
  call("ping");
  ASSERT_THAT(play->requests, SizeIs(1));
  EXPECT_EQ(play->requests.front().facts.via, actors::carrier::stdio);
  EXPECT_EQ(play->requests.front().facts.session_id, std::nullopt);
  EXPECT_TRUE(play->requests.front().principal->is_anonymous());
  reply(0, {.body = "{}"});
  EXPECT_THAT(output->lines, ElementsAre("{}"));
}

TEST_F(stdio_test, each_line_is_of_whoever_calls_then) {
  const auto caller = std::make_shared<changing_caller>("alice");
  open(caller);
  call("ping");
  caller->name = "bob";
  call("ping");
  ASSERT_THAT(play->requests, SizeIs(2));
  EXPECT_EQ(play->requests.front().principal->subject(), "alice");
  EXPECT_EQ(play->requests.back().principal->subject(), "bob");
}

TEST_F(stdio_test, answers_go_out_as_they_come) {
  open();
  call("a");
  call("b");
  reply(1, {.body = "b"});
  reply(0, {.body = "a"});
  EXPECT_THAT(output->lines, ElementsAre("b", "a"));
}

TEST_F(stdio_test, notifications_leave_no_line) {
  open();
  call("notifications/initialized");
  reply(0);
  EXPECT_THAT(output->lines, IsEmpty());
}

TEST_F(stdio_test, malformed_lines_are_errors_and_the_session_goes_on) {
  open();
  line("{ invalid json");
  line("42");
  line(R"({"jsonrpc":"1.0","id":78,"method":"ping"})");
  line("{\"jsonrpc\":\"2.0\",\"id\":82,\"method\":\"ping\",\"params\":{\"x\":\"\xff\"}}");
  happens(stdin_frame{tl::unexpected(
    mcp::malformed{{.code = errc::too_large, .message = "The message is too long."}})});
  ASSERT_THAT(output->lines, SizeIs(5));
  EXPECT_THAT(output->lines[0], HasSubstr("-32700"));
  EXPECT_THAT(output->lines[0], HasSubstr(R"("id":null)"));
  EXPECT_THAT(output->lines[1], HasSubstr("-32600"));
  EXPECT_THAT(output->lines[2], HasSubstr(R"("id":78)"));
  EXPECT_THAT(output->lines[3], HasSubstr("-32700"));
  EXPECT_THAT(output->lines[4], HasSubstr("too long"));
  EXPECT_EQ(output->answered, 5) << "each took its permit along";
  call("ping");
  EXPECT_THAT(play->requests, SizeIs(1));
}

TEST_F(stdio_test, notices_go_out_while_their_exchange_lasts_and_the_client_reads) {
  open();
  call("a");
  const auto exchange = play->requests.front().exchange;
  happens(actors::notice{.to = exchange, .body = "one"});
  output->stuck = limits{}.result_bytes;
  happens(actors::notice{.to = exchange, .body = "two"});
  output->stuck = 0;
  reply(0, {.body = "done"});
  happens(actors::notice{.to = exchange, .body = "three"});
  EXPECT_THAT(output->lines, ElementsAre("one", "done"));
  EXPECT_EQ(output->answered, 1);
}

TEST_F(stdio_test, late_replies_and_replies_of_others_are_ignored) {
  open();
  call("a");
  const auto exchange = play->requests.front().exchange;
  reply(0, {.body = "a"});
  happens(actors::reply{.to = exchange, .body = "again"});
  happens(actors::reply{.to = {exchange.value + 1000}, .body = "other"});
  EXPECT_THAT(output->lines, ElementsAre("a"));
}

TEST_F(stdio_test, the_end_of_stdin_ends_an_idle_session_at_once) {
  open();
  happens(stdin_ended{});
  EXPECT_TRUE(ended());
  EXPECT_EQ(play->drains, 0);
}

TEST_F(stdio_test, requests_in_flight_get_a_moment_after_the_end_of_stdin) {
  open();
  call("a");
  happens(stdin_ended{});
  advance(400ms);
  EXPECT_FALSE(ended());
  EXPECT_THAT(play->departures, IsEmpty());
  reply(0, {.body = "a"});
  EXPECT_THAT(output->lines, ElementsAre("a"));
  EXPECT_TRUE(ended());
}

TEST_F(stdio_test, what_is_not_done_by_then_is_departed_from_and_drained) {
  open();
  call("a");
  call("b");
  const auto first = play->requests[0].exchange;
  const auto second = play->requests[1].exchange;
  happens(stdin_ended{});
  advance(600ms);
  EXPECT_THAT(play->departures, ElementsAre(first, second));
  EXPECT_EQ(play->drains, 1);
  EXPECT_TRUE(ended());
}

TEST_F(stdio_test, a_broken_stdout_ends_the_session_at_once) {
  open();
  call("a");
  happens(stdout_broken{});
  EXPECT_THAT(play->departures, SizeIs(1));
  EXPECT_TRUE(ended());
}

TEST_F(stdio_test, winding_down_answers_what_is_in_flight) {
  open();
  call("a");
  happens(wind_down{});
  EXPECT_FALSE(ended());
  reply(0, {.body = "a"});
  EXPECT_THAT(output->lines, ElementsAre("a"));
  EXPECT_TRUE(ended());
}

TEST_F(stdio_test, an_end_with_requests_in_flight_leaves_nobody_behind) {
  open();
  call("a");
  end_all();
  EXPECT_LE(system.registry().running(), 1U);
}

} // namespace
} // namespace howdah::transport
