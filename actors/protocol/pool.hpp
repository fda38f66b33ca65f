#pragma once

#include "actors/protocol/job.hpp"
#include "postgres/connection.hpp"

#include <caf/typed_actor.hpp>

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

namespace howdah::actors {

/// Stop work that nobody waits for any more, or that its caller cancelled.
struct cancel_work {
  std::optional<exchange_id> exchange; ///< either the exchange,
  cancel_key key = {};                 ///< or what the caller named
  problem why = {};
  /// The client left. Modern era and stdio: as a cancel. Legacy HTTP: reads end only after a grace
  /// (docs/adr: ends).
  bool departure = false;
  /// Of the key: work whose request was answered by a task, which goes on.
  std::vector<exchange_id> spared = {};
};

/// The server ends: no new work (`shutting_down`), what is queued is answered, running reads are
/// cancelled after the grace. Answered when nothing runs any more.
struct pool_drain {};
struct pool_drained {};

/// How the pool is doing.
struct pool_query {};
struct pool_status {
  std::size_t connections = 0;
  std::size_t busy = 0;
  std::size_t queued = 0;
  bool up = false;                     ///< at least one working connection, now
  std::optional<problem> failure = {}; ///< of the last attempt to connect, while down
  std::optional<postgres::server_facts> server = {};
};

/// INTERNAL (CONNECTOR): an attempt to connect ended.
struct connect_ended {
  seat as = {}; ///< whose login it was
  std::shared_ptr<std::unique_ptr<postgres::connection>> opened
    = {}; ///< null on failure; the pool takes it out
  std::optional<problem> failure = {};
};

/// INTERNAL (DATABASE): work that it had ended; it is free for as much more.
struct work_ended {
  std::uint64_t database = 0;
  job_ptr work = {};
  std::uint64_t rows = 0; ///< of the answer
  std::size_t bytes = 0;  ///< likewise
  /// That it kept the connection busy, where others were under way as well.
  std::optional<std::chrono::duration<double>> took = {};
};

/// INTERNAL (DATABASE): it fell to other work of its connection, and has not been served: it is to be
/// run again, alone.
struct work_returned {
  std::uint64_t database = 0;
  assignment work = {};
};

/// INTERNAL (DATABASE): its connection broke. `answered` is what it answered without a
/// `work_ended`; `unfinished` may be run again elsewhere (reads of which nothing was delivered).
/// Work that is neither never reached it.
struct connection_broken {
  std::uint64_t database = 0;
  std::vector<job_ptr> answered = {};
  std::vector<assignment> unfinished = {};
  problem why = {};
};

/// INTERNAL: time passes. A delayed message cannot be called back: one of an older generation is
/// ignored.
struct pool_tick {
  std::uint64_t generation = 0;
};

/// POOL: shares the connections of one database between the seats of callers. Queues fairly between
/// tenants and principals, holds them to their quotas, bounds every queue, hands jobs to free
/// DATABASEs of the seat's login, opens connections as work demands up to the maximum, retires the
/// idle, also for a login that has too few, replaces the dead with back-off, and answers at once
/// with what is wrong while PostgreSQL cannot be reached. Life: spawned and ended by app; ends its
/// DATABASEs. Its death ends the process. Errors: `busy`, `timed_out`, `unavailable`,
/// `shutting_down`, as replies to the exchange.
using pool_actor = caf::typed_actor<
  // Run this, or answer why not.
  caf::reacts_to<assignment>,
  // Queued: answered or dropped at once. Running: passed to its DATABASE.
  caf::reacts_to<cancel_work>, caf::replies_to<pool_query>::with<pool_status>,
  caf::reacts_to<connect_ended>, caf::reacts_to<work_ended>, caf::reacts_to<work_returned>,
  caf::reacts_to<connection_broken>,
  caf::reacts_to<pool_tick>, caf::replies_to<pool_drain>::with<pool_drained>>;

} // namespace howdah::actors

CAF_ALLOW_UNSAFE_MESSAGE_TYPE(howdah::actors::cancel_work)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(howdah::actors::pool_query)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(howdah::actors::pool_status)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(howdah::actors::connect_ended)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(howdah::actors::work_ended)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(howdah::actors::work_returned)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(howdah::actors::connection_broken)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(howdah::actors::pool_tick)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(howdah::actors::pool_drain)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(howdah::actors::pool_drained)
