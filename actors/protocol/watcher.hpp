#pragma once

#include "actors/protocol/exchange.hpp"
#include "actors/protocol/herald.hpp"

#include <caf/allowed_unsafe_message_type.hpp>
#include <caf/typed_actor.hpp>

#include <string>
#include <vector>

namespace howdah::actors {

/// From now on, look at exactly these resources, and tell `asker` of those that change (`updated`).
/// None: stop looking.
struct watch {
  std::vector<std::string> uris;
  herald_actor asker;
};
/// What was asked for has been looked at once, so that no later change is missed; or the database
/// could not be asked.
struct watching {};

/// INTERNAL: time passes. One of an older generation is ignored.
struct watcher_tick {
  std::uint64_t generation = 0;
};

/// WATCHER: looks at the definitions of tables every now and then, by jobs of its own for the POOL,
/// and only while somebody asked for any. Life: spawned and ended by app; only with a database.
/// Errors: none; while the database cannot be asked nothing is seen to change.
using watcher_actor
  = caf::typed_actor<caf::replies_to<watch>::with<watching>,
                     // What its jobs answer.
                     caf::reacts_to<reply>, caf::reacts_to<notice>, caf::reacts_to<watcher_tick>>;

} // namespace howdah::actors

CAF_ALLOW_UNSAFE_MESSAGE_TYPE(howdah::actors::watch)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(howdah::actors::watching)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(howdah::actors::watcher_tick)
