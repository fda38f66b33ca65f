#pragma once

#include "actors/page_fetch.hpp"
#include "actors/protocol/fetcher.hpp"

#include <caf/typed_event_based_actor.hpp>

namespace howdah::actors {

/// Spawn it detached: fetching blocks, but no longer than its time-out, or a moment when the switch
/// is turned off.
fetcher_actor::behavior_type fetcher(fetcher_actor::pointer self, const fetcher_settings& settings);

} // namespace howdah::actors
