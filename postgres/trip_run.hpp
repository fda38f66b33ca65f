#pragma once

#include "postgres/attempt.hpp"
#include "postgres/pipeline.hpp"
#include "postgres/result_feed.hpp"
#include "postgres/session.hpp"

#include <optional>
#include <string_view>
#include <utility>
#include <vector>

namespace howdah::postgres {

/// A trip from `begin` to its outcome, in one attempt or two: digests the answers of its steps.
/// Knows no socket.
class trip_run {
public:
  using time_point = session::clock::time_point;

  trip_run(trip what, const trip_limits& bounds, consumer& sink, time_point now);

  const trip& what() const noexcept { return what_; }
  trip_form form() const noexcept { return state_.form; }
  const trip_limits& bounds() const noexcept { return bounds_; }
  /// Of this consumer; of any when null.
  bool is_of(const consumer* whose) const noexcept { return !whose || whose == sink_; }
  bool reads() const noexcept { return state_.reads(); }
  /// Not begun: the transaction of an earlier trip was open, and had failed.
  bool found_failed() const noexcept { return found_failed_; }
  /// Of its first statement that failed; null: none.
  const server_report* failure() const noexcept {
    return state_.failure ? &*state_.failure : nullptr;
  }

  // The server's answers to our steps.
  void columns(std::vector<column> described) { feed_.columns(std::move(described)); }
  void row(std::size_t statement, const row_view& values, std::size_t bytes);
  void completed(const step& of, std::string_view tag);
  void failed(const step& of, server_report report, statement_cache& statements);

  /// How to run it once more: with a fresh plan after the old one went stale, or as a write when
  /// PostgreSQL found one in what looked like a read. Only when everything was rolled back and the
  /// consumer was told nothing.
  std::optional<trip_form> again() const;
  void start_again(trip_form form, time_point now);

  /// Reads only.
  bool stop(problem why);
  /// The running statement should be cancelled: `stop`, or too much is left after the consumer had
  /// enough.
  bool wants_cancel() const;
  bool may_leave_session_state() const;

  outcome ended(time_point now) const;
  outcome lost(const problem& why, time_point now) const;

private:
  void refuse_rows();
  bool may_retry_as_write() const;
  outcome counted(outcome how, time_point now) const;

  trip what_;
  trip_limits bounds_;
  consumer* sink_;
  time_point started_;
  time_point attempt_started_;
  attempt state_;
  feed feed_;
  bool second_ = false;
  bool found_failed_ = false;
  bool unsettled_ = false; ///< a setting of the trip may still be there: a cancel hit its RESET
};

} // namespace howdah::postgres
