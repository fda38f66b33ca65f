#pragma once

#include "core/seat.hpp"
#include "postgres/local_setting.hpp"
#include "postgres/statement.hpp"
#include "postgres/statement_cache.hpp"
#include "postgres/wire/channel.hpp"

#include <cstddef>
#include <deque>
#include <span>
#include <string>
#include <string_view>
#include <vector>

struct pg_conn;

namespace howdah::postgres {

/// What was sent and is to be answered, in order. After an error the server answers nothing up to
/// the next `sync`.
enum class step_kind {
  housekeeping, ///< DEALLOCATE, settings around a bare statement: fails no trip
  open,         ///< BEGIN and what is set in the transaction
  prepare,
  statement,
  commit,
  rollback,
  discard,
  role, ///< SET ROLE, or SET LOCAL ROLE
  sync,
};

/// What is over when a `sync` is answered.
enum class sync_end { housekeeping, trip, recovery };

struct step {
  step_kind kind = step_kind::sync;
  std::size_t statement = 0; ///< index in the trip, for `prepare` and `statement`
  std::string name = {};     ///< of the prepared statement, if any
  sync_end ends = sync_end::housekeeping; ///< of a `sync`
};

/// Sends trips by the extended query protocol, each in one write, and keeps account of the answers.
/// Non-blocking.
class pipeline {
public:
  /// The connection outlives the pipeline. `pooled`: each transaction may be in another session,
  /// whose last user is unknown.
  pipeline(pg_conn* connection, bool pooled) : connection_(connection), pooled_(pooled) {}

  /// `settings` hold for this trip only: they go with its transaction, or are reset behind it.
  /// `told` (may be null) in its transaction, where it has one of its own; `role` likewise, for
  /// SET LOCAL ROLE, unless it is empty.
  void send(const trip& what, trip_form form, std::span<const local_setting> settings,
            const std::vector<told_setting>* told, const std::string& role);
  /// Of a transaction that failed and is still open.
  void send_recovery();
  /// DISCARD ALL, what set-up does besides startup options, and SET ROLE, if there is one.
  void send_reset(bool transaction_open, const std::string& role);

  bool idle() const noexcept { return steps_.empty(); }
  const step& current() const { return steps_.front(); }
  /// The current step was answered to its end.
  void advance() { steps_.pop_front(); }
  /// The current step failed, and what follows up to its Sync, which is current now.
  void skip_to_sync();

  /// Writes what the connection takes. False when it is of no use any more.
  bool flush(wire::channel& to);
  bool wants_write() const noexcept { return !out_.empty(); }

  statement_cache& statements() noexcept { return statements_; }

private:
  enum class naming { never, second_sight, at_once };

  void send_step(step what, std::string_view text, std::span<const parameter> parameters,
                 naming named);
  void send_neutral();
  void send_told(const std::vector<told_setting>& told);
  void send_text(step_kind kind, std::string_view text, naming named = naming::never);
  void send_sync(sync_end what = sync_end::housekeeping);
  void send_forgotten();

  pg_conn* connection_;
  bool pooled_;
  statement_cache statements_;
  std::deque<step> steps_;
  std::string out_; ///< not yet written
};

} // namespace howdah::postgres
