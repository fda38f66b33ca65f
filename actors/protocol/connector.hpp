#pragma once

#include "actors/protocol/pool.hpp"
#include "postgres/connection.hpp"

#include <caf/typed_actor.hpp>

namespace howdah::actors {

/// Open one connection; `connect_ended` goes to `asker`.
struct connect_order {
  postgres::connect_options options;
  pool_actor asker;
};

/// CONNECTOR: opens connections with libpqxx, which blocks: detached, one attempt at a time.
/// Life: spawned detached by app, ended by app.
using connector_actor = caf::typed_actor<caf::reacts_to<connect_order>>;

} // namespace howdah::actors

CAF_ALLOW_UNSAFE_MESSAGE_TYPE(howdah::actors::connect_order)
