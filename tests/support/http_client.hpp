#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace howdah::tests {

/// A blocking TCP client that speaks HTTP no better than a test wants it to.
class http_client {
public:
  explicit http_client(std::uint16_t port);
  ~http_client();
  http_client(const http_client&) = delete;
  http_client& operator=(const http_client&) = delete;

  bool connected() const noexcept { return connected_; }
  /// False when the server does not take all of it within a while.
  bool send(std::string_view text) const;
  /// One answer with Content-Length; what is behind it stays for the next call. Empty when the
  /// server closed or is silent.
  std::string answer();
  /// Everything until the server closes; empty when it does not within a while.
  std::string rest();

private:
  void shrink_window() const;
  bool receive();

  int fd_;
  bool connected_ = false;
  bool ended_ = false;
  std::string buffer_;
};

} // namespace howdah::tests
