#include "app/process.hpp"

#include <fcntl.h>
#include <malloc.h>
#include <pthread.h>
#include <system_error>
#include <unistd.h>

namespace howdah::app {

namespace {

constexpr std::size_t stack_bytes = std::size_t{16} * 1024 * 1024;
constexpr int malloc_arenas = 2;
constexpr int trim_above = 256 * 1024;

} // namespace

void fill_standard_descriptors() {
  for (int fd = ::open("/dev/null", O_RDWR); fd >= 0; fd = ::open("/dev/null", O_RDWR))
    if (fd > STDERR_FILENO) {
      ::close(fd);
      return;
    }
}

int take_stdout_away() {
  const auto kept = ::fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
  if (kept >= 0)
    ::dup2(STDERR_FILENO, STDOUT_FILENO);
  return kept;
}

void tune_memory() {
  pthread_attr_t attributes;
  if (::pthread_getattr_default_np(&attributes) == 0) {
    ::pthread_attr_setstacksize(&attributes, stack_bytes);
    ::pthread_setattr_default_np(&attributes);
    ::pthread_attr_destroy(&attributes);
  }
  // NOLINTBEGIN(concurrency-mt-unsafe): before the first thread
  ::mallopt(M_ARENA_MAX, malloc_arenas);
  ::mallopt(M_TRIM_THRESHOLD, trim_above);
  // NOLINTEND(concurrency-mt-unsafe)
}

std::filesystem::path own_path() {
  std::error_code failure;
  auto path = std::filesystem::read_symlink("/proc/self/exe", failure);
  return failure ? std::filesystem::path("howdah") : path;
}

} // namespace howdah::app
