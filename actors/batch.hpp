#pragma once

#include "actors/protocol/exchange.hpp"

#include <caf/stateful_actor.hpp>
#include <caf/typed_event_based_actor.hpp>

#include <cstddef>
#include <string>
#include <vector>

namespace howdah::actors {

class batch_state {
public:
  static inline const char* name = "batch";
  batch_state() = default;

  std::vector<std::string> responses;
};

/// BATCH: the sink of the messages of one batch (revision 2025-03-26): collects their replies and
/// answers the exchange with one array. Life: spawned by the DISPATCHER for one batch, quits with
/// the last reply.
sink_actor::behavior_type batch(sink_actor::stateful_pointer<batch_state> self,
                                exchange_id exchange, sink_actor asker, std::size_t expected);

} // namespace howdah::actors
