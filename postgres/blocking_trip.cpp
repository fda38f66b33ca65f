#include "postgres/blocking_trip.hpp"

#include <poll.h>

#include <cerrno>
#include <utility>

namespace howdah::postgres {

namespace {

/// Until the socket has something to tell, or a moment passed.
void wait_for(const session& on) {
  const int wanted = POLLIN | (on.wants_write() ? POLLOUT : 0);
  pollfd socket{.fd = on.socket(), .events = static_cast<short>(wanted), .revents = 0};
  while (::poll(&socket, 1, 100) < 0 && errno == EINTR) {
  }
}

/// The only way to end a trip early is to give the connection up: it serves nobody else.
void give_up(session& on) {
  on.abandon({.code = errc::timed_out,
              .message = "The database did not answer in time.",
              .hint = "Try again, or look at what keeps it busy."});
}

} // namespace

outcome run_blocking(session& on, trip what, const trip_limits& bounds, consumer& sink) {
  const auto patience = bounds.statement_timeout * what.statements.size() + std::chrono::seconds(5);
  const auto deadline = session::clock::now() + patience;
  on.begin(std::move(what), bounds, sink, session::clock::now());
  for (;;) {
    while (on.on_readable(session::clock::now())) {
    }
    if (auto ended = on.take_outcome())
      return *std::move(ended);
    const auto now = session::clock::now();
    if (now > deadline || on.wants_cancel(now)) {
      give_up(on);
      continue;
    }
    if (on.wants_write())
      on.on_writable();
    wait_for(on);
  }
}

} // namespace howdah::postgres
