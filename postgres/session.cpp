#include "postgres/session.hpp"

#include "postgres/pq.hpp"
#include "postgres/server_error.hpp"
#include "postgres/session_impl.hpp"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

namespace howdah::postgres {

namespace {

constexpr auto cancel_patience = std::chrono::milliseconds(500);
constexpr auto cancel_repeat = std::chrono::milliseconds(50);
/// Beside the values of a row: their lengths; and other messages, errors for instance.
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
  : owner(std::move(opened)), pg(owner->handle()), line(pg, owner->pooled()), socket(pg),
    reported(pg), latest(clock::now()) {
}

void session::impl::attempt(trip_run& of, trip_form form, time_point now) {
  latest = now;
  if (owner->pooled())
    send_alone(of, form);
  else
    line.send(of.what(), form, settings_of(of.bounds(), owner->statement_timeout()),
              of.bounds().told.get(), {});
  flush();
}

/// In a transaction that needs nothing of its session and leaves nothing in it.
void session::impl::send_alone(const trip_run& of, trip_form form) {
  auto all = owner->each_time();
  const auto& bounds = of.bounds();
  for (auto& [name, value] : settings_of(bounds, owner->statement_timeout()))
    all.push_back({name, std::move(value)});
  if (bounds.told)
    all.insert(all.end(), bounds.told->begin(), bounds.told->end());
  line.send(of.what(), form == trip_form::catalog ? trip_form::read : form, {}, &all, role);
}

void session::impl::flush() {
  if (!line.flush(socket))
    lose(farewell_problem());
}

/// By its head: it is not waited for.
bool session::impl::oversized() const {
  const auto limit = running.empty() ? 0 : running.front().bounds().row_bytes;
  return input.unfinished() > limit + message_slack;
}

/// Reads once. False when there is nothing more for now.
bool session::impl::fill() {
  const auto room = input.room();
  const auto got = socket.read(room);
  input.arrived(got.bytes);
  hung_up = got.is == wire::channel::state::closed;
  return !hung_up && got.bytes == room.size();
}

/// Before it reads more it works off what came.
bool session::impl::readable(time_point now) {
  work_budget budget;
  latest = now;
  for (bool more = true;; more = fill()) {
    if (!work_off(budget))
      return true;
    if (oversized())
      lose(row_too_large(running.empty() ? 0 : running.front().bounds().row_bytes));
    if (hung_up)
      lose(farewell_problem());
    if (breakage || !more)
      break;
    if (!budget.another_read())
      return true;
  }
  return !breakage && socket.hidden();
}

session::session(std::unique_ptr<connection> opened)
  : impl_(std::make_unique<impl>(std::move(opened))) {
}

session::~session() = default;

int session::socket() const {
  return impl_->socket.socket();
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

const std::string& session::role() const {
  return impl_->role;
}

void session::begin(trip what, const trip_limits& bounds, consumer& sink, clock::time_point now) {
  const auto form = what.form;
  auto refused = unsendable(what);
  if (impl_->owner->pooled() && form == trip_form::bare)
    refused = needs_session();
  if (refused) {
    impl_->done.push_back({.of = &sink, .failure = std::move(refused)});
    return;
  }
  impl_->running.emplace_back(std::move(what), bounds, sink, now);
  impl_->attempt(impl_->running.back(), form, now);
}

std::vector<server_message> session::take_messages() {
  return std::exchange(impl_->messages, {});
}

bool session::ready() const {
  return impl_->ready();
}

bool session::takes_another_read() const {
  const auto& own = *impl_;
  return !own.running.empty() && !own.fence && !own.breakage && !own.reset_due && !own.recovering
         && std::ranges::all_of(own.running, &trip_run::reads);
}

bool session::broken() const {
  return impl_->breakage.has_value();
}

const std::optional<problem>& session::breakage() const {
  return impl_->breakage;
}

bool session::has_news() const {
  return !impl_->breakage && impl_->socket.has_news();
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

bool session::stop(problem why, const consumer* whose) {
  const auto which
    = std::ranges::find_if(impl_->running, [&](const trip_run& each) { return each.is_of(whose); });
  return which != impl_->running.end() && which->stop(std::move(why));
}

bool session::wants_cancel(clock::time_point now) const {
  if (impl_->running.empty() || !impl_->running.front().wants_cancel())
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
  const auto& own = *impl_;
  const bool awaited = own.running.empty() || own.running.front().wants_cancel();
  return own.fence && !own.breakage && awaited && now - *own.fence > cancel_patience;
}

void session::abandon(problem why) {
  impl_->lose(std::move(why));
}

std::optional<outcome> session::take_outcome() {
  if (impl_->done.empty())
    return std::nullopt;
  auto next = std::move(impl_->done.front());
  impl_->done.pop_front();
  return next;
}

} // namespace howdah::postgres
