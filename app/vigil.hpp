#pragma once

#include <caf/actor_cast.hpp>
#include <caf/actor_control_block.hpp>

#include <atomic>
#include <chrono>
#include <memory>
#include <optional>
#include <utility>

namespace howdah::app {

/// What actors wake the main thread with, which waits for signals at the same time.
class bell {
public:
  bell();
  ~bell();
  bell(const bell&) = delete;
  bell& operator=(const bell&) = delete;

  void ring() noexcept; ///< any thread
  int descriptor() const noexcept { return fd_; }

private:
  int fd_;
};

/// Whether an actor has ended.
class end_flag {
public:
  bool over() const noexcept { return flag_->load(); }

  /// Rings `bell` when the actor ends.
  template <class Handle>
  static end_flag of(const Handle& actor, std::shared_ptr<bell> bell) {
    end_flag made;
    caf::actor_cast<caf::strong_actor_ptr>(actor)->get()->attach_functor(
      [flag = made.flag_, bell = std::move(bell)](const caf::error&) {
        flag->store(true);
        bell->ring();
      });
    return made;
  }

private:
  std::shared_ptr<std::atomic<bool>> flag_ = std::make_shared<std::atomic<bool>>(false);
};

/// Keeps SIGHUP for the vigil that is made later: who reaches the listener may send it already, and
/// by default it would end the program.
void keep_reload_signals() noexcept;

/// What made the main thread wake.
enum class event { told_to_end, told_to_reload, bell, demo_ended, time_is_up };

/// Waits for signals and ends, on the main thread. The signals are blocked from the making on, in
/// this thread and in all that it makes later.
class vigil {
public:
  vigil();
  ~vigil();
  vigil(const vigil&) = delete;
  vigil& operator=(const vigil&) = delete;

  const std::shared_ptr<bell>& ended() const noexcept { return ended_; }
  /// Becomes readable when the demo's PostgreSQL has ended.
  void watch_demo(int descriptor) noexcept { demo_ = descriptor; }

  event wait(std::optional<std::chrono::steady_clock::time_point> until = std::nullopt);

private:
  std::shared_ptr<bell> ended_ = std::make_shared<bell>();
  int signals_ = -1;
  int demo_ = -1;
};

} // namespace howdah::app
