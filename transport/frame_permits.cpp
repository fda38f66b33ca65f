#include "transport/frame_permits.hpp"

namespace howdah::transport {

bool frame_permits::acquire() {
  std::unique_lock guard(lock_);
  changed_.wait(guard, [this] { return closed_ || free_ > 0; });
  if (closed_)
    return false;
  --free_;
  return true;
}

void frame_permits::release() {
  {
    const std::lock_guard guard(lock_);
    ++free_;
  }
  changed_.notify_one();
}

void frame_permits::close() {
  {
    const std::lock_guard guard(lock_);
    closed_ = true;
  }
  changed_.notify_all();
}

} // namespace howdah::transport
