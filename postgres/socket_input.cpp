#include "postgres/socket_input.hpp"

#include <libpq-fe.h>
#include <openssl/ssl.h>

#include <poll.h>
#include <sys/ioctl.h>

namespace howdah::postgres {

namespace {

/// The server sends its answers when they are complete or fill a buffer, and no network cuts that
/// into smaller segments: in less than this no message is unfinished that will be long.
constexpr std::size_t short_answers = 512;

std::size_t waiting_at(int descriptor) {
  int bytes = 0;
  return descriptor >= 0 && ::ioctl(descriptor, FIONREAD, &bytes) == 0 && bytes > 0
           ? static_cast<std::size_t>(bytes)
           : 0;
}

} // namespace

socket_input::~socket_input() {
  throttle_.take_off(PQsocket(connection_));
}

int socket_input::socket() const {
  return throttle_.on() ? throttle_.server() : PQsocket(connection_);
}

bool socket_input::fill(bool sending) {
  const auto waiting = available();
  const bool maybe_long = read_ > 0 && read_ + waiting >= short_answers;
  if (maybe_long && !throttle_.on() && !sending)
    throttle_.put_on(PQsocket(connection_)); // else as before: without, it is only less exact
  if (throttle_.on())
    return fill_throttled();
  count(waiting);
  return PQconsumeInput(connection_) == 1;
}

void socket_input::count(std::size_t bytes) noexcept {
  read_ += bytes;
  unfinished_ += bytes;
}

bool socket_input::fill_throttled() {
  std::size_t passed = 0;
  if (waiting_at(PQsocket(connection_)) == 0)
    switch (throttle_.pass(passed)) {
    case throttle::passage::some:
      count(passed);
      break;
    case throttle::passage::nothing:
      return true;
    case throttle::passage::closed:
      throttle_.take_off(PQsocket(connection_));
      break;
    }
  return PQconsumeInput(connection_) == 1;
}

void socket_input::release() {
  while (throttle_.on() && waiting_at(PQsocket(connection_)) > 0
         && PQconsumeInput(connection_) == 1)
    continue;
  throttle_.take_off(PQsocket(connection_));
  read_ = 0;
  finished();
}

bool socket_input::has_news() const {
  pollfd watched{.fd = socket(), .events = POLLIN | POLLRDHUP, .revents = 0};
  return hidden() > 0 || ::poll(&watched, 1, 0) > 0;
}

std::size_t socket_input::available() const {
  return waiting_at(socket()) + hidden();
}

std::size_t socket_input::hidden() const {
  const auto* tls = static_cast<const SSL*>(PQsslStruct(connection_, "OpenSSL"));
  const auto decrypted = tls ? static_cast<std::size_t>(SSL_pending(tls)) : 0;
  return throttle_.on() ? decrypted + waiting_at(PQsocket(connection_)) : decrypted;
}

} // namespace howdah::postgres
