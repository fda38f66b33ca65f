#include "postgres/cluster/supervisor.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace howdah::postgres {

namespace {

struct pipe_ends {
  descriptor read;
  descriptor write;
};

std::optional<pipe_ends> make_pipe() {
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0)
    return std::nullopt;
  return pipe_ends{.read = descriptor(ends[0]), .write = descriptor(ends[1])};
}

/// Texts as execve wants them. The texts must outlive it.
std::vector<char*> pointers_to(std::vector<std::string>& texts) {
  std::vector<char*> pointers;
  pointers.reserve(texts.size() + 1);
  for (auto& text : texts)
    pointers.push_back(text.data());
  pointers.push_back(nullptr);
  return pointers;
}

/// What PostgreSQL's programs see of our environment: nothing, so that PG* variables do not reach
/// them.
std::vector<std::string> plain_environment() {
  return {"PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL=C.UTF-8",
          "TZ=UTC"};
}

/// Signals are blocked meanwhile: no handler of ours runs in the child. 0 on failure.
pid_t fork_watch(const watch_plan& plan) {
  sigset_t all;
  sigset_t before;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  const auto child = ::_Fork(); // without handlers: the one that is async-signal-safe
  if (child == 0)
    watch(plan);
  pthread_sigmask(SIG_SETMASK, &before, nullptr);
  return std::max(child, 0);
}

} // namespace

result<supervisor> supervisor::launch(scratch_directory directory, const account& runs_as,
                                      const std::vector<std::vector<std::string>>& programs) {
  auto texts = programs;
  std::vector<std::vector<char*>> vectors;
  vectors.reserve(texts.size());
  for (auto& program : texts)
    vectors.push_back(pointers_to(program));
  std::vector<char* const*> arguments;
  arguments.reserve(texts.size());
  for (const auto& vector : vectors)
    arguments.push_back(vector.data());
  auto environment = plain_environment();
  const auto environment_pointers = pointers_to(environment);

  auto orders = make_pipe();
  auto reports = make_pipe();
  descriptor log(::open((directory.path / "log").c_str(),
                        O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0600));
  const watch_plan plan{.orders = orders ? orders->read.value() : -1,
                        .reports = reports ? reports->write.value() : -1,
                        .lock = directory.lock.value(),
                        .log = log.value(),
                        .runs_as = runs_as,
                        .directory = directory.path.c_str(),
                        .programs = arguments,
                        .environment = environment_pointers.data()};
  pid_t process = 0;
  if (!orders || !reports || log.value() < 0 || !hand_over(directory.path / "log", runs_as)
      || (process = fork_watch(plan)) == 0) {
    std::error_code ignored;
    std::filesystem::remove_all(directory.path, ignored);
    return refuse(errc::unavailable, "cannot start the process that watches over PostgreSQL");
  }
  supervisor made;
  made.process_ = process;
  made.directory_ = std::move(directory.path);
  made.orders_ = std::move(orders->write);
  made.reports_ = std::move(reports->read);
  made.log_ = std::move(log);
  return made;
}

bool supervisor::tell(watch_order order) {
  sigset_t pipe_signal;
  sigset_t before;
  sigemptyset(&pipe_signal);
  sigaddset(&pipe_signal, SIGPIPE);
  pthread_sigmask(SIG_BLOCK, &pipe_signal, &before);
  const auto written = ::write(orders_.value(), &order, sizeof order);
  const timespec at_once{};
  if (written < 0 && errno == EPIPE && sigismember(&before, SIGPIPE) == 0)
    ::sigtimedwait(&pipe_signal, nullptr, &at_once);
  pthread_sigmask(SIG_SETMASK, &before, nullptr);
  return written == static_cast<ssize_t>(sizeof order);
}

std::optional<watch_report> supervisor::hear(milliseconds limit) {
  pollfd source{reports_.value(), POLLIN, 0};
  int ready = 0;
  while ((ready = ::poll(&source, 1, static_cast<int>(limit.count()))) < 0 && errno == EINTR) {
  }
  watch_report report;
  if (ready <= 0
      || ::read(reports_.value(), &report, sizeof report) != static_cast<ssize_t>(sizeof report))
    return std::nullopt;
  return report;
}

bool supervisor::run(std::uint8_t program, milliseconds limit) {
  if (!tell({.what = watch_order::verb::run, .program = program}) || !hear(limit))
    return false;
  const auto ended = hear(limit);
  return ended && ended->what == watch_report::event::ended && ended->value == 0;
}

int supervisor::serve(std::uint8_t program) {
  if (!tell({.what = watch_order::verb::serve, .program = program}))
    return 0;
  const auto started = hear(milliseconds(5'000));
  return started ? started->value : 0;
}

bool supervisor::stop_server(milliseconds limit) {
  if (!tell({.what = watch_order::verb::stop}))
    return false;
  const auto ended = hear(limit);
  return ended && ended->what == watch_report::event::ended && ended->value == 0;
}

bool supervisor::alive() const noexcept {
  pollfd source{reports_.value(), POLLIN, 0};
  return reports_.value() >= 0 && ::poll(&source, 1, 0) == 0;
}

void supervisor::end(milliseconds limit) {
  orders_.close();
  const auto deadline = std::chrono::steady_clock::now() + limit;
  bool gone = false;
  while (!gone && std::chrono::steady_clock::now() < deadline)
    gone = !hear(limit);
  ::kill(process_, SIGKILL); // already gone, unless the time is up
  while (::waitpid(process_, nullptr, 0) < 0 && errno == EINTR) {
  }
  reports_.close();
}

std::string supervisor::log_tail() const {
  constexpr std::size_t enough = 600;
  struct stat facts {};
  if (::fstat(log_.value(), &facts) != 0)
    return {};
  const auto size = static_cast<std::size_t>(facts.st_size);
  std::string text(std::min(size, enough), '\0');
  const auto got
    = ::pread(log_.value(), text.data(), text.size(), static_cast<off_t>(size - text.size()));
  text.resize(got > 0 ? static_cast<std::size_t>(got) : 0);
  return text;
}

} // namespace howdah::postgres
