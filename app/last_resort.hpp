#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>

namespace howdah::app {

/// Ends the process with a code unless it is destroyed in time: CAF waits for every actor, and one
/// may hang in a call that nobody can interrupt, such as connecting.
class last_resort {
public:
  last_resort(std::chrono::milliseconds limit, int code);
  ~last_resort();
  last_resort(const last_resort&) = delete;
  last_resort& operator=(const last_resort&) = delete;

private:
  std::mutex lock_;
  std::condition_variable changed_;
  bool over_ = false;
  std::thread thread_; ///< last: it uses the others
};

} // namespace howdah::app
