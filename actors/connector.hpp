#pragma once

#include "actors/protocol/connector.hpp"

#include <caf/typed_event_based_actor.hpp>

namespace howdah::actors {

/// Spawn it detached: connecting blocks.
connector_actor::behavior_type connector(connector_actor::pointer self);

} // namespace howdah::actors
