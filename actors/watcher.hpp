#pragma once

#include "actors/protocol/broker.hpp"
#include "actors/protocol/pool.hpp"
#include "actors/protocol/watcher.hpp"

#include <caf/typed_response_promise.hpp>

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace howdah::actors {

struct watcher_settings {
  pool_actor pool;
  std::chrono::milliseconds interval{2'000}; ///< between one look and the next
};

class watcher_state {
public:
  static inline const char* name = "watcher";
  using pointer = broker_pointer<watcher_actor, watcher_state>;
  using promise = caf::typed_response_promise<watching>;

  watcher_state() = default;
  void start(pointer self, watcher_settings settings);

  void watch_for(const watch& what, promise when_seen);
  void take(const reply& look);
  void tick(const watcher_tick& which);

private:
  struct table {
    bool seen = false;
    std::optional<std::string> fingerprint = {};
  };

  void look();
  void compare(const std::string& uri, std::optional<std::string> now);
  void schedule_tick();
  bool all_seen() const;

  pointer self_ = nullptr;
  watcher_settings settings_;
  herald_actor asker_;
  std::map<std::string, table> tables_;   ///< by URI
  std::vector<std::string> looked_at_;    ///< by the look under way
  exchange_id under_way_ = {};            ///< 0: none
  std::vector<promise> waiting_;          ///< for the look under way
  std::vector<promise> waiting_for_next_; ///< it came too late for that
  std::uint64_t last_look_ = 0;
  std::uint64_t generation_ = 0;
};

watcher_actor::behavior_type watcher(watcher_state::pointer self, watcher_settings settings);

} // namespace howdah::actors
