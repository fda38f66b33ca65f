#pragma once

#include "mcp/task.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <unordered_map>

namespace howdah::actors {

struct task_bounds {
  std::size_t total = 1000;
  std::size_t per_owner = 200;
  std::size_t bytes = 64 << 20; ///< of kept results; beyond it nothing new begins
  std::chrono::milliseconds ttl{600'000};
};

/// Tasks and who may see them. None is forgotten before its time, and none that still works. Pure;
/// time is milliseconds since the epoch.
class task_table {
public:
  explicit task_table(task_bounds bounds) : bounds_(bounds) {}

  /// A new one, with an id that cannot be guessed; null when there is no room. The pointer holds as
  /// long as the task is there.
  mcp::task* create(const std::string& owner, std::int64_t now);
  /// Null when there is none or it is somebody else's, which looks the same.
  mcp::task* find(const std::string& owner, const std::string& id, std::int64_t now);
  std::size_t size() const noexcept { return tasks_.size(); }

private:
  struct owned {
    std::string owner;
    mcp::task what;
  };

  void forget_expired(std::int64_t now);
  bool has_room(const std::string& owner) const;

  task_bounds bounds_;
  std::unordered_map<std::string, owned> tasks_; ///< by id
};

} // namespace howdah::actors
