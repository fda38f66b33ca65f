#include "postgres/session.hpp"

#include "postgres/pq.hpp"
#include "postgres/server_error.hpp"
#include "postgres/session_impl.hpp"

#include <string>
#include <utility>
#include <vector>

namespace howdah::postgres {

namespace {

constexpr auto cancel_patience = std::chrono::milliseconds(500);
constexpr auto cancel_repeat = std::chrono::milliseconds(50);
/// Beside the values of a row: lengths, the message's head, and what came before it in the first
/// read.
constexpr std::size_t message_slack = std::size_t{64} * 1024;

/// What the trip wants otherwise than its session has it.
std::vector<local_setting> settings_of(const trip_limits& bounds,
                                       std::chrono::milliseconds session_timeout) {
  std::vector<local_setting> all;
  if (bounds.statement_timeout != session_timeout)
    all.push_back({"statement_timeout", std::to_string(bounds.statement_timeout.count())});
  if (bounds.work_mem_kb)
    all.push_back({"work_mem", std::to_string(*bounds.work_mem_kb)});
  if (bounds.parallel_workers)
    all.push_back({"max_parallel_workers_per_gather", std::to_string(*bounds.parallel_workers)});
  return all;
}

} // namespace

session::impl::impl(std::unique_ptr<connection> opened)
  : owner(std::move(opened)), pg(owner->handle()), line(pg, owner->pooled()), input(pg),
    latest(clock::now()) {
  PQsetNoticeReceiver(pg, &impl::on_notice, this);
}

void session::impl::on_notice(void* self, const PGresult* notice) {
  auto& session = *static_cast<impl*>(self);
  session.input.finished();
  auto report = report_of(notice);
  if (report.fatal)
    session.farewell = std::move(report.message);
  else if (session.running && session.messages.size() < session.running->bounds().messages)
    session.messages.push_back({.severity = severity_of(notice),
                                .sqlstate = std::move(report.sqlstate),
                                .message = std::move(report.message),
                                .detail = std::move(report.detail),
                                .hint = std::move(report.hint)});
}

void session::impl::attempt(trip_form form, time_point now) {
  latest = now;
  input.release();
  if (owner->pooled())
    send_alone(form);
  else
    line.send(running->what(), form, settings_of(running->bounds(), owner->statement_timeout()),
              running->bounds().told.get(), {});
  flush();
}

/// In a transaction that needs nothing of its session and leaves nothing in it.
void session::impl::send_alone(trip_form form) {
  auto all = owner->each_time();
  const auto& bounds = running->bounds();
  for (auto& [name, value] : settings_of(bounds, owner->statement_timeout()))
    all.push_back({name, std::move(value)});
  if (bounds.told)
    all.insert(all.end(), bounds.told->begin(), bounds.told->end());
  line.send(running->what(), form == trip_form::catalog ? trip_form::read : form, {}, &all, role);
}

void session::impl::flush() {
  if (!line.flush())
    lose(hung_up());
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
  if (line.idle() && !farewell.empty())
    lose(hung_up()); // the end follows, but not always at once
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

void session::act_as(const std::string& role) {
  if (impl_->role == role)
    return;
  impl_->role = role;
  if (impl_->owner->pooled())
    return; // each transaction takes it
  impl_->reset_due = true;
  impl_->settle();
}

void session::begin(trip what, const trip_limits& bounds, consumer& sink, clock::time_point now) {
  const auto form = what.form;
  auto refused = unsendable(what);
  if (impl_->owner->pooled() && form == trip_form::bare)
    refused = needs_session();
  impl_->running.emplace(std::move(what), bounds, sink, now);
  if (refused)
    return impl_->conclude({.failure = std::move(refused)});
  impl_->attempt(form, now);
}

std::vector<server_message> session::take_messages() {
  return std::exchange(impl_->messages, {});
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

bool session::has_news() const {
  return !impl_->breakage && impl_->input.has_news();
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

bool session::wants_cancel(clock::time_point now) const {
  if (!impl_->running || !impl_->running->wants_cancel())
    return false;
  return !impl_->fence || (impl_->cancel_back && now - impl_->last_cancel > cancel_repeat);
}

void session::cancel_started(clock::time_point now) {
  if (!impl_->fence)
    impl_->fence = now;
  impl_->last_cancel = now;
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
