#include "tests/support/http_client.hpp"

#include <arpa/inet.h>
#include <array>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

namespace howdah::tests {

http_client::http_client(std::uint16_t port) : fd_(::socket(AF_INET, SOCK_STREAM, 0)) {
  const timeval patience{10, 0};
  ::setsockopt(fd_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  ::setsockopt(fd_, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
  shrink_window();
  sockaddr_in server{};
  server.sin_family = AF_INET;
  server.sin_port = htons(port);
  server.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  connected_ = ::connect(fd_, reinterpret_cast<sockaddr*>(&server), sizeof server) == 0;
}

http_client::~http_client() {
  ::close(fd_);
}

void http_client::shrink_window() const {
  const int bytes = 4096;
  ::setsockopt(fd_, SOL_SOCKET, SO_RCVBUF, &bytes, sizeof bytes);
}

bool http_client::send(std::string_view text) const {
  while (!text.empty()) {
    const auto sent = ::send(fd_, text.data(), text.size(), MSG_NOSIGNAL);
    if (sent <= 0)
      return false;
    text.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

bool http_client::receive() {
  std::array<char, 16 * 1024> piece;
  const auto got = ::recv(fd_, piece.data(), piece.size(), 0);
  ended_ = got == 0;
  if (got > 0)
    buffer_.append(piece.data(), static_cast<std::size_t>(got));
  return got > 0;
}

std::string http_client::answer() {
  std::size_t size = std::string::npos;
  while (size == std::string::npos || buffer_.size() < size) {
    const auto head = buffer_.find("\r\n\r\n");
    if (size == std::string::npos && head != std::string::npos) {
      const auto length = buffer_.find("Content-Length: ");
      size = head + 4 + (length < head ? std::stoul(buffer_.substr(length + 16)) : 0);
    } else if (!receive()) {
      return {};
    }
  }
  auto answer = buffer_.substr(0, size);
  buffer_.erase(0, size);
  return answer;
}

std::string http_client::rest() {
  while (receive())
    ;
  return ended_ ? std::move(buffer_) : std::string();
}

} // namespace howdah::tests
