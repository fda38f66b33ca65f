#pragma once

#include "core/seat.hpp"
#include "postgres/local_setting.hpp"
#include "postgres/statement.hpp"
#include "postgres/statement_cache.hpp"

#include <cstddef>
#include <deque>
#include <span>
#include <string>
#include <string_view>
#include <vector>

struct pg_conn;

namespace howdah::postgres {

/// What was sent and is to be answered, in order. libpq answers each step with results and a null,
/// a `sync` with one result.
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

struct step {
  step_kind kind = step_kind::sync;
  std::size_t statement = 0; ///< index in the trip, for `prepare` and `statement`
  std::string name = {};     ///< of the prepared statement, if any
  bool answered = false;     ///< a result has come
};

/// Sends trips through libpq's pipeline mode and keeps account of the answers. Non-blocking.
class pipeline {
public:
  /// Enters pipeline mode. The connection outlives the pipeline. `pooled`: each transaction may be
  /// in another session, whose last user is unknown.
  pipeline(pg_conn* connection, bool pooled);

  /// `settings` hold for this trip only: they go with its transaction, or are reset behind it.
  /// `told` (may be null) in its transaction, where it has one of its own; `role` likewise, for
  /// SET LOCAL ROLE, unless it is empty.
  void send(const trip& what, trip_form form, std::span<const local_setting> settings,
            const std::vector<told_setting>* told, const std::string& role);
  /// DISCARD ALL, what set-up does besides startup options, and SET ROLE, if there is one.
  void send_reset(bool transaction_open, const std::string& role);

  bool idle() const noexcept { return steps_.empty(); }
  step& current() { return steps_.front(); }
  /// libpq has ended the current step with a null; a null out of step changes nothing and returns
  /// false.
  bool end_of_results();
  /// False when the current step is no Sync.
  bool end_of_sync();
  /// To be called before libpq is asked for results: rows of statements come one by one.
  void prefer_single_rows();

  /// False when libpq could not take or send something: the connection is of no use any more.
  bool flush();
  bool wants_write() const noexcept { return wants_write_; }

  statement_cache& statements() noexcept { return statements_; }

private:
  enum class naming { never, second_sight, at_once };

  void send_step(step what, std::string_view text, std::span<const parameter> parameters,
                 naming named);
  void send_neutral();
  void send_told(const std::vector<told_setting>& told);
  void send_text(step_kind kind, std::string_view text, naming named = naming::never);
  void send_sync();
  void send_forgotten();
  void sent(bool taken, step what);
  void advance();

  pg_conn* connection_;
  bool pooled_;
  statement_cache statements_;
  std::deque<step> steps_;
  std::string text_;         ///< scratch: libpq wants a NUL behind the text
  bool single_rows_ = false; ///< asked for in the current step
  bool wants_write_ = false;
  bool sound_ = true;
};

} // namespace howdah::postgres
