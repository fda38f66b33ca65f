#include "app/vigil.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstdint>
#include <initializer_list>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/signalfd.h>
#include <unistd.h>

namespace howdah::app {

namespace {

sigset_t set_of(std::initializer_list<int> signals) noexcept {
  sigset_t set;
  sigemptyset(&set);
  for (const int signal : signals)
    sigaddset(&set, signal);
  return set;
}

sigset_t watched() noexcept {
  return set_of({SIGTERM, SIGINT, SIGHUP});
}

int milliseconds_until(std::optional<std::chrono::steady_clock::time_point> when) {
  if (!when)
    return -1;
  const auto left
    = std::chrono::ceil<std::chrono::milliseconds>(*when - std::chrono::steady_clock::now());
  return static_cast<int>(std::clamp<std::int64_t>(left.count(), 0, 3'600'000));
}

} // namespace

void keep_reload_signals() noexcept {
  const auto reloads = set_of({SIGHUP});
  ::pthread_sigmask(SIG_BLOCK, &reloads, nullptr);
}

bell::bell() : fd_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {
}

bell::~bell() {
  ::close(fd_);
}

void bell::ring() noexcept {
  const std::uint64_t one = 1;
  [[maybe_unused]] const auto written = ::write(fd_, &one, sizeof one);
}

vigil::vigil() {
  const auto set = watched();
  ::pthread_sigmask(SIG_BLOCK, &set, nullptr);
  signals_ = ::signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
}

vigil::~vigil() {
  ::close(signals_);
}

event vigil::wait(std::optional<std::chrono::steady_clock::time_point> until) {
  for (;;) {
    std::array sources{pollfd{signals_, POLLIN, 0}, pollfd{ended_->descriptor(), POLLIN, 0},
                       pollfd{demo_, POLLIN, 0}};
    const auto ready = ::poll(sources.data(), sources.size(), milliseconds_until(until));
    if (ready == 0)
      return event::time_is_up;
    signalfd_siginfo signal{};
    if (::read(signals_, &signal, sizeof signal) == static_cast<ssize_t>(sizeof signal))
      return signal.ssi_signo == SIGHUP ? event::told_to_reload : event::told_to_end;
    std::uint64_t rung = 0;
    if (::read(ended_->descriptor(), &rung, sizeof rung) == static_cast<ssize_t>(sizeof rung))
      return event::bell;
    if (ready > 0 && sources[2].revents != 0) {
      demo_ = -1;
      return event::demo_ended;
    }
  }
}

} // namespace howdah::app
