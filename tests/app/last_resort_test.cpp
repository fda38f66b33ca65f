#include "app/last_resort.hpp"

#include <gtest/gtest.h>

#include <cstdio>
#include <sys/wait.h>
#include <unistd.h>

namespace howdah::app {
namespace {

using namespace std::chrono_literals;

template <class Function>
int exit_code_of(Function function) {
  std::fflush(stdout);
  const auto child = ::fork();
  if (child == 0) {
    function();
    ::_exit(0);
  }
  int status = -1;
  ::waitpid(child, &status, 0);
  return WEXITSTATUS(status);
}

TEST(last_resort, ends_a_process_that_hangs) {
  EXPECT_EQ(exit_code_of([] {
              const last_resort limit(10ms, 42);
              ::pause();
            }),
            42);
}

TEST(last_resort, does_nothing_when_it_goes_in_time) {
  EXPECT_EQ(exit_code_of([] { const last_resort limit(1h, 42); }), 0);
}

} // namespace
} // namespace howdah::app
