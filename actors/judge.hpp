#pragma once

#include "actors/protocol/judge.hpp"
#include "sql/guard.hpp"

#include <caf/stateful_actor.hpp>
#include <caf/typed_event_based_actor.hpp>

#include <memory>

namespace howdah::actors {

class judge_state {
public:
  static inline const char* name = "judge";
  judge_state() = default;

  std::unique_ptr<sql::guard> guard;
};

/// Spawn it detached: it may take milliseconds, and large statements need the big stack that app
/// gives to threads.
judge_actor::behavior_type judge(judge_actor::stateful_pointer<judge_state> self,
                                 sql::policy rules);

} // namespace howdah::actors
