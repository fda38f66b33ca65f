#include "postgres/wire/channel.hpp"

#include <libpq-fe.h>
#include <openssl/err.h>
#include <openssl/ssl.h>

#include <cerrno>
#include <poll.h>
#include <sys/socket.h>
#include <sys/types.h>

namespace howdah::postgres::wire {

namespace {

bool again(int error) {
  return error == EAGAIN || error == EWOULDBLOCK || error == EINTR;
}

channel::moved moved_plainly(ssize_t done) {
  if (done >= 0)
    return {.bytes = static_cast<std::size_t>(done)};
  return {.is = again(errno) ? channel::state::open : channel::state::closed};
}

channel::moved moved_by_tls(SSL* tls, int done, std::size_t bytes) {
  if (done > 0)
    return {.bytes = bytes};
  const int why = SSL_get_error(tls, done);
  const bool later = why == SSL_ERROR_WANT_READ || why == SSL_ERROR_WANT_WRITE;
  return {.is = later ? channel::state::open : channel::state::closed};
}

} // namespace

channel::channel(PGconn* connection)
  : connection_(connection), tls_(static_cast<SSL*>(PQsslStruct(connection, "OpenSSL"))) {
}

int channel::socket() const {
  return PQsocket(connection_);
}

channel::moved channel::read(std::span<char> into) {
  if (tls_) {
    std::size_t got = 0;
    ERR_clear_error();
    const int done = SSL_read_ex(tls_, into.data(), into.size(), &got);
    return moved_by_tls(tls_, done, got);
  }
  const auto got = ::recv(socket(), into.data(), into.size(), 0);
  return got == 0 ? moved{.is = state::closed} : moved_plainly(got);
}

channel::moved channel::write(std::string_view bytes) {
  if (bytes.empty())
    return {};
  if (tls_) {
    std::size_t sent = 0;
    ERR_clear_error();
    const int done = SSL_write_ex(tls_, bytes.data(), bytes.size(), &sent);
    return moved_by_tls(tls_, done, sent);
  }
  return moved_plainly(::send(socket(), bytes.data(), bytes.size(), MSG_NOSIGNAL));
}

bool channel::hidden() const {
  return tls_ && SSL_pending(tls_) > 0;
}

bool channel::has_news() const {
  pollfd watched{.fd = socket(), .events = POLLIN | POLLRDHUP, .revents = 0};
  return hidden() || ::poll(&watched, 1, 0) > 0;
}

} // namespace howdah::postgres::wire
