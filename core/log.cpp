#include "core/log.hpp"

#include "core/logfmt.hpp"

#include <spdlog/async_logger.h>
#include <spdlog/common.h>
#include <spdlog/details/null_mutex.h>
#include <spdlog/details/thread_pool.h>
#include <spdlog/sinks/base_sink.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <climits>
#include <csignal>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <poll.h>
#include <pthread.h>
#include <string>
#include <unistd.h>
#include <utility>

namespace howdah::log {
namespace {

constexpr std::size_t queued_lines = 1024; // spdlog allocates them all, about 400 bytes each

constexpr std::array<std::pair<std::string_view, level>, 6> level_names{{
  {"trace", level::trace},
  {"debug", level::debug},
  {"info", level::info},
  {"warning", level::warning},
  {"error", level::error},
  {"off", level::off},
}};

spdlog::level::level_enum spdlog_level(level of) noexcept {
  switch (of) {
  case level::trace:
    return spdlog::level::trace;
  case level::debug:
    return spdlog::level::debug;
  case level::info:
    return spdlog::level::info;
  case level::warning:
    return spdlog::level::warn;
  case level::error:
    return spdlog::level::err;
  case level::off:
    break;
  }
  return spdlog::level::off;
}

/// Writes to standard error unbuffered, from the log's thread only. A reader who stopped reading
/// delays that thread, but not the end of the program: once `give_up` is called nothing is waited
/// for.
class stderr_sink final : public spdlog::sinks::base_sink<spdlog::details::null_mutex> {
public:
  void give_up() noexcept { ending_.store(true, std::memory_order_relaxed); }

private:
  void sink_it_(const spdlog::details::log_msg& msg) override {
    spdlog::memory_buf_t line;
    formatter_->format(msg, line);
    auto rest = std::string_view{line.data(), line.size()};
    while (!rest.empty() && writable()) {
      // A pipe that polls writable takes PIPE_BUF bytes without blocking.
      const auto sent
        = ::write(STDERR_FILENO, rest.data(), std::min<std::size_t>(rest.size(), PIPE_BUF));
      if (sent < 0 && errno != EINTR && errno != EAGAIN)
        return;
      rest.remove_prefix(static_cast<std::size_t>(std::max<ssize_t>(sent, 0)));
    }
  }

  void flush_() override {}

  bool writable() noexcept {
    pollfd standard_error{.fd = STDERR_FILENO, .events = POLLOUT, .revents = 0};
    for (;;) {
      if (::poll(&standard_error, 1, unread_ ? 0 : 50) > 0)
        return true;
      if (ending_.load(std::memory_order_relaxed)) {
        unread_ = true;
        return false;
      }
    }
  }

  std::atomic<bool> ending_{false};
  bool unread_
    = false; ///< nobody took a line while ending: the rest is offered once, without waiting
};

/// Signals are other threads' business; a closed stderr is an error of write, not a SIGPIPE.
void block_signals() {
  sigset_t all;
  sigfillset(&all);
  pthread_sigmask(SIG_BLOCK, &all, nullptr);
}

struct running_log {
  std::shared_ptr<stderr_sink> sink = std::make_shared<stderr_sink>();
  std::shared_ptr<spdlog::details::thread_pool> thread
    = std::make_shared<spdlog::details::thread_pool>(queued_lines, 1, block_signals);
  std::shared_ptr<spdlog::async_logger> logger = std::make_shared<spdlog::async_logger>(
    "howdah", sink, thread, spdlog::async_overflow_policy::overrun_oldest);

  running_log() {
    logger->set_pattern("%Y-%m-%dT%H:%M:%S.%eZ %l %v", spdlog::pattern_time_type::utc);
    logger->set_level(spdlog::level::trace);              // the threshold is ours
    logger->set_error_handler([](const std::string&) {}); // spdlog's own would print
  }
};

std::atomic<level> threshold{level::off};
std::mutex guard; // of `current`
std::unique_ptr<running_log> current;

} // namespace

void start(level least) {
  const std::lock_guard lock{guard};
  if (!current && least != level::off)
    current = std::make_unique<running_log>();
  threshold.store(least, std::memory_order_relaxed);
}

void stop() {
  threshold.store(level::off, std::memory_order_relaxed);
  std::unique_ptr<running_log> ending;
  {
    const std::lock_guard lock{guard};
    ending = std::move(current);
  }
  if (!ending)
    return;
  if (const auto lost = ending->thread->overrun_counter())
    ending->logger->log(spdlog::level::warn,
                        logfmt("log_lines_lost", {{"count", std::int64_t(lost)}}));
  ending->sink->give_up();
}

bool enabled(level of) noexcept {
  return of != level::off && of >= threshold.load(std::memory_order_relaxed);
}

void write(level of, std::string_view event, std::initializer_list<field> fields) {
  if (!enabled(of))
    return;
  const auto line = logfmt(event, fields);
  const std::lock_guard lock{guard};
  if (current)
    current->logger->log(spdlog_level(of), spdlog::string_view_t{line});
}

bool parse_level(std::string_view name, level& out) noexcept {
  const auto* found = std::find_if(level_names.begin(), level_names.end(),
                                   [name](const auto& entry) { return entry.first == name; });
  if (found == level_names.end())
    return false;
  out = found->second;
  return true;
}

} // namespace howdah::log
