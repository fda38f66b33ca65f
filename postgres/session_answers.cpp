#include "postgres/pq.hpp"
#include "postgres/server_error.hpp"
#include "postgres/session_impl.hpp"
#include "postgres/set_up_statements.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <sys/socket.h>
#include <utility>

namespace howdah::postgres {

namespace {

/// Settings that the server reports by itself: a function may have changed them for the session
/// where no tree shows it.
bool drifted(PGconn* connection) {
  const std::array<std::pair<const char*, std::string_view>, 4> expected{{
    {"standard_conforming_strings", "on"},
    {"client_encoding", client_encoding_for(connection)},
    {"DateStyle", "ISO"},
    {"IntervalStyle", "postgres"},
  }};
  return std::ranges::any_of(expected, [&](const auto& setting) {
    const char* reported = PQparameterStatus(connection, setting.first);
    return reported && !std::string_view(reported).starts_with(setting.second);
  });
}

/// A pooler's own words (protocol_violation) when it has lost the server: it hangs up next.
bool is_of_pooler(const server_report& report) {
  return report.sqlstate == "08P01";
}

std::string first_line(std::string_view text) {
  return std::string(text.substr(0, text.find('\n')));
}

} // namespace

problem session::impl::hung_up() const {
  return connection_lost(farewell.empty() ? first_line(PQerrorMessage(pg)) : farewell);
}

void session::impl::lose(problem why) {
  if (breakage)
    return;
  breakage = std::move(why);
  if (running)
    done = running->lost(*breakage, latest);
  running.reset();
  if (const int socket = input.socket(); socket >= 0)
    shutdown(socket, SHUT_RDWR);
}

/// Digests what libpq has, until it waits for more (true) or the budget is spent (false).
bool session::impl::work_off(work_budget& budget) {
  int nulls = 0;
  while (!line.idle() && !breakage) {
    line.prefer_single_rows();
    if (PQisBusy(pg))
      return true;
    const pq_owner<PGresult> result(PQgetResult(pg));
    if (result)
      digest(*result);
    else if (!line.end_of_results() && ++nulls > 2)
      lose(hung_up()); // libpq has nothing more to say and we wait for something
    if (budget.spent())
      return false;
  }
  return true;
}

void session::impl::digest(const PGresult& result) {
  input.finished();
  auto& step = line.current();
  switch (PQresultStatus(&result)) {
  case PGRES_PIPELINE_SYNC:
    if (!line.end_of_sync())
      return lose(connection_lost("the answers came out of step"));
    return line.idle() ? all_answered() : void();
  case PGRES_COPY_IN:
  case PGRES_COPY_OUT:
  case PGRES_COPY_BOTH:
    return lose(copy_refused());
  case PGRES_FATAL_ERROR:
    if (auto report = report_of(&result);
        report.fatal || report.sqlstate.empty() || (owner->pooled() && is_of_pooler(report)))
      return lose(connection_lost(first_line(report.message)));
    break;
  case PGRES_BAD_RESPONSE:
    return lose(connection_lost("an answer could not be understood"));
  default:
    break;
  }
  step.answered = true;
  running ? running->digest(step, result, line.statements()) : digest_reset(step, result);
}

void session::impl::digest_reset(const step& of, const PGresult& result) {
  if (PQresultStatus(&result) == PGRES_COMMAND_OK)
    return;
  const auto reason = report_of(&result).message;
  if (of.kind == step_kind::discard)
    lose(connection_lost("the session could not be reset: " + reason));
  else if (of.kind == step_kind::role)
    lose(no_such_seat(reason));
}

void session::impl::all_answered() {
  const bool in_transaction = PQtransactionStatus(pg) != PQTRANS_IDLE;
  if (!running)
    return in_transaction ? lose(connection_lost("the session could not be reset")) : void();
  if (const auto form = running->again(); form && !in_transaction) {
    running->start_again(*form, latest);
    return attempt(*form, latest);
  }
  if (owner->pooled())
    return in_transaction ? lose(connection_lost("the transaction did not end"))
                          : conclude(running->ended(latest));
  reset_due = in_transaction || running->may_leave_session_state() || drifted(pg);
  conclude(running->ended(latest));
}

void session::impl::conclude(outcome how) {
  done = std::move(how);
  running.reset();
  settle();
}

/// After a trip, once no cancel can strike any more: the reset, if one is due.
void session::impl::settle() {
  if (running || breakage || (fence && !cancel_back))
    return;
  fence.reset();
  if (!std::exchange(reset_due, false))
    return;
  input.release();
  line.send_reset(PQtransactionStatus(pg) != PQTRANS_IDLE, role);
  flush();
}

} // namespace howdah::postgres
