#pragma once

#include "core/result.hpp"

#include <cstdint>
#include <string>

namespace howdah::transport {

/// A bound socket that listens; owns the descriptor until `release`.
class listening_socket {
public:
  /// `host` is an address or a name (of several addresses the first IPv4 one is taken); port 0
  /// picks a free one. The problem says which address, why not, and what to do. May ask the
  /// resolver, so it may block.
  static result<listening_socket> open(const std::string& host, std::uint16_t port);

  listening_socket(listening_socket&& other) noexcept;
  listening_socket& operator=(listening_socket&& other) noexcept;
  ~listening_socket();

  /// The port in use, also when 0 was asked for.
  std::uint16_t port() const noexcept { return port_; }
  /// `127.0.0.1:8000`, `[::1]:8000`.
  const std::string& address() const noexcept { return address_; }
  int release() noexcept;

private:
  listening_socket(int fd, std::uint16_t port, std::string address);

  int fd_ = -1;
  std::uint16_t port_ = 0;
  std::string address_;
};

} // namespace howdah::transport
