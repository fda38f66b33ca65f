#include "postgres/session.hpp"

#include "postgres/pipeline.hpp"
#include "postgres/pq.hpp"
#include "postgres/server_error.hpp"
#include "postgres/set_up_statements.hpp"
#include "postgres/socket_input.hpp"
#include "postgres/trip_run.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <sys/socket.h>
#include <utility>

namespace howdah::postgres {

namespace {

using time_point = session::clock::time_point;

constexpr auto cancel_patience = std::chrono::milliseconds(500);
/// Beside the values of a row: lengths, the message's head, and what came before it in the first
/// read.
constexpr std::size_t message_slack = 64 * 1024;

/// At most 64 KiB or 200 µs of work for one event; the clock is asked now and then.
class work_budget {
public:
  bool spent() { return ++steps_ % 64 == 0 && session::clock::now() >= end_; }
  bool another_read() { return ++reads_ < 4 && session::clock::now() < end_; }

private:
  time_point end_ = session::clock::now() + std::chrono::microseconds(200);
  unsigned steps_ = 0;
  unsigned reads_ = 0; ///< of libpq's buffer, 16 KiB at first
};

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

std::string first_line(std::string_view text) {
  return std::string(text.substr(0, text.find('\n')));
}

} // namespace

struct session::impl {
  explicit impl(std::unique_ptr<connection> opened);

  void attempt(trip_form form, time_point now);
  void flush();
  bool work_off(work_budget& budget);
  void digest(const PGresult& result);
  void digest_reset(const step& of, const PGresult& result);
  void all_answered();
  void conclude(outcome how);
  void settle();
  void lose(problem why);
  problem hung_up() const;
  bool oversized() const;
  bool readable(time_point now);
  void listen_idly();
  static void on_notice(void* self, const PGresult* notice);

  std::unique_ptr<connection> owner;
  PGconn* pg;
  pipeline line;
  socket_input input;
  std::optional<trip_run> running;
  std::optional<outcome> done;
  std::optional<problem> breakage;
  std::string farewell;            ///< what the server said before it hung up
  std::optional<time_point> fence; ///< since when a cancel is under way
  bool cancel_back = false;        ///< PQcancel has returned
  bool reset_due = false;
  bool work_left = false; ///< libpq holds results that the budget did not allow for
  time_point latest;
};

session::impl::impl(std::unique_ptr<connection> opened)
  : owner(std::move(opened)), pg(owner->handle()), line(pg), input(pg), latest(clock::now()) {
  PQsetNoticeReceiver(pg, &impl::on_notice, this);
}

void session::impl::on_notice(void* self, const PGresult* notice) {
  auto& session = *static_cast<impl*>(self);
  session.input.finished();
  if (auto report = report_of(notice); report.fatal)
    session.farewell = std::move(report.message);
}

void session::impl::attempt(trip_form form, time_point now) {
  latest = now;
  input.release();
  const auto timeout = running->bounds().statement_timeout;
  line.send(running->what(), form,
            timeout == owner->statement_timeout() ? std::nullopt : std::optional(timeout));
  flush();
}

void session::impl::flush() {
  if (!line.flush())
    lose(hung_up());
}

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
    if (auto report = report_of(&result); report.fatal || report.sqlstate.empty())
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
  if (of.kind == step_kind::discard && PQresultStatus(&result) != PGRES_COMMAND_OK)
    lose(connection_lost("the session could not be reset: " + report_of(&result).message));
}

void session::impl::all_answered() {
  const bool in_transaction = PQtransactionStatus(pg) != PQTRANS_IDLE;
  if (!running)
    return in_transaction ? lose(connection_lost("the session could not be reset")) : void();
  if (const auto form = running->again(); form && !in_transaction) {
    running->start_again(*form, latest);
    return attempt(*form, latest);
  }
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
  line.send_reset(PQtransactionStatus(pg) != PQTRANS_IDLE);
  flush();
}

bool session::impl::oversized() const {
  const auto limit = running ? running->bounds().row_bytes : 0;
  return running && input.unfinished() > limit + message_slack;
}

bool session::impl::readable(time_point now) {
  work_budget budget;
  latest = now;
  bool alive = work_left || input.fill(line.wants_write());
  for (;;) {
    work_left = !work_off(budget);
    if (work_left && alive)
      return true;
    if (!alive && !work_left)
      lose(hung_up());
    if (oversized())
      lose(row_too_large(running->bounds().row_bytes));
    if (breakage)
      return false;
    if (alive && (line.idle() || input.available() == 0 || !budget.another_read()))
      break;
    alive = alive && input.fill(line.wants_write());
  }
  listen_idly();
  if (line.wants_write())
    flush();
  return input.hidden() > 0;
}

/// What the server says unasked: notifications are nobody's here, a farewell is kept.
void session::impl::listen_idly() {
  if (line.idle() && PQisBusy(pg) == 0)
    while (pq_owner<PGnotify>(PQnotifies(pg)))
      continue;
}

session::session(std::unique_ptr<connection> opened)
  : impl_(std::make_unique<impl>(std::move(opened))) {
}

session::~session() = default;

int session::socket() const {
  return impl_->input.socket();
}

const server_facts& session::facts() const {
  return impl_->owner->facts();
}

const std::shared_ptr<const cancel_handle>& session::canceller() const {
  return impl_->owner->canceller();
}

void session::begin(trip what, const trip_limits& bounds, consumer& sink, clock::time_point now) {
  const auto form = what.form;
  auto refused = unsendable(what);
  impl_->running.emplace(std::move(what), bounds, sink, now);
  if (refused)
    return impl_->conclude({.failure = std::move(refused)});
  impl_->attempt(form, now);
}

bool session::ready() const {
  return !impl_->running && impl_->line.idle() && !impl_->fence && !impl_->breakage;
}

bool session::broken() const {
  return impl_->breakage.has_value();
}

const std::optional<problem>& session::breakage() const {
  return impl_->breakage;
}

bool session::wants_write() const {
  return impl_->line.wants_write() && !impl_->breakage;
}

bool session::on_readable(clock::time_point now) {
  return !impl_->breakage && impl_->readable(now);
}

void session::on_writable() {
  if (!impl_->breakage)
    impl_->flush();
}

bool session::stop(problem why) {
  return impl_->running && impl_->running->stop(std::move(why));
}

bool session::wants_cancel() const {
  return impl_->running && !impl_->fence && impl_->running->wants_cancel();
}

void session::cancel_started(clock::time_point now) {
  impl_->fence = now;
  impl_->cancel_back = false;
}

void session::cancel_returned() {
  impl_->cancel_back = true;
  impl_->settle();
}

bool session::cancel_overdue(clock::time_point now) const {
  return impl_->fence && !impl_->breakage && now - *impl_->fence > cancel_patience;
}

void session::abandon(problem why) {
  impl_->lose(std::move(why));
}

std::optional<outcome> session::take_outcome() {
  return std::exchange(impl_->done, std::nullopt);
}

} // namespace howdah::postgres
