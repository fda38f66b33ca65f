#include "actors/pool.hpp"

#include "actors/announcement.hpp"
#include "actors/answering.hpp"
#include "actors/usage_log.hpp"
#include "core/log.hpp"

#include <caf/send.hpp>

#include <algorithm>
#include <utility>

namespace howdah::actors {

using namespace std::chrono_literals;

namespace {

constexpr auto short_tick = 50ms; ///< while work waits, runs or a connection is wanted
constexpr auto long_tick = 5s;    ///< for the retirement of idle connections

problem no_room(std::size_t queued) {
  return {.code = errc::busy,
          .message = "The server is busy: " + std::to_string(queued)
                     + " calls are waiting for a connection.",
          .hint = "Try again shortly.",
          .retry_after_ms = 1000};
}

problem waited_too_long(std::chrono::milliseconds limit) {
  return {.code = errc::busy,
          .message
          = "No database connection became free within " + std::to_string(limit.count()) + " ms.",
          .hint = "Try again shortly; the operator can raise the pool's maximum.",
          .retry_after_ms = 1000};
}

problem ending() {
  return {.code = errc::shutting_down,
          .message = "The server is shutting down.",
          .hint = "Reconnect and try again."};
}

} // namespace

void pool_state::start(pointer self, pool_settings settings) {
  self_ = self;
  settings_ = std::move(settings);
  queue_ = fair_queue(settings_.bounds.queue_length, settings_.bounds.queue_per_principal);
  next_report_ = now() + 1min;
  line_of({});
  grow();
  schedule_tick();
}

pool_state::time_point pool_state::now() const {
  return self_->clock().now();
}

std::size_t pool_state::busy() const {
  return members_.size() - idle_.size();
}

void pool_state::answer(const assignment& work, const problem& why) {
  auto response = ended_early(*work.work, why);
  log_call(*work.work, {.outcome = name_of(why.code), .attempt = work.attempt},
           response.body.size(), now());
  self_->send(work.work->sink, std::move(response));
}

// -- work ----------------------------------------------------------------------

void pool_state::submit(assignment work) {
  if (drain_until_)
    return answer(work, ending());
  const auto& line = line_of(work.work->principal->sits()).second;
  if (line.down() && line.rests(now()))
    return answer(work, unavailable(line));
  if (!is_own(*work.work))
    if (auto why = settings_.quotas->admit(*work.work->principal, now()))
      return answer(work, *why);
  if (!queue_.push(work))
    return answer(work, no_room(queue_.size()));
  hand_out();
  grow();
  schedule_tick();
}

void pool_state::hand_out() {
  const auto fits = [&](const assignment& work) { return may_begin(work); };
  while (!idle_.empty() || shared_room()) {
    auto next = queue_.pop_if(fits);
    if (!next)
      return;
    const auto to = place_for(*next);
    give(to, std::move(*next));
  }
}

void pool_state::give(members::iterator to, assignment work) {
  auto& [id, one] = *to;
  const bool idle = one.running.empty();
  if (idle)
    std::erase(idle_, id);
  work.alone = idle ? !shares(work) : false;
  one.running.push_back(
    {.work = work, .began = now(), .charged = queue_.began(*work.work)});
  one.role = work.work->principal->sits().role;
  self_->send(one.handle, std::move(work));
}

/// What it ran ran to its end, or will be run again.
void pool_state::account_for(const run& done, const spent& more,
                             std::optional<std::chrono::duration<double>> took) {
  const fair_queue::duration used = took.value_or(now() - done.began);
  queue_.ended(*done.work.work, done.charged, used);
  auto all = more;
  all.seconds = used.count();
  if (!is_own(*done.work.work))
    settings_.quotas->charge(*done.work.work->principal, all, now());
}

std::optional<pool_state::run> pool_state::take_run(member& of, const job_ptr& which) {
  const auto found
    = std::ranges::find_if(of.running, [&](const run& each) { return each.work.work == which; });
  if (found == of.running.end())
    return std::nullopt;
  auto taken = std::move(*found);
  of.running.erase(found);
  return taken;
}

void pool_state::rest(members::iterator which) {
  auto& [id, one] = *which;
  if (!one.running.empty() || std::ranges::find(idle_, id) != idle_.end())
    return;
  one.idle_since = now();
  idle_.push_back(id);
}

void pool_state::finished(const work_ended& done) {
  const auto which = members_.find(done.database);
  if (which == members_.end())
    return;
  if (const auto ran = take_run(which->second, done.work)) {
    account_for(
      *ran, {.rows = static_cast<double>(done.rows), .bytes = static_cast<double>(done.bytes)},
      done.took);
    paces_.note(ran->work.work->plan->pace(), done.took.value_or(now() - ran->began));
  }
  rest(which);
  hand_out();
  grow();
  finish_drain();
}

void pool_state::returned(work_returned& back) {
  const auto which = members_.find(back.database);
  if (which == members_.end())
    return;
  if (const auto ran = take_run(which->second, back.work.work))
    account_for(*ran, {}, fair_queue::duration(0));
  rest(which);
  queue_.push_front(std::move(back.work));
  hand_out();
  grow();
}

template <class Visitor>
void pool_state::for_each_run(Visitor see) {
  for (auto& [id, one] : members_)
    for (auto& each : one.running)
      see(one, each);
}

void pool_state::cancel(const cancel_work& which) {
  const auto meant = [&](const job& work) {
    return which.exchange
             ? work.exchange == *which.exchange
             : which.key.scope != 0 && work.key == which.key
                 && std::ranges::find(which.spared, work.exchange) == which.spared.end();
  };
  for (const auto& waiting : queue_.remove_if(meant))
    answer(waiting, which.why);
  for_each_run([&](member& of, run& each) {
    if (!meant(*each.work.work))
      return;
    if (which.departure && !each.work.work->cancel_on_departure)
      each.departed = now();
    else
      stop_running(of, each, which.why);
  });
  finish_drain();
}

void pool_state::stop_running(member& of, run& which, const problem& why) {
  which.departed.reset();
  self_->send(of.handle, stop_work{.work = which.work.work, .why = why});
}

void pool_state::fail_waiting(const problem& why) {
  for (const auto& waiting : queue_.remove_if([](const job&) { return true; }))
    answer(waiting, why);
  finish_drain();
}

void pool_state::fail_waiting(const lines::value_type& line, time_point accepted_before) {
  const auto why = unavailable(line.second);
  for (const auto& waiting : queue_.remove_if([&](const job& work) {
         return work.accepted <= accepted_before
                && work.principal->sits().login_key() == line.first;
       }))
    answer(waiting, why);
  finish_drain();
}

// -- time ----------------------------------------------------------------------

void pool_state::schedule_tick() {
  const auto wanting = members_.size() < settings_.bounds.pool_min;
  const auto connecting
    = std::ranges::any_of(lines_, [](const auto& line) { return line.second.connecting > 0; });
  const auto active = !queue_.empty() || busy() > 0 || connecting || wanting || drain_until_;
  const auto delay
    = active ? std::chrono::milliseconds(short_tick) : std::chrono::milliseconds(long_tick);
  if (next_tick_ <= now() + delay)
    return;
  next_tick_ = now() + delay;
  // Anonymously, as DATABASE's.
  caf::delayed_anon_send(pool_actor(self_), delay, pool_tick{.generation = ++tick_generation_});
}

void pool_state::tick(const pool_tick& due) {
  if (due.generation != tick_generation_)
    return;
  next_tick_ = time_point::max();
  const auto at = now();
  expire(at);
  retire_idle(at);
  hand_out();
  grow();
  forget_unused_lines();
  report(at);
  settings_.quotas->forget_idle(at);
  schedule_tick();
}

void pool_state::report(time_point at) {
  if (at < next_report_)
    return;
  next_report_ = at + 1min;
  log_usage(settings_.quotas->take_report());
}

void pool_state::expire(time_point at) {
  for (const auto& line : lines_)
    if (line.second.members == 0 && (line.second.connecting > 0 || line.second.failure))
      fail_waiting(line, at - settings_.unavailable_after);
  for (const auto& late : queue_.remove_if([&](const job& work) { return work.deadline <= at; }))
    answer(late, waited_too_long(settings_.bounds.queue_timeout));
  for_each_run([&](member& of, run& each) {
    if (each.departed && at - *each.departed >= settings_.departure_grace)
      stop_running(of, each, {.code = errc::cancelled, .message = "The client left."});
  });
  if (drain_until_ && at >= *drain_until_) {
    fail_waiting(ending());
    for_each_run([&](member& of, run& each) { stop_running(of, each, ending()); });
    drain_until_ = time_point::max();
  }
}

// -- the end -------------------------------------------------------------------

void pool_state::drain(caf::typed_response_promise<pool_drained> when_done) {
  draining_.push_back(std::move(when_done));
  if (!drain_until_)
    drain_until_ = now() + settings_.bounds.grace;
  finish_drain();
  schedule_tick();
}

void pool_state::finish_drain() {
  if (!drain_until_ || busy() > 0 || !queue_.empty())
    return;
  log_usage(settings_.quotas->take_report());
  for (auto& waiting : std::exchange(draining_, {}))
    waiting.deliver(pool_drained{});
}

void pool_state::stop() {
  for (const auto& [id, entry] : members_) {
    self_->demonitor(entry.handle.address());
    self_->send_exit(entry.handle, caf::exit_reason::user_shutdown);
  }
  members_.clear();
}

pool_status pool_state::status() const {
  return {.connections = members_.size(),
          .busy = busy(),
          .queued = queue_.size(),
          .up = !members_.empty(),
          .failure = members_.empty() ? std::optional(unavailable(lines_.at({}))) : std::nullopt,
          .server = server_};
}

pool_actor::behavior_type pool(pool_state::pointer self, pool_settings settings) {
  static_assert(safe_state<pool_state>);
  self->set_default_handler(caf::drop);
  self->set_exit_handler([self](caf::exit_msg& why) {
    self->state.stop();
    self->quit(std::move(why.reason));
  });
  self->set_down_handler([self](caf::down_msg& who) { self->state.died(who.source); });
  self->state.start(self, std::move(settings));
  return {
    [self](assignment& work) { self->state.submit(std::move(work)); },
    [self](const cancel_work& which) { self->state.cancel(which); },
    [self](const pool_query&) -> caf::result<pool_status> { return self->state.status(); },
    [self](connect_ended& attempt) { self->state.connected(attempt); },
    [self](const work_ended& done) { self->state.finished(done); },
    [self](work_returned& back) { self->state.returned(back); },
    [self](const connection_broken& broken) { self->state.lost(broken); },
    [self](const pool_tick& due) { self->state.tick(due); },
    [self](const pool_drain&) -> caf::result<pool_drained> {
      auto promise = self->make_response_promise<pool_drained>();
      self->state.drain(promise);
      return promise;
    },
  };
}

} // namespace howdah::actors
