#include "app/process.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cstdio>
#include <fcntl.h>
#include <pthread.h>
#include <sys/wait.h>
#include <unistd.h>

namespace howdah::app {
namespace {

/// Runs in a child, whose exit code says whether all went well.
template <class Function>
int in_child(Function function) {
  std::fflush(stdout);
  const auto child = ::fork();
  if (child == 0)
    ::_exit(function() ? 0 : 1);
  int status = -1;
  ::waitpid(child, &status, 0);
  return status;
}

TEST(fill_standard_descriptors, makes_closed_ones_harmless) {
  EXPECT_EQ(in_child([] {
              ::close(0);
              ::close(1);
              fill_standard_descriptors();
              const int next = ::open("/dev/null", O_RDONLY);
              return ::fcntl(0, F_GETFD) >= 0 && ::fcntl(1, F_GETFD) >= 0 && next > 2;
            }),
            0);
}

TEST(take_stdout_away, sends_what_libraries_print_to_stderr) {
  EXPECT_EQ(in_child([] {
              std::array<int, 2> out{};
              std::array<int, 2> err{};
              if (::pipe(out.data()) != 0 || ::pipe(err.data()) != 0)
                return false;
              ::dup2(out[1], 1);
              ::dup2(err[1], 2);
              const int kept = take_stdout_away();
              std::array<char, 16> read{};
              std::puts("noise");
              std::fflush(stdout);
              const bool noise_on_stderr = ::read(err[0], read.data(), read.size()) == 6;
              const bool ours_on_stdout
                = ::write(kept, "line", 4) == 4 && ::read(out[0], read.data(), read.size()) == 4;
              return noise_on_stderr && ours_on_stdout
                     && (::fcntl(kept, F_GETFD) & FD_CLOEXEC) != 0;
            }),
            0);
}

TEST(tune_memory, gives_later_threads_a_large_stack) {
  EXPECT_EQ(in_child([] {
              tune_memory();
              pthread_attr_t attributes;
              std::size_t size = 0;
              return ::pthread_getattr_default_np(&attributes) == 0
                     && ::pthread_attr_getstacksize(&attributes, &size) == 0
                     && size >= 16U * 1024 * 1024;
            }),
            0);
}

TEST(own_path, is_the_running_program) {
  EXPECT_TRUE(own_path().is_absolute());
  EXPECT_EQ(::access(own_path().c_str(), X_OK), 0);
}

} // namespace
} // namespace howdah::app
