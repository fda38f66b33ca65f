#include "actors/database.hpp"

#include "actors/answering.hpp"

#include <caf/io/middleman.hpp>
#include <caf/send.hpp>

#include <utility>

namespace howdah::actors {

using namespace std::chrono_literals;

namespace {

constexpr auto tick_interval = 100ms;

problem out_of_descriptors() {
  return {.code = errc::unavailable,
          .message = "The server has no file descriptors left for a database connection.",
          .hint = "Raise the limit of open files (ulimit -n)."};
}

problem ending() {
  return {.code = errc::shutting_down, .message = "The server is shutting down."};
}

problem no_answer() {
  return {.code = errc::timed_out,
          .message = "The database did not answer in time; its connection was given up."};
}

problem keeps_others_waiting() {
  return {.code = errc::busy, .message = "Others wait behind the statement."};
}

} // namespace

void database_state::start(pointer self, std::uint64_t id,
                           std::unique_ptr<postgres::connection> opened, pool_actor pool,
                           canceller_actor canceller, database_settings settings) {
  self_ = self;
  id_ = id;
  pool_ = std::move(pool);
  canceller_ = std::move(canceller);
  settings_ = settings;
  backend_ = opened->facts().backend_pid;
  session_ = std::make_unique<postgres::session>(std::move(opened));
  auto& loop
    = dynamic_cast<caf::io::network::default_multiplexer&>(self_->system().middleman().backend());
  watch_ = std::make_unique<socket_watch>(loop, session_->socket(), self_);
  if (watch_->watching())
    return;
  session_->abandon(out_of_descriptors());
  read_on(); // breaks off, once the pool knows us
}

database_state::time_point database_state::now() const {
  return self_->clock().now();
}

// -- events --------------------------------------------------------------------------

void database_state::readable() {
  if (gone_)
    return;
  heard_ = now();
  const auto more = session_->on_readable(heard_);
  if (more)
    read_on();
  else
    watch_->seen_readable();
  settle();
}

void database_state::writable() {
  if (gone_)
    return;
  session_->on_writable();
  settle();
}

void database_state::cancel_came_back() {
  if (gone_)
    return;
  session_->cancel_returned();
  settle();
}

// Messages to oneself are anonymous, here and in the tick: a message refers to its sender, too, and
// what nobody will read must not keep it (protocol/broker.hpp, ADR 0008).
void database_state::read_on() {
  caf::anon_send(database_actor(self_), socket_readable{});
}

void database_state::schedule_tick() {
  if (!std::exchange(ticking_, true))
    caf::delayed_anon_send(database_actor(self_), tick_interval, database_tick{});
}

void database_state::tick() {
  ticking_ = false;
  if (gone_ || rests())
    return;
  look_after_time(now());
  schedule_tick();
  settle();
}

void database_state::look_after_time(time_point at) {
  const bool under_way = !engaged_.empty() && engaged_.front().begun && !engaged_.front().next;
  const auto allowance = under_way ? engaged_.front().allowance : 0ms;
  const bool late = allowance > 0ms && at > served_ + allowance;
  if (session_->cancel_overdue(at) || late || at > ready_by_) {
    const auto& why = engaged_.empty() ? std::nullopt : engaged_.front().stopped;
    return session_->abandon(why.value_or(no_answer()));
  }
  if (under_way && engaged_.size() > 1 && at > served_ + settings_.stuck_after
      && !engaged_.front().stopped)
    engaged_.front().stuck
      = session_->stop(keeps_others_waiting(), engaged_.front().conversation.get());
  report_progress(at);
}

void database_state::retire() {
  retiring_ = true;
  if (rests())
    self_->quit();
}

// A read is answered that the server ends, a write that nobody knows what became of it.
void database_state::end() {
  session_->abandon(ending());
  while (const auto ended = session_->take_outcome())
    if (const auto which = whose(ended->of); which != engaged_.end())
      conclude(which, *ended);
  while (!engaged_.empty())
    reply_early(engaged_.begin(), ending());
  gone_ = true;
  watch_.reset();
}

database_actor::behavior_type
database(database_state::pointer self, std::uint64_t id,
         const std::shared_ptr<std::unique_ptr<postgres::connection>>& opened, pool_actor pool,
         canceller_actor canceller, database_settings settings) {
  static_assert(safe_state<database_state>);
  self->set_default_handler(caf::drop);
  self->set_exit_handler([self](caf::exit_msg& why) {
    self->state.end();
    self->quit(std::move(why.reason));
  });
  self->state.start(self, id, std::move(*opened), std::move(pool), std::move(canceller), settings);
  return {
    [self](assignment& work) { self->state.assign(std::move(work)); },
    [self](const stop_work& which) { self->state.stop_running(which); },
    [self](const actors::retire&) { self->state.retire(); },
    [self](const socket_readable&) { self->state.readable(); },
    [self](const socket_writable&) { self->state.writable(); },
    [self](const cancel_returned&) { self->state.cancel_came_back(); },
    [self](const database_tick&) { self->state.tick(); },
    [self](const reply& look) { self->state.take_phase(look); },
    [](const notice&) {},
  };
}

database_actor database_spawner::make(std::uint64_t id,
                                      std::shared_ptr<std::unique_ptr<postgres::connection>> opened,
                                      const pool_actor& owner) const {
  const auto& canceller = cancellers_[id % cancellers_.size()];
  return system_.middleman().spawn_broker(database, id, std::move(opened), owner, canceller,
                                          settings_);
}

} // namespace howdah::actors
