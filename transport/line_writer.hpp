#pragma once

#include "transport/frame_permits.hpp"
#include "transport/stdio.hpp"

#include <chrono>
#include <memory>
#include <string>
#include <thread>

namespace howdah::transport {

/// Writes lines to a descriptor from a thread of its own, so that a client that does not read stops
/// nobody but itself. What is queued is bounded by the permits: a frame's permit returns when its
/// answer was written.
class line_writer final : public line_output {
public:
  /// Does not close `fd`.
  line_writer(int fd, std::shared_ptr<frame_permits> permits);
  ~line_writer() override;

  void report_to(const stdio_actor& who) override;
  void write(std::string line, bool answers) override;
  std::size_t queued() const override;

  /// Waits until everything is written, the descriptor is broken or time is up; true: everything
  /// is. The last call.
  bool close(std::chrono::milliseconds limit);

private:
  struct shared;

  static void run(const std::shared_ptr<shared>& state);

  std::shared_ptr<shared> state_;
  std::thread thread_;
};

} // namespace howdah::transport
