#include "postgres/cluster/watch.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <ctime>
#include <fcntl.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

namespace howdah::postgres {

namespace {

/// After this long a server that was told to quit is killed.
constexpr time_t patience_seconds = 7;

sigset_t watched_signals() {
  sigset_t set;
  sigemptyset(&set);
  for (const int signal : {SIGCHLD, SIGTERM, SIGINT, SIGHUP, SIGQUIT})
    sigaddset(&set, signal);
  return set;
}

void default_signals() {
  for (int signal = 1; signal < NSIG; ++signal)
    std::signal(signal, SIG_DFL);
}

/// Descriptors of the owner must not live on here: they may be ends of somebody else's pipes.
void close_all_but(std::array<int, 4> kept) {
  std::sort(kept.begin(), kept.end());
  unsigned from = 3;
  for (const int fd : kept) {
    if (const auto next = static_cast<unsigned>(fd); next > from)
      ::close_range(from, next - 1, 0);
    from = std::max(from, static_cast<unsigned>(fd) + 1);
  }
  ::close_range(from, ~0U, 0);
}

/// System calls proper: the C library would wait for the other threads of our parent to follow.
bool take_on(const account& who) {
  if (!who.other_than_us)
    return true;
  return ::syscall(SYS_setgroups, 1, &who.group) == 0 && ::syscall(SYS_setgid, who.group) == 0
         && ::syscall(SYS_setuid, who.user) == 0;
}

bool settle(const watch_plan& plan) {
  ::setsid();
  ::umask(077);
  default_signals();
  std::signal(SIGPIPE, SIG_IGN);
  const auto set = watched_signals();
  ::pthread_sigmask(SIG_SETMASK, &set, nullptr);
  const int nothing = ::open("/dev/null", O_RDWR);
  if (nothing < 0 || ::dup2(nothing, 0) < 0 || ::dup2(plan.log, 1) < 0 || ::dup2(plan.log, 2) < 0)
    return false;
  close_all_but({plan.orders, plan.reports, plan.lock, plan.log});
  ::prctl(PR_SET_NAME, "howdah-postgres");
  return take_on(plan.runs_as) && ::chdir(plan.directory) == 0;
}

/// In the child: everything back to what a program expects, then the program. The server is told to
/// quit when we die.
[[noreturn]] void become(const watch_plan& plan, char* const* arguments, pid_t parent) {
  ::setpgid(0, 0);
  ::fcntl(plan.lock, F_SETFD, 0);
  default_signals();
  sigset_t none;
  sigemptyset(&none);
  ::prctl(PR_SET_PDEATHSIG, SIGQUIT);
  ::pthread_sigmask(SIG_SETMASK, &none, nullptr);
  if (::getppid() == parent)
    ::execve(arguments[0], arguments, plan.environment);
  ::_exit(127);
}

class watcher {
public:
  explicit watcher(const watch_plan& plan) noexcept : plan_(plan) {
    const auto set = watched_signals();
    signals_ = ::signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
  }

  [[noreturn]] void run() {
    for (;;) {
      std::array<pollfd, 2> sources{pollfd{plan_.orders, POLLIN, 0}, pollfd{signals_, POLLIN, 0}};
      if (::poll(sources.data(), sources.size(), -1) < 0 && errno != EINTR)
        end();
      if (sources[1].revents != 0)
        on_signals();
      if (sources[0].revents != 0)
        on_order();
    }
  }

private:
  void on_signals() {
    signalfd_siginfo info;
    while (::read(signals_, &info, sizeof info) == static_cast<ssize_t>(sizeof info))
      if (info.ssi_signo != SIGCHLD)
        end();
    int status = 0;
    if (child_ == 0 || ::waitpid(child_, &status, WNOHANG) != child_)
      return;
    child_ = 0;
    const bool lost = serving_ && !stopping_;
    serving_ = stopping_ = false;
    report(watch_report::event::ended, status);
    if (lost)
      end();
  }

  void on_order() {
    watch_order order;
    const auto got = ::read(plan_.orders, &order, sizeof order);
    if (got < 0 && errno == EINTR)
      return;
    if (got != static_cast<ssize_t>(sizeof order) || order.program >= plan_.programs.size())
      end();
    if (order.what == watch_order::verb::stop)
      stop();
    else
      start(order);
  }

  void stop() {
    stopping_ = true;
    if (child_ != 0)
      ::kill(child_, SIGINT); // PostgreSQL's fast shutdown, which leaves clean files
  }

  void start(const watch_order& order) {
    const auto parent = ::getpid();
    const auto child = ::_Fork();
    if (child == 0)
      become(plan_, plan_.programs[order.program], parent);
    if (child < 0)
      end();
    child_ = child;
    serving_ = order.what == watch_order::verb::serve;
    report(watch_report::event::started, child);
  }

  void report(watch_report::event what, int value) {
    const watch_report message{.what = what, .value = value};
    [[maybe_unused]] const auto written = ::write(plan_.reports, &message, sizeof message);
  }

  [[noreturn]] void end() {
    if (child_ != 0)
      quit_child();
    remove_directory();
    ::_exit(0);
  }

  /// SIGQUIT is PostgreSQL's immediate shutdown: no checkpoint, every backend ends at once.
  void quit_child() {
    ::kill(serving_ ? child_ : -child_, SIGQUIT);
    ::kill(child_, SIGCONT);
    timespec deadline{};
    ::clock_gettime(CLOCK_MONOTONIC, &deadline);
    deadline.tv_sec += patience_seconds;
    while (::waitpid(child_, nullptr, WNOHANG) == 0) {
      timespec now{};
      ::clock_gettime(CLOCK_MONOTONIC, &now);
      if (now.tv_sec > deadline.tv_sec) {
        ::kill(-child_, SIGKILL);
        ::waitpid(child_, nullptr, 0);
        return;
      }
      pollfd child_signal{signals_, POLLIN, 0};
      ::poll(&child_signal, 1, 200);
      signalfd_siginfo info;
      [[maybe_unused]] const auto drained = ::read(signals_, &info, sizeof info);
    }
  }

  void remove_directory() {
    ::chdir("/");
    const auto remover = ::_Fork();
    if (remover == 0) {
      std::array<char*, 5> arguments{const_cast<char*>("/bin/rm"), const_cast<char*>("-rf"),
                                     const_cast<char*>("--"), const_cast<char*>(plan_.directory),
                                     nullptr};
      ::execve(arguments[0], arguments.data(), plan_.environment);
      ::_exit(127);
    }
    if (remover > 0)
      ::waitpid(remover, nullptr, 0);
  }

  const watch_plan& plan_;
  int signals_ = -1;
  pid_t child_ = 0;
  bool serving_ = false;
  bool stopping_ = false;
};

} // namespace

void watch(const watch_plan& plan) noexcept {
  if (!settle(plan))
    ::_exit(1);
  watcher(plan).run();
}

} // namespace howdah::postgres
