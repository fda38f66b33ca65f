#include "transport/tls.hpp"

#include "transport/own_replies.hpp"
#include "transport/tls_context.hpp"

#include <openssl/err.h>
#include <openssl/ssl.h>

#include <algorithm>
#include <climits>
#include <new>
#include <sys/socket.h>
#include <utility>

namespace howdah::transport {

namespace {

using connection = std::unique_ptr<SSL, decltype(&::SSL_free)>;

int bounded(std::size_t count) {
  return static_cast<int>(std::min<std::size_t>(count, INT_MAX));
}

/// One connection's TLS on its socket. The handshake happens in the first reads.
class tls_layer final : public byte_layer {
public:
  explicit tls_layer(SSL_CTX* context) : ssl_(::SSL_new(context), &::SSL_free) {
    if (!ssl_)
      throw std::bad_alloc();
    ::SSL_set_accept_state(ssl_.get());
  }

  transfer read(int socket, char* to, std::size_t room) override {
    attach(socket);
    ERR_clear_error(); // of other connections on this thread
    const int moved = ::SSL_read(ssl_.get(), to, bounded(room));
    if (moved > 0)
      return {static_cast<std::size_t>(moved), outcome::done};
    return {0, after_read(socket, moved)};
  }

  transfer write(int socket, const char* from, std::size_t count) override {
    attach(socket);
    if (dead_ || opening())
      return {0, outcome::closed};
    ERR_clear_error();
    const int moved = ::SSL_write(ssl_.get(), from, bounded(count));
    if (moved > 0)
      return {static_cast<std::size_t>(moved), outcome::done};
    if (::SSL_get_error(ssl_.get(), moved) == SSL_ERROR_WANT_WRITE)
      return {0, outcome::would_block};
    dead_ = true;
    return {0, outcome::closed};
  }

  void finish(int socket) override {
    if (!dead_ && !opening()) {
      ERR_clear_error();
      ::SSL_shutdown(ssl_.get());
      ERR_clear_error();
    }
    ::shutdown(socket, SHUT_WR);
  }

  bool holds_input() const override { return ::SSL_pending(ssl_.get()) > 0; }
  bool opening() const override { return ::SSL_is_init_finished(ssl_.get()) == 0; }

private:
  void attach(int socket) {
    if (::SSL_get_fd(ssl_.get()) != socket)
      ::SSL_set_fd(ssl_.get(), socket);
  }

  /// A read that would have to write first is a client that takes nothing while it asks for keys,
  /// or a first flight that does not fit an empty socket: neither is waited for.
  outcome after_read(int socket, int moved) {
    switch (::SSL_get_error(ssl_.get(), moved)) {
    case SSL_ERROR_WANT_READ:
      return outcome::would_block;
    case SSL_ERROR_ZERO_RETURN:
      return outcome::ended;
    default:
      dead_ = true;
      if (ERR_GET_REASON(ERR_peek_error()) == SSL_R_HTTP_REQUEST)
        refuse_plain(socket);
      ERR_clear_error();
      return outcome::closed;
    }
  }

  /// A client that does not speak TLS gets an answer that it understands.
  static void refuse_plain(int socket) {
    const problem why{.code = errc::invalid_request,
                      .message = "This port speaks HTTPS.",
                      .hint = "Use https:// in the URL."};
    bytes out;
    append_reply(out, refusal(400, why), {.keep_alive = false});
    (void)::send(socket, out.data(), out.size(), MSG_DONTWAIT | MSG_NOSIGNAL);
    ::shutdown(socket, SHUT_WR);
    while (::recv(socket, out.data(), out.size(), MSG_DONTWAIT) > 0) {
    } // closing with unread bytes would reset the connection, and the answer with it
  }

  connection ssl_;
  bool dead_ = false; ///< OpenSSL wants no further call after a fatal error
};

} // namespace

result<std::shared_ptr<tls_layers>> tls_layers::of(const tls_texts& texts) {
  HOWDAH_TRY(auto first, make_tls_context(texts));
  return std::shared_ptr<tls_layers>(new tls_layers(std::move(first)));
}

std::unique_ptr<byte_layer> tls_layers::open() const {
  const std::lock_guard guard(lock_);
  return std::make_unique<tls_layer>(current_.get());
}

result<void> tls_layers::replace(const tls_texts& texts) {
  HOWDAH_TRY(auto made, make_tls_context(texts));
  const std::lock_guard guard(lock_);
  current_.swap(made);
  return {};
}

} // namespace howdah::transport
