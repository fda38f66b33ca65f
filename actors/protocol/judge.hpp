#pragma once

#include "core/result.hpp"
#include "sql/statement.hpp"

#include <caf/typed_actor.hpp>

#include <string>

namespace howdah::actors {

/// A large statement to be judged off the event loop.
struct judgement_order {
  std::string text;
};
struct judgement {
  result<sql::admitted_ptr> verdict;
};

/// JUDGE: parses large statements on a thread with a 16 MiB stack. Holds a guard of its own, with
/// the dispatcher's policy. Life: spawned detached by app, ended by app. Bounded by the dispatcher,
/// which counts what it has asked for.
using judge_actor = caf::typed_actor<caf::replies_to<judgement_order>::with<judgement>>;

} // namespace howdah::actors

CAF_ALLOW_UNSAFE_MESSAGE_TYPE(howdah::actors::judgement_order)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(howdah::actors::judgement)
