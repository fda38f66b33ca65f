#include "tests/support/pipe_pair.hpp"

#include <array>
#include <fcntl.h>
#include <poll.h>
#include <stdexcept>
#include <unistd.h>
#include <utility>

namespace howdah::tests {

pipe_pair::pipe_pair() {
  if (::pipe2(ends_, O_CLOEXEC) != 0)
    throw std::runtime_error("no pipe");
}

pipe_pair::~pipe_pair() {
  close_reader();
  close_writer();
}

void pipe_pair::close_end(int which) {
  const int fd = std::exchange(ends_[which], -1);
  if (fd >= 0)
    ::close(fd);
}

bool pipe_pair::send(std::string_view text) const {
  while (!text.empty()) {
    const auto written = ::write(writer(), text.data(), text.size());
    if (written <= 0)
      return false;
    text.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

std::string pipe_pair::line() {
  for (;;) {
    if (const auto end = buffer_.find('\n'); end != std::string::npos) {
      auto found = buffer_.substr(0, end);
      buffer_.erase(0, end + 1);
      return found;
    }
    pollfd asked{reader(), POLLIN, 0};
    std::array<char, 16 * 1024> piece;
    if (::poll(&asked, 1, 10'000) <= 0)
      return {};
    const auto got = ::read(reader(), piece.data(), piece.size());
    if (got <= 0)
      return {};
    buffer_.append(piece.data(), static_cast<std::size_t>(got));
  }
}

} // namespace howdah::tests
