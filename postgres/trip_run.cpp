#include "postgres/trip_run.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

namespace howdah::postgres {

namespace {

constexpr std::size_t drain_bytes = std::size_t{64} * 1024;

const sql::admitted_statement* admitted(const runnable& statement) {
  const auto* held = std::get_if<sql::admitted_ptr>(&statement.what);
  return held ? held->get() : nullptr;
}

attempt fresh(trip_form form, const trip_limits& bounds) {
  return {.form = form, .statement_timeout = bounds.statement_timeout};
}

bool drops_rest(trip_form form) {
  return form == trip_form::read || form == trip_form::catalog;
}

} // namespace

trip_run::trip_run(trip what, const trip_limits& bounds, consumer& sink, time_point now)
  : what_(std::move(what)), bounds_(bounds), sink_(&sink), started_(now), attempt_started_(now),
    state_(fresh(what_.form, bounds)), feed_(sink, !drops_rest(what_.form)) {
}

void trip_run::start_again(trip_form form, time_point now) {
  state_ = fresh(form, bounds_);
  feed_ = feed(*sink_, !drops_rest(form));
  attempt_started_ = now;
  second_ = true;
}

void trip_run::row(std::size_t statement, const row_view& values, std::size_t bytes) {
  if (bytes > bounds_.row_bytes && !feed_.enough())
    refuse_rows();
  feed_.row(statement, values, bytes);
  state_.enough = feed_.enough();
}

void trip_run::completed(const step& of, std::string_view tag) {
  if (of.kind == step_kind::commit)
    state_.committed = tag == "COMMIT";
  if (of.kind != step_kind::statement)
    return;
  feed_.complete(of.statement, tag);
  state_.committed = state_.form == trip_form::bare;
}

void trip_run::refuse_rows() {
  feed_.have_enough();
  if (state_.reads())
    state_.refusal = row_too_large(bounds_.row_bytes);
}

void trip_run::failed(const step& of, server_report report, statement_cache& statements) {
  if (of.kind == step_kind::prepare)
    statements.never_was(of.name);
  else if (report.sqlstate == "26000")
    statements.forget_all();
  else if (is_stale_plan(report))
    statements.drop(of.name);
  state_.stale = state_.stale || (!state_.failure && !of.name.empty() && is_stale_plan(report));
  if (of.kind == step_kind::open && is_in_failed_transaction(report))
    found_failed_ = true;
  if (of.kind == step_kind::role)
    state_.refusal = no_such_seat(report.message);
  if (of.kind == step_kind::housekeeping)
    unsettled_ = true;
  const bool counts = of.kind != step_kind::housekeeping && of.kind != step_kind::rollback;
  if (!counts || state_.failure)
    return;
  state_.failure = std::move(report);
  state_.failed_statement = of.statement;
}

std::optional<trip_form> trip_run::again() const {
  if (second_ || feed_.told() || state_.stop || !state_.failure || state_.form == trip_form::bare)
    return std::nullopt;
  if (state_.stale)
    return state_.form;
  const bool hidden_write = state_.form == trip_form::read && is_write_refused(*state_.failure);
  return hidden_write && may_retry_as_write() ? std::optional(trip_form::write) : std::nullopt;
}

bool trip_run::may_retry_as_write() const {
  const auto* judged = state_.failed_statement < what_.statements.size()
                         ? admitted(what_.statements[state_.failed_statement])
                         : nullptr;
  return judged && judged->may_retry_as_write();
}

bool trip_run::stop(problem why) {
  if (!state_.reads())
    return false;
  if (!state_.stop)
    state_.stop = std::move(why);
  return true;
}

bool trip_run::wants_cancel() const {
  const bool long_rest
    = feed_.dropped_rows() > bounds_.drain_rows || feed_.dropped_bytes() > drain_bytes;
  return state_.reads() && (state_.stop || state_.refusal || long_rest);
}

bool trip_run::may_leave_session_state() const {
  return unsettled_ || std::ranges::any_of(what_.statements, [](const runnable& statement) {
           const auto* judged = admitted(statement);
           return judged && judged->may_leave_session_state();
         });
}

outcome trip_run::ended(time_point now) const {
  const auto spent = std::chrono::duration_cast<std::chrono::microseconds>(now - attempt_started_);
  return counted(postgres::ended(state_, spent), now);
}

outcome trip_run::lost(const problem& why, time_point now) const {
  return counted(postgres::lost(state_, why), now);
}

outcome trip_run::counted(outcome how, time_point now) const {
  how.of = sink_;
  how.rows = feed_.delivered();
  how.stopped_early = feed_.enough();
  how.wrote = !state_.reads();
  how.elapsed = std::chrono::duration_cast<std::chrono::microseconds>(now - started_);
  return how;
}

} // namespace howdah::postgres
