#include "transport/byte_layer.hpp"

#include <cerrno>
#include <sys/socket.h>

namespace howdah::transport {

namespace {

template <class Call>
byte_layer::transfer attempt(Call call) {
  for (;;) {
    const auto moved = call();
    if (moved >= 0)
      return {static_cast<std::size_t>(moved), byte_layer::outcome::done};
    if (errno == EAGAIN || errno == EWOULDBLOCK)
      return {0, byte_layer::outcome::would_block};
    if (errno != EINTR)
      return {0, byte_layer::outcome::closed};
  }
}

} // namespace

byte_layer::transfer plain_layer::read(int socket, char* to, std::size_t room) {
  auto moved = attempt([=] { return ::recv(socket, to, room, MSG_DONTWAIT); });
  if (moved.how == outcome::done && moved.bytes == 0)
    moved.how = outcome::ended;
  return moved;
}

byte_layer::transfer plain_layer::write(int socket, const char* from, std::size_t count) {
  return attempt([=] { return ::send(socket, from, count, MSG_DONTWAIT | MSG_NOSIGNAL); });
}

void plain_layer::finish(int socket) {
  ::shutdown(socket, SHUT_WR);
}

} // namespace howdah::transport
