#include "actors/task_table.hpp"

#include "auth/seal.hpp"

namespace howdah::actors {

namespace {

constexpr std::size_t id_bytes = 18;

} // namespace

mcp::task* task_table::create(const std::string& owner, std::int64_t now) {
  forget_expired(now);
  if (!has_room(owner))
    return nullptr;
  auto id = auth::random_token(id_bytes);
  auto& made = tasks_[id];
  made = {.owner = owner,
          .what
          = {.id = std::move(id), .created = now, .updated = now, .ttl_ms = bounds_.ttl.count()}};
  return &made.what;
}

bool task_table::has_room(const std::string& owner) const {
  std::size_t own = 0;
  std::size_t bytes = 0;
  for (const auto& [id, each] : tasks_) {
    own += each.owner == owner ? 1 : 0;
    bytes += each.what.outcome.size();
  }
  return tasks_.size() < bounds_.total && own < bounds_.per_owner && bytes < bounds_.bytes;
}

mcp::task* task_table::find(const std::string& owner, const std::string& id, std::int64_t now) {
  forget_expired(now);
  const auto known = tasks_.find(id);
  return known == tasks_.end() || known->second.owner != owner ? nullptr : &known->second.what;
}

void task_table::forget_expired(std::int64_t now) {
  std::erase_if(tasks_, [&](const auto& each) {
    const auto& task = each.second.what;
    return task.status != mcp::task_status::working && task.created + task.ttl_ms <= now;
  });
}

} // namespace howdah::actors
