#include "app/last_resort.hpp"

#include <cstdlib>

namespace howdah::app {

last_resort::last_resort(std::chrono::milliseconds limit, int code)
  : thread_([this, limit, code] {
      std::unique_lock guard(lock_);
      if (!changed_.wait_for(guard, limit, [this] { return over_; }))
        std::_Exit(code);
    }) {
}

last_resort::~last_resort() {
  {
    const std::lock_guard guard(lock_);
    over_ = true;
  }
  changed_.notify_all();
  thread_.join();
}

} // namespace howdah::app
