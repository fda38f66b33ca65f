#include "postgres/server_error.hpp"
#include "postgres/session_impl.hpp"

#include <string_view>
#include <sys/socket.h>
#include <utility>

namespace howdah::postgres {

namespace {

using wire::message_type;

/// A pooler's own words (protocol_violation) when it has lost the server: it hangs up next.
bool is_of_pooler(const server_report& report) {
  return report.sqlstate == "08P01";
}

std::string first_line(std::string_view text) {
  return std::string(text.substr(0, text.find('\n')));
}

/// Of the statement of a step: there is no description where nobody asked for one.
bool executes(step_kind kind) {
  return kind != step_kind::prepare && kind != step_kind::sync;
}

} // namespace

problem session::impl::farewell_problem() const {
  return connection_lost(farewell.empty() ? "server closed the connection unexpectedly" : farewell);
}

void session::impl::lose(problem why) {
  if (breakage)
    return;
  breakage = std::move(why);
  for (const auto& each : running)
    done.push_back(each.lost(*breakage, latest));
  running.clear();
  if (const int open = socket.socket(); open >= 0)
    shutdown(open, SHUT_RDWR);
}

void session::impl::out_of_step() {
  lose(connection_lost("the answers came out of step"));
}

/// Digests the messages that have come whole (true), or as many as the budget allows (false).
bool session::impl::work_off(work_budget& budget) {
  while (!breakage) {
    const auto said = input.next();
    if (!said)
      break;
    hear(*said);
    if (budget.spent())
      return false;
  }
  if (input.senseless())
    lose(connection_lost("an answer could not be understood"));
  return true;
}

/// What may come at any time; answers to our steps otherwise.
void session::impl::hear(const wire::message& said) {
  switch (said.type) {
  case message_type::parameter_status: {
    const auto name = wire::text_of(said.body);
    if (name.size() < said.body.size())
      reported.hear(name, wire::text_of(said.body.substr(name.size() + 1)));
    return;
  }
  case message_type::notice_response:
    return hear_notice(said.body);
  case message_type::notification:
    return; // nobody's here
  case message_type::error_response:
    return hear_error(said.body);
  default:
    return line.idle() ? out_of_step() : hear_answer(said);
  }
}

void session::impl::hear_answer(const wire::message& said) {
  const auto kind = line.current().kind;
  switch (said.type) {
  case message_type::parse_complete:
    return kind == step_kind::prepare ? line.advance() : void();
  case message_type::bind_complete:
  case message_type::close_complete:
  case message_type::no_data:
    return;
  case message_type::row_description:
    return hear_columns(said.body);
  case message_type::data_row:
    return hear_row(said.body);
  case message_type::command_complete:
    return hear_end(wire::text_of(said.body));
  case message_type::empty_query:
    return hear_end("");
  case message_type::ready_for_query:
    return hear_ready(said.body);
  case message_type::copy_in:
  case message_type::copy_out:
  case message_type::copy_both:
    return lose(copy_refused());
  default:
    return lose(connection_lost("an answer could not be understood"));
  }
}

void session::impl::hear_columns(std::string_view body) {
  auto described = wire::columns_of(body);
  if (!described || line.current().kind != step_kind::statement)
    return out_of_step();
  if (!running.empty())
    running.front().columns(*std::move(described));
}

void session::impl::hear_row(std::string_view body) {
  if (!row.read(body) || !executes(line.current().kind))
    return out_of_step();
  if (!running.empty() && line.current().kind == step_kind::statement)
    running.front().row(line.current().statement, row, row.bytes());
}

void session::impl::hear_end(std::string_view tag) {
  if (!executes(line.current().kind))
    return out_of_step();
  if (!running.empty())
    running.front().completed(line.current(), tag);
  line.advance();
}

/// Unasked, it is a farewell.
void session::impl::hear_error(std::string_view body) {
  auto report = report_of(body);
  if (report.fatal || (owner->pooled() && is_of_pooler(report)) || report.sqlstate.empty()) {
    farewell = first_line(report.message);
    return lose(farewell_problem());
  }
  if (line.idle())
    return;
  if (!running.empty())
    running.front().failed(line.current(), std::move(report), line.statements());
  else
    digest_reset(line.current(), report);
  line.skip_to_sync();
}

void session::impl::hear_notice(std::string_view body) {
  auto report = report_of(body);
  if (!running.empty() && messages.size() < running.front().bounds().messages)
    messages.push_back({.severity = std::move(report.severity),
                        .sqlstate = std::move(report.sqlstate),
                        .message = std::move(report.message),
                        .detail = std::move(report.detail),
                        .hint = std::move(report.hint)});
}

void session::impl::hear_ready(std::string_view body) {
  if (line.current().kind != step_kind::sync)
    return out_of_step();
  in_transaction = body != "I";
  const auto over = line.current().ends;
  line.advance();
  if (over == sync_end::trip)
    return trip_answered();
  recovering = recovering && over != sync_end::recovery;
  if (in_transaction && !recovering)
    lose(connection_lost("the session could not be reset"));
}

void session::impl::digest_reset(const step& of, const server_report& failure) {
  if (of.kind == step_kind::discard)
    lose(connection_lost("the session could not be reset: " + failure.message));
  else if (of.kind == step_kind::role)
    lose(no_such_seat(failure.message));
}

/// A trip that failed has left its transaction open: it is rolled back before anything else is
/// begun. What was sent already finds it open, and is refused.
void session::impl::recover() {
  if (!in_transaction || std::exchange(recovering, true))
    return;
  line.send_recovery();
  flush();
}

/// Struck by the cancel of another, or refused in the transaction that another left open.
bool session::impl::fell_to_another(const trip_run& of) const {
  const auto* failure = of.failure();
  return failure && ((fence && is_cancelled(*failure) && !of.wants_cancel()) || of.found_failed());
}

void session::impl::trip_answered() {
  recover();
  if (breakage)
    return;
  auto& first = running.front();
  const auto again = first.again();
  const bool alone = running.size() == 1;
  if (again && alone) {
    first.start_again(*again, latest);
    return attempt(first, *again, latest);
  }
  auto how = first.ended(latest);
  how.unserved = again || fell_to_another(first);
  reset_due = reset_due
              || (!owner->pooled() && (first.may_leave_session_state() || reported.drifted()));
  conclude(std::move(how));
}

void session::impl::conclude(outcome how) {
  done.push_back(std::move(how));
  running.pop_front();
  settle();
}

bool session::impl::ready() const {
  return running.empty() && line.idle() && !fence && !breakage;
}

/// After a trip, once no cancel can strike any more: the reset, if one is due.
void session::impl::settle() {
  if (!running.empty() || breakage || (fence && !cancel_back))
    return;
  fence.reset();
  if (!std::exchange(reset_due, false))
    return;
  line.send_reset(in_transaction && !recovering, role);
  flush();
}

} // namespace howdah::postgres
