#include "transport/line_writer.hpp"

#include <caf/send.hpp>

#include <cerrno>
#include <condition_variable>
#include <csignal>
#include <mutex>
#include <optional>
#include <poll.h>
#include <string_view>
#include <unistd.h>
#include <utility>

namespace howdah::transport {

/// Outlives the writer when the thread cannot be stopped: it may hang in write(2) at a client that
/// does not read.
struct line_writer::shared {
  const int fd;
  const std::shared_ptr<frame_permits> permits;
  mutable std::mutex lock = {};
  std::condition_variable changed = {};
  std::string queue = {};    ///< whole lines
  std::size_t answers = 0;   ///< of them, with a permit
  std::size_t unwritten = 0; ///< bytes, those being written included
  bool closing = false;
  bool ended = false; ///< the thread has nothing more to do
  std::optional<stdio_actor> reporter = {};
};

namespace {

bool wait_for_room(int fd) {
  pollfd asked{fd, POLLOUT, 0};
  return ::poll(&asked, 1, -1) >= 0 || errno == EINTR;
}

/// False when the descriptor takes no more, ever.
bool write_all(int fd, std::string_view text) {
  while (!text.empty()) {
    const auto written = ::write(fd, text.data(), text.size());
    if (written >= 0)
      text.remove_prefix(static_cast<std::size_t>(written));
    else if (errno == EAGAIN ? !wait_for_room(fd) : errno != EINTR)
      return false;
  }
  return true;
}

/// A client that went away is an error of write(2), not the end of the process.
void block_broken_pipe_signal() {
  sigset_t broken_pipe;
  sigemptyset(&broken_pipe);
  sigaddset(&broken_pipe, SIGPIPE);
  pthread_sigmask(SIG_BLOCK, &broken_pipe, nullptr);
}

/// One line: line ends between the tokens of a JSON text become blanks; inside of strings there are
/// none.
void flatten(std::string& text) {
  for (const char end : {'\n', '\r'})
    for (auto at = text.find(end); at != std::string::npos; at = text.find(end, at))
      text[at] = ' ';
}

} // namespace

line_writer::line_writer(int fd, std::shared_ptr<frame_permits> permits)
  : state_(new shared{.fd = fd, .permits = std::move(permits)}),
    thread_([state = state_] { run(state); }) {
}

line_writer::~line_writer() {
  if (thread_.joinable())
    close(std::chrono::milliseconds(0));
}

void line_writer::report_to(const stdio_actor& who) {
  const std::lock_guard guard(state_->lock);
  state_->reporter = who;
}

void line_writer::write(std::string line, bool answers) {
  flatten(line);
  line += '\n';
  {
    const std::lock_guard guard(state_->lock);
    state_->unwritten += line.size();
    state_->answers += answers ? 1 : 0;
    if (state_->queue.empty())
      state_->queue = std::move(line);
    else
      state_->queue += line;
  }
  state_->changed.notify_all();
}

std::size_t line_writer::queued() const {
  const std::lock_guard guard(state_->lock);
  return state_->unwritten;
}

bool line_writer::close(std::chrono::milliseconds limit) {
  std::unique_lock guard(state_->lock);
  state_->closing = true;
  state_->reporter.reset();
  state_->changed.notify_all();
  const bool ended = state_->changed.wait_for(guard, limit, [this] { return state_->ended; });
  const bool complete = state_->unwritten == 0;
  guard.unlock();
  if (ended)
    thread_.join();
  else
    thread_.detach();
  return complete;
}

void line_writer::run(const std::shared_ptr<shared>& state) {
  block_broken_pipe_signal();
  std::unique_lock guard(state->lock);
  bool sound = true;
  while (sound) {
    state->changed.wait(guard, [&] { return state->closing || !state->queue.empty(); });
    if (state->queue.empty())
      break;
    const auto text = std::exchange(state->queue, {});
    const auto answers = std::exchange(state->answers, 0);
    guard.unlock();
    sound = write_all(state->fd, text);
    for (std::size_t i = 0; i < answers; ++i)
      state->permits->release();
    guard.lock();
    if (sound)
      state->unwritten -= text.size();
  }
  if (!sound && state->reporter)
    caf::anon_send(*state->reporter, stdout_broken{});
  state->ended = true;
  state->changed.notify_all();
}

} // namespace howdah::transport
