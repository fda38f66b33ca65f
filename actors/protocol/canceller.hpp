#pragma once

#include "actors/protocol/database.hpp"
#include "postgres/connection.hpp"

#include <caf/typed_actor.hpp>

#include <memory>

namespace howdah::actors {

/// Ask the server to cancel what this connection runs; `cancel_returned` goes to `asker` when
/// PQcancel has returned (the fence).
struct cancel_order {
  std::shared_ptr<const postgres::cancel_handle> handle;
  database_actor asker;
};

/// CANCELLER: PQcancel opens a connection and blocks: detached, several of them.
/// Life: spawned detached by app, ended by app.
using canceller_actor = caf::typed_actor<caf::reacts_to<cancel_order>>;

} // namespace howdah::actors

CAF_ALLOW_UNSAFE_MESSAGE_TYPE(howdah::actors::cancel_order)
