#pragma once

#include "core/limits.hpp"
#include "transport/frame_permits.hpp"
#include "transport/framing/line.hpp"
#include "transport/stdio.hpp"

#include <memory>
#include <thread>

namespace howdah::transport {

/// Reads a descriptor of any kind (pipe, socket, terminal, file) line by line on a thread of its
/// own, parses there, and hands frames to the STDIO actor while there are permits.
class stdin_reader {
public:
  /// Does not close `fd`. `to` gets a `stdin_frame` for each line and `stdin_ended` at the end of
  /// the file.
  stdin_reader(int fd, const limits& bounds, std::shared_ptr<frame_permits> permits,
               stdio_actor to);
  /// Stops at once, wherever the thread waits.
  ~stdin_reader();
  stdin_reader(const stdin_reader&) = delete;
  stdin_reader& operator=(const stdin_reader&) = delete;

private:
  void run();
  bool wait_for_input() const;
  bool pass_on(line& from);

  int fd_;
  int stop_; ///< eventfd
  limits bounds_;
  std::shared_ptr<frame_permits> permits_;
  stdio_actor to_;
  std::thread thread_;
};

} // namespace howdah::transport
