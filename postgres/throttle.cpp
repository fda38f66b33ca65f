#include "postgres/throttle.hpp"

#include <array>
#include <cerrno>
#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>
#include <utility>

namespace howdah::postgres {

namespace {

void close_descriptor(int& descriptor) {
  if (const int closing = std::exchange(descriptor, -1); closing >= 0)
    ::close(closing);
}

} // namespace

throttle::~throttle() {
  take_off(-1);
}

bool throttle::put_on(int libpq_descriptor) {
  std::array<int, 2> pair{-1, -1};
  if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, pair.data()) != 0)
    return false;
  real_ = ::fcntl(libpq_descriptor, F_DUPFD_CLOEXEC, 0);
  const bool replaced = real_ >= 0 && ::dup3(pair[1], libpq_descriptor, O_CLOEXEC) >= 0;
  close_descriptor(pair[1]);
  feeding_ = pair[0];
  libpq_ = libpq_descriptor;
  if (!replaced) {
    close_descriptor(real_);
    close_descriptor(feeding_);
  }
  return replaced;
}

void throttle::take_off(int libpq_descriptor) {
  if (on() && libpq_descriptor == libpq_)
    ::dup3(real_, libpq_, O_CLOEXEC);
  close_descriptor(real_);
  close_descriptor(feeding_);
}

throttle::passage throttle::pass(std::size_t& bytes) {
  std::array<char, portion> buffer; // NOLINT(*-member-init): 64 KiB that recv fills
  const auto received = ::recv(real_, buffer.data(), buffer.size(), MSG_DONTWAIT);
  if (received < 0 && (errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR))
    return passage::nothing;
  if (received <= 0)
    return passage::closed;
  bytes = static_cast<std::size_t>(received);
  if (::send(feeding_, buffer.data(), bytes, MSG_NOSIGNAL) == received)
    return passage::some;
  ::shutdown(real_, SHUT_RDWR); // bytes are lost: nobody must read on
  return passage::closed;
}

} // namespace howdah::postgres
