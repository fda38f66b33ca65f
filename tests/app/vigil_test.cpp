#include "app/vigil.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <csignal>
#include <thread>
#include <unistd.h>

namespace howdah::app {
namespace {

using namespace std::chrono_literals;

auto soon() {
  return std::chrono::steady_clock::now() + 5s;
}

TEST(vigil, tells_signals_apart) {
  vigil watch;
  ::kill(::getpid(), SIGTERM);
  EXPECT_EQ(watch.wait(soon()), event::told_to_end);
  ::kill(::getpid(), SIGINT);
  EXPECT_EQ(watch.wait(soon()), event::told_to_end);
  ::kill(::getpid(), SIGHUP);
  EXPECT_EQ(watch.wait(soon()), event::told_to_reload);
}

TEST(vigil, hears_the_bell_from_another_thread) {
  vigil watch;
  std::thread ringer([bell = watch.ended()] { bell->ring(); });
  EXPECT_EQ(watch.wait(soon()), event::bell);
  ringer.join();
}

TEST(vigil, gives_up_when_time_is_up) {
  vigil watch;
  EXPECT_EQ(watch.wait(std::chrono::steady_clock::now()), event::time_is_up);
  EXPECT_EQ(watch.wait(std::chrono::steady_clock::now() - 1h), event::time_is_up);
}

TEST(vigil, tells_the_end_of_the_demo_once) {
  int ends[2];
  ASSERT_EQ(::pipe(ends), 0);
  vigil watch;
  watch.watch_demo(ends[0]);
  EXPECT_EQ(watch.wait(std::chrono::steady_clock::now()), event::time_is_up);
  ::close(ends[1]);
  EXPECT_EQ(watch.wait(soon()), event::demo_ended);
  EXPECT_EQ(watch.wait(std::chrono::steady_clock::now()), event::time_is_up);
  ::close(ends[0]);
}

} // namespace
} // namespace howdah::app
