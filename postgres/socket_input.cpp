#include "postgres/socket_input.hpp"

#include <libpq-fe.h>
#include <openssl/ssl.h>

#include <sys/ioctl.h>

namespace howdah::postgres {

namespace {

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
  if (fresh_ && hidden() == 0)
    throttle_.take_off(PQsocket(connection_));
  else if (!fresh_ && !throttle_.on() && !sending)
    throttle_.put_on(PQsocket(connection_)); // else as before: without, it is only less exact
  if (throttle_.on())
    return fill_throttled();
  if (!fresh_)
    unfinished_ += available();
  fresh_ = false;
  return PQconsumeInput(connection_) == 1;
}

bool socket_input::fill_throttled() {
  std::size_t passed = 0;
  if (waiting_at(PQsocket(connection_)) == 0)
    switch (throttle_.pass(passed)) {
    case throttle::passage::some:
      unfinished_ += passed;
      break;
    case throttle::passage::nothing:
      return true;
    case throttle::passage::closed:
      throttle_.take_off(PQsocket(connection_));
      break;
    }
  fresh_ = false;
  return PQconsumeInput(connection_) == 1;
}

void socket_input::release() {
  while (throttle_.on() && waiting_at(PQsocket(connection_)) > 0
         && PQconsumeInput(connection_) == 1)
    continue;
  throttle_.take_off(PQsocket(connection_));
  finished();
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
