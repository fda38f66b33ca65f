#pragma once

#include "actors/protocol/dispatcher.hpp"
#include "core/rights.hpp"

#include <caf/typed_actor.hpp>

#include <cstdint>
#include <string>

namespace howdah::actors {

/// A large statement to be judged off the event loop; `judgement` goes to `asker`.
struct judgement_order {
  std::uint64_t ticket = 0;
  std::string text;
  rights_ptr may;
  dispatcher_actor asker;
};

/// JUDGE: parses large statements on a thread with a 16 MiB stack. Holds a guard of its own, with
/// the dispatcher's policy. Life: spawned detached by app, ended by app. Bounded by the dispatcher,
/// which counts what it has asked for.
using judge_actor = caf::typed_actor<caf::reacts_to<judgement_order>>;

} // namespace howdah::actors

CAF_ALLOW_UNSAFE_MESSAGE_TYPE(howdah::actors::judgement_order)
