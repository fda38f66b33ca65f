#include "core/log.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <fcntl.h>
#include <gmock/gmock.h>
#include <string>
#include <string_view>
#include <thread>
#include <unistd.h>
#include <vector>

namespace howdah::log {
namespace {

using namespace std::string_view_literals;
using testing::HasSubstr;
using testing::MatchesRegex;

/// Takes the place of standard error: what the log's thread writes arrives in a pipe.
class log_test : public testing::Test {
protected:
  void SetUp() override {
    ASSERT_EQ(::pipe2(ends_.data(), O_CLOEXEC), 0);
    real_stderr_ = ::dup(STDERR_FILENO);
    ::dup2(ends_[1], STDERR_FILENO);
  }

  void TearDown() override {
    stop();
    restore();
    ::close(ends_[0]);
    ::close(ends_[1]);
    ::close(real_stderr_);
  }

  /// Ends the log and returns everything it wrote.
  std::string written() {
    stop();
    restore();
    ::fcntl(ends_[0], F_SETFL, O_NONBLOCK);
    std::string text;
    std::array<char, 4096> bytes{};
    for (auto n = ::read(ends_[0], bytes.data(), bytes.size()); n > 0;
         n = ::read(ends_[0], bytes.data(), bytes.size()))
      text.append(bytes.data(), static_cast<std::size_t>(n));
    return text;
  }

  void restore() { ::dup2(real_stderr_, STDERR_FILENO); }

  std::array<int, 2> ends_{-1, -1};
  int real_stderr_ = -1;
};

TEST_F(log_test, a_line_has_time_in_utc_level_event_and_fields) {
  start(level::info);
  write(level::info, "call", {{"tool", "query"sv}, {"rows", std::int64_t{1}}, {"ms", 0.4}});
  EXPECT_THAT(written(),
              MatchesRegex("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\\.[0-9]{3}Z "
                           "info call tool=query rows=1 ms=0.4\n"));
}

TEST_F(log_test, lines_below_the_threshold_are_not_written) {
  start(level::warning);
  EXPECT_FALSE(enabled(level::info));
  EXPECT_TRUE(enabled(level::warning));
  EXPECT_FALSE(enabled(level::off));
  write(level::info, "quiet");
  write(level::error, "loud");
  const auto text = written();
  EXPECT_THAT(text, HasSubstr(" error loud\n"));
  EXPECT_THAT(text, testing::Not(HasSubstr("quiet")));
}

TEST_F(log_test, off_writes_nothing_at_all) {
  start(level::off);
  EXPECT_FALSE(enabled(level::error));
  write(level::error, "lost");
  EXPECT_EQ(written(), "");
}

TEST_F(log_test, before_start_and_after_stop_lines_are_dropped) {
  write(level::error, "early");
  start(level::trace);
  stop();
  stop();
  write(level::error, "late");
  EXPECT_EQ(written(), "");
}

TEST_F(log_test, a_second_start_changes_the_threshold_only) {
  start(level::error);
  start(level::debug);
  write(level::debug, "seen");
  EXPECT_THAT(written(), HasSubstr(" debug seen\n"));
}

TEST_F(log_test, braces_in_values_are_text) {
  start(level::info);
  write(level::info, "e", {{"k", "{} {0} {:d}"sv}});
  EXPECT_THAT(written(), HasSubstr("k=\"{} {0} {:d}\"\n"));
}

TEST_F(log_test, lines_of_many_threads_stay_whole) {
  start(level::info);
  std::vector<std::thread> threads;
  for (std::int64_t t = 0; t < 4; ++t)
    threads.emplace_back([t] {
      for (std::int64_t i = 0; i < 100; ++i)
        write(level::info, "line", {{"thread", t}, {"i", i}, {"end", "."sv}});
    });
  for (auto& each : threads)
    each.join();
  const auto text = written();
  EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 400);
  for (std::size_t from = 0; from < text.size(); from = text.find('\n', from) + 1)
    EXPECT_THAT(text.substr(from, text.find('\n', from) - from),
                MatchesRegex(".* line thread=[0-3] i=[0-9]+ end=\\."));
}

TEST_F(log_test, nobody_waits_for_a_reader_who_stopped_reading) {
  start(level::info);
  const std::string long_value(1000, 'x');
  for (auto i = 0; i < 20'000; ++i) // more than the pipe and the queue hold
    write(level::info, "line", {{"value", std::string_view{long_value}}});
  EXPECT_THAT(written(), HasSubstr("line value=xxx"));
}

TEST_F(log_test, a_closed_standard_error_does_not_end_the_process) {
  ::close(ends_[0]);
  start(level::info);
  write(level::info, "unheard");
  stop();
  ends_[0] = ::dup(real_stderr_);
}

TEST(parse_level, knows_the_names_and_nothing_else) {
  auto found = level::trace;
  EXPECT_TRUE(parse_level("warning", found));
  EXPECT_EQ(found, level::warning);
  EXPECT_TRUE(parse_level("off", found));
  EXPECT_EQ(found, level::off);
  for (const auto* name : {"", "WARNING", "warn", "info ", "loud"})
    EXPECT_FALSE(parse_level(name, found)) << name;
  EXPECT_EQ(found, level::off);
}

} // namespace
} // namespace howdah::log
