#pragma once

#include "actors/protocol/canceller.hpp"

#include <caf/typed_event_based_actor.hpp>

namespace howdah::actors {

/// Spawn it detached: PQcancel opens a connection and waits.
canceller_actor::behavior_type canceller(canceller_actor::pointer self);

} // namespace howdah::actors
