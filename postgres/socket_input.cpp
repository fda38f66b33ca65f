#include "postgres/socket_input.hpp"

#include <libpq-fe.h>
#include <openssl/ssl.h>

#include <sys/ioctl.h>

namespace howdah::postgres {

bool socket_input::fill() {
  if (!fresh_)
    unfinished_ += available();
  fresh_ = false;
  return PQconsumeInput(connection_) == 1;
}

std::size_t socket_input::available() const {
  int bytes = 0;
  const int socket = PQsocket(connection_);
  if (socket < 0 || ioctl(socket, FIONREAD, &bytes) != 0 || bytes < 0)
    return 0;
  return static_cast<std::size_t>(bytes) + hidden();
}

std::size_t socket_input::hidden() const {
  const auto* tls = static_cast<const SSL*>(PQsslStruct(connection_, "OpenSSL"));
  return tls ? static_cast<std::size_t>(SSL_pending(tls)) : 0;
}

} // namespace howdah::postgres
