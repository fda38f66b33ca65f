#include "transport/stdin_reader.hpp"

#include <caf/send.hpp>

#include <array>
#include <cerrno>
#include <cstdint>
#include <optional>
#include <poll.h>
#include <string>
#include <string_view>
#include <sys/eventfd.h>
#include <unistd.h>
#include <utility>

namespace howdah::transport {

namespace {

stdin_frame frame_of(line& from, const limits& bounds) {
  if (!from.too_long)
    return {mcp::parse_frame(std::move(from.text), bounds.json_depth)};
  const problem why{.code = errc::too_large,
                    .message = "The message is longer than " + std::to_string(bounds.message_bytes)
                               + " bytes.",
                    .hint = "Send less at once; the session goes on."};
  return {tl::unexpected(mcp::malformed{why})};
}

/// Bytes read, 0 at the end, nothing when there is nothing yet.
std::optional<std::size_t> read_some(int fd, char* to, std::size_t room) {
  const auto got = ::read(fd, to, room);
  if (got >= 0)
    return static_cast<std::size_t>(got);
  if (errno == EINTR || errno == EAGAIN)
    return std::nullopt;
  return 0;
}

} // namespace

stdin_reader::stdin_reader(int fd, const limits& bounds, std::shared_ptr<frame_permits> permits,
                           stdio_actor to)
  : fd_(fd), stop_(::eventfd(0, EFD_CLOEXEC)), bounds_(bounds), permits_(std::move(permits)),
    to_(std::move(to)), thread_([this] { run(); }) {
}

stdin_reader::~stdin_reader() {
  permits_->close();
  const std::uint64_t one = 1;
  (void)!::write(stop_, &one, sizeof one);
  thread_.join();
  ::close(stop_);
}

/// False: stop. Files, for which poll(2) knows nothing to wait for, are always ready.
bool stdin_reader::wait_for_input() const {
  std::array<pollfd, 2> asked{{{fd_, POLLIN, 0}, {stop_, POLLIN, 0}}};
  while (::poll(asked.data(), asked.size(), -1) < 0)
    if (errno != EINTR)
      return false;
  return asked[1].revents == 0;
}

bool stdin_reader::pass_on(line& from) {
  if (!permits_->acquire())
    return false;
  caf::anon_send(to_, frame_of(from, bounds_));
  return true;
}

void stdin_reader::run() {
  line_framer framer(bounds_.message_bytes);
  std::string buffer(64 * 1024, '\0');
  while (wait_for_input()) {
    const auto got = read_some(fd_, buffer.data(), buffer.size());
    if (!got)
      continue;
    framer.append(std::string_view(buffer).substr(0, *got));
    while (auto found = *got > 0 ? framer.next() : framer.rest())
      if (!pass_on(*found))
        return;
    if (*got == 0)
      return caf::anon_send(to_, stdin_ended{});
  }
}

} // namespace howdah::transport
