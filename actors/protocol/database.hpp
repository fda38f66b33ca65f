#pragma once

#include "actors/protocol/job.hpp"

#include <caf/typed_actor.hpp>

namespace howdah::actors {

/// Stop this work if it runs: a read is cancelled and its exchange answered with `why`
/// (`ended_early`); a write that was sent finishes and is answered as usual.
struct stop_work {
  job_ptr work;
  problem why = {};
};

/// INTERNAL: the socket has something, the canceller returned, time passes.
struct socket_readable {};
struct socket_writable {};
struct cancel_returned {
  std::string failure = {};
};
struct database_tick {};
/// End: at once when idle, after the running work otherwise.
struct retire {};

/// DATABASE: owns one connection, runs one plan at a time, or several reads of one seat in turn,
/// streams rows through each plan's conversation into its reply, answers the exchange. Life: spawned by the POOL with an open
/// connection; quits when the connection breaks or when it is retired. It tells the POOL
/// `connection_broken` before it quits.
/// Errors: all of 5xx, `timed_out`, `too_large`, `cancelled`, as replies to the exchange.
using database_actor
  = caf::typed_actor<caf::reacts_to<assignment>, caf::reacts_to<stop_work>, caf::reacts_to<retire>,
                     caf::reacts_to<socket_readable>, caf::reacts_to<socket_writable>,
                     caf::reacts_to<cancel_returned>, caf::reacts_to<database_tick>,
                     // To its own questions.
                     caf::reacts_to<reply>, caf::reacts_to<notice>>;

} // namespace howdah::actors

CAF_ALLOW_UNSAFE_MESSAGE_TYPE(howdah::actors::stop_work)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(howdah::actors::socket_readable)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(howdah::actors::socket_writable)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(howdah::actors::cancel_returned)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(howdah::actors::database_tick)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(howdah::actors::retire)
