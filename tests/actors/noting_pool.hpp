#pragma once

#include "actors/protocol/pool.hpp"

#include <vector>

namespace howdah::actors {

/// What a pool that does nothing was told.
struct pool_notes {
  std::vector<assignment> assigned;
  std::vector<cancel_work> cancels;
};

/// In the place of a pool: it is up, and notes what it gets.
inline pool_actor::behavior_type noting_pool(pool_actor::pointer, pool_notes* seen) {
  return {
    [=](const assignment& work) { seen->assigned.push_back(work); },
    [=](const cancel_work& which) { seen->cancels.push_back(which); },
    [](const pool_query&) -> caf::result<pool_status> { return pool_status{.up = true}; },
    [](const connect_ended&) {},
    [](const work_ended&) {},
    [](const work_returned&) {},
    [](const connection_broken&) {},
    [](const pool_tick&) {},
    [](const pool_drain&) -> caf::result<pool_drained> { return pool_drained{}; },
  };
}

} // namespace howdah::actors
