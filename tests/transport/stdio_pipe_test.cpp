#include "tests/support/eventually.hpp"
#include "tests/support/pipe_pair.hpp"
#include "tests/transport/real_actors.hpp"
#include "transport/stdio_session.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <csignal>
#include <cstdio>
#include <fcntl.h>
#include <gmock/gmock.h>
#include <memory>
#include <optional>
#include <string>
#include <unistd.h>

namespace howdah::transport {
namespace {

using namespace std::chrono_literals;
using testing::EndsWith;
using testing::HasSubstr;
using testing::StartsWith;

std::string call(const std::string& method) {
  return R"({"jsonrpc":"2.0","id":1,"method":")" + method + "\"}\n";
}

/// The STDIO transport on two pipes.
class stdio_pipe_test : public real_actors {
protected:
  void open(limits bounds = {}) { open_on(in.reader(), bounds); }

  void open_on(int fd, limits bounds = {}) {
    session.emplace(
      system, fd, out.writer(),
      stdio_options{.bounds = bounds, .callers = std::make_shared<fixed_caller>(auth::anonymous())},
      dispatcher);
  }

  /// The dispatcher is the only one left.
  bool ended() {
    return tests::eventually(5s, [&] { return running() == 1; });
  }

  ~stdio_pipe_test() override {
    if (session)
      caf::anon_send_exit(session->actor(), caf::exit_reason::user_shutdown);
    session.reset();
  }

  tests::pipe_pair in;
  tests::pipe_pair out;
  std::optional<stdio_session> session;
};

TEST_F(stdio_pipe_test, lines_are_answered_by_lines) {
  open();
  ASSERT_TRUE(in.send(call("one") + "\r\n\n" + call("two")));
  EXPECT_EQ(out.line(), "{\"result\":\"one\"}");
  EXPECT_EQ(out.line(), "{\"result\":\"two\"}");
}

TEST_F(stdio_pipe_test, many_calls_at_once_are_all_answered) {
  open({.in_flight_per_connection = 4});
  std::string all;
  for (int i = 0; i < 2000; ++i)
    all += call(std::to_string(i));
  ASSERT_TRUE(in.send(all));
  for (int i = 0; i < 2000; ++i)
    ASSERT_EQ(out.line(), "{\"result\":\"" + std::to_string(i) + "\"}");
}

TEST_F(stdio_pipe_test, the_end_of_stdin_comes_after_the_last_answer) {
  open();
  ASSERT_TRUE(in.send(call("one") + R"({"jsonrpc":"2.0","id":2,"method":"last"})"));
  in.close_writer();
  EXPECT_EQ(out.line(), "{\"result\":\"one\"}");
  EXPECT_EQ(out.line(), "{\"result\":\"last\"}") << "without a line end";
  EXPECT_TRUE(ended());
}

TEST_F(stdio_pipe_test, what_hangs_at_the_end_of_stdin_is_departed_from) {
  open();
  ASSERT_TRUE(in.send(call("hang")));
  in.close_writer();
  EXPECT_TRUE(ended());
  EXPECT_EQ(counts->departures, 1);
}

TEST_F(stdio_pipe_test, stdin_may_be_a_file_or_nothing) {
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::tmpfile(), &std::fclose);
  ASSERT_TRUE(file);
  std::fputs(call("one").c_str(), file.get());
  std::rewind(file.get());
  open_on(::fileno(file.get()));
  EXPECT_EQ(out.line(), "{\"result\":\"one\"}");
  EXPECT_TRUE(ended());
  session.reset();
  const int nothing = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
  open_on(nothing);
  EXPECT_TRUE(ended());
  session.reset();
  ::close(nothing);
}

TEST_F(stdio_pipe_test, lines_that_cannot_be_served_are_refused_and_the_session_goes_on) {
  open({.message_bytes = 1000});
  ASSERT_TRUE(in.send("{ invalid\n"));
  EXPECT_THAT(out.line(), HasSubstr("-32700"));
  ASSERT_TRUE(in.send("{\"a\":\"\xff\"}\n"));
  EXPECT_THAT(out.line(), HasSubstr("-32700"));
  ASSERT_TRUE(in.send(std::string(500, '[') + "\n"));
  EXPECT_THAT(out.line(), HasSubstr("nested"));
  ASSERT_TRUE(in.send(std::string(200'000, 'x') + "\n"));
  EXPECT_THAT(out.line(), HasSubstr("too_large"));
  ASSERT_TRUE(in.send(call("ping")));
  EXPECT_EQ(out.line(), "{\"result\":\"ping\"}");
}

TEST_F(stdio_pipe_test, a_client_that_does_not_read_stops_being_read) {
  counts->answer_bytes = 100'000;
  open({.in_flight_per_connection = 2});
  std::string all;
  for (int i = 0; i < 100; ++i)
    all += call("x");
  ASSERT_TRUE(in.send(all));
  ASSERT_TRUE(tests::eventually(5s, [&] { return counts->requests >= 2; }));
  EXPECT_FALSE(tests::eventually(200ms, [&] { return counts->requests > 10; }));
  for (int i = 0; i < 100; ++i)
    ASSERT_THAT(out.line(), StartsWith("{\"result\":\"x\"}"));
}

TEST_F(stdio_pipe_test, line_ends_inside_an_answer_do_not_break_its_line) {
  counts->filler = "\r\n";
  counts->answer_bytes = 30;
  open();
  ASSERT_TRUE(in.send(call("x") + call("y")));
  EXPECT_THAT(out.line(), StartsWith("{\"result\":\"x\"}  "));
  EXPECT_THAT(out.line(), StartsWith("{\"result\":\"y\"}  "));
}

TEST_F(stdio_pipe_test, a_client_that_went_away_ends_the_session) {
  open();
  out.close_reader();
  ASSERT_TRUE(in.send(call("x")));
  EXPECT_TRUE(ended());
}

TEST_F(stdio_pipe_test, the_session_ends_wherever_its_threads_wait) {
  counts->answer_bytes = 1'000'000; // more than the pipe takes
  open({.grace = 50ms, .in_flight_per_connection = 1});
  ASSERT_TRUE(in.send(call("x") + call("x") + call("x")));
  ASSERT_TRUE(tests::eventually(5s, [&] { return counts->requests == 1; }));
  caf::anon_send_exit(session->actor(), caf::exit_reason::user_shutdown);
  session.reset();
  out.close_reader();
  EXPECT_TRUE(ended());
}

TEST_F(stdio_pipe_test, the_last_answers_get_out_before_the_session_is_gone) {
  counts->answer_bytes = 50'000; // less than the pipe takes
  open();
  ASSERT_TRUE(in.send(call("x")));
  in.close_writer();
  ASSERT_TRUE(ended());
  session.reset();
  EXPECT_THAT(out.line(), StartsWith("{\"result\":\"x\"}"));
}

} // namespace
} // namespace howdah::transport
