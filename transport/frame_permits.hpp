#pragma once

#include <condition_variable>
#include <cstddef>
#include <mutex>

namespace howdah::transport {

/// Leave to have a frame in flight, from its reading until its answer is written: bounds what one
/// pipe can make the server hold. Any thread.
class frame_permits {
public:
  explicit frame_permits(std::size_t count) : free_(count) {}

  /// Waits for one; false when closed.
  bool acquire();
  void release();
  /// Nobody waits any more, now or later.
  void close();

private:
  std::mutex lock_;
  std::condition_variable changed_;
  std::size_t free_;
  bool closed_ = false;
};

} // namespace howdah::transport
