#pragma once

#include "core/seat.hpp"
#include "postgres/connection.hpp"
#include "postgres/consumer.hpp"
#include "postgres/statement.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace howdah::postgres {

/// What the server said beside results (NOTICE, WARNING, …).
struct server_message {
  std::string severity = {}; ///< not localized
  std::string sqlstate = {};
  std::string message = {};
  std::string detail = {};
  std::string hint = {};
};

/// Bounds of one trip.
struct trip_limits {
  std::chrono::milliseconds statement_timeout{30'000};
  std::optional<std::int64_t> work_mem_kb = {}; ///< of each sort or hash; nothing: the session's
  std::optional<int> parallel_workers = {};     ///< of each Gather node; likewise
  std::size_t row_bytes
    = std::size_t{1024} * 1024; ///< a single row larger than this ends the read: `too_large`
  std::size_t drain_rows
    = 1'000;                ///< rows read and dropped after `enough` before a cancel is asked for
  told_settings told = {};  ///< in the transaction of a read or a write
  std::size_t messages = 0; ///< of the server that are kept until they are taken; further are lost
};

/// One connection's conversation by the extended query protocol: sends trips, feeds consumers,
/// knows when a cancel is due. Non-blocking; lives on the event loop's thread. It does no waiting
/// itself: the owner watches `socket()` and calls.
///
///   idle --begin--> running --every Sync answered--> idle (take_outcome)
///   running --begin, while it takes another read--> running: the trips are answered in turn
///   running --cancel due--> wants_cancel --cancel_started--> fenced until cancel_returned and
///   every Sync answered
///   any --connection broke--> broken (throw it away)
class session {
public:
  using clock = std::chrono::steady_clock;

  explicit session(std::unique_ptr<connection> opened);
  ~session();
  session(const session&) = delete;
  session& operator=(const session&) = delete;

  int socket() const;
  const server_facts& facts() const;
  const std::shared_ptr<const cancel_handle>& canceller() const;

  /// From now on trips run with the rights of this database role; empty: of the login. Resets the
  /// session when it was another (behind a transaction pooler each transaction takes it by itself);
  /// the session breaks when the login may not act as that role. Only when `ready()`, which it is
  /// no more while it resets.
  void act_as(const std::string& role);
  const std::string& role() const;
  /// Only when `ready()`, or a read when `takes_another_read()`. The consumer must outlive the trip. Writes at once what the socket takes.
  void begin(trip what, const trip_limits& bounds, consumer& sink, clock::time_point now);
  /// Neither a trip nor a cancel under way, and not broken.
  bool ready() const;
  /// Nothing but reads is under way, and a further one can be sent behind them. When one of them
  /// fails, or is cancelled, others may end `unserved`.
  bool takes_another_read() const;
  bool broken() const;
  /// Why, once broken.
  const std::optional<problem>& breakage() const;
  /// The server said something unasked or hung up, and no event told yet: `on_readable` is due.
  bool has_news() const;
  /// True when a write event is wanted besides reads.
  bool wants_write() const;

  /// The socket is readable. Works for at most 64 KiB or 200 µs; returns true when it should be
  /// called again without waiting for an event.
  bool on_readable(clock::time_point now);
  void on_writable();

  /// Ask for a trip to end early (client left, deadline): that of `whose`, the first of those that
  /// run when null. Reads only; ignored in a write that was sent. Returns false when it is ignored
  /// or nothing runs.
  bool stop(problem why, const consumer* whose = nullptr);
  /// True when the owner should start a cancel: `stop` was called, a row is too large or the rest
  /// is too long. True again 50 ms later if the trip still runs: PostgreSQL drops a cancel that
  /// arrives while it reads its next message.
  bool wants_cancel(clock::time_point now) const;
  void cancel_started(clock::time_point now);
  /// The blocking PQcancel has returned.
  void cancel_returned();
  /// Cancels without effect for 500 ms: the owner should throw the connection away. The outcome is
  /// then available.
  bool cancel_overdue(clock::time_point now) const;
  /// Gives the connection up: shuts the socket; a running trip ends with `why`.
  void abandon(problem why);

  /// What the server said during the running trip since the last call.
  std::vector<server_message> take_messages();

  /// The outcomes of the trips that ended, each once, in turn.
  std::optional<outcome> take_outcome();

  /// DISCARD ALL in a trip of its own follows by itself after statements that may leave session
  /// state; `ready()` is false until it is answered.
private:
  struct impl;
  std::unique_ptr<impl> impl_;
};

} // namespace howdah::postgres
