// The second part of a connection: answers, time, and how it ends.
#include "core/log.hpp"
#include "transport/challenge.hpp"
#include "transport/exchange_source.hpp"
#include "transport/http_connection.hpp"

#include <caf/send.hpp>

#include <chrono>
#include <utility>

namespace howdah::transport {

namespace {

/// After the client's last byte: long enough for a quick answer, and for its refusal to arrive.
constexpr std::chrono::milliseconds first_look{50};
constexpr int last_look = 2;

problem without_scope(const std::string& scope) {
  return {.code = errc::insufficient_scope,
          .message = "The access token was not given the scope that this takes.",
          .scope = scope};
}

} // namespace

// -- answers -------------------------------------------------------------------

void connection_state::answer(actors::reply& reply) {
  if (stream_ && stream_->finish(reply.to))
    return say(reply.body);
  put(reply.to, {.status = reply.status,
                 .body = std::move(reply.body),
                 .session_id = std::move(reply.session_id),
                 .fields = reply.scope.empty()
                             ? ""
                             : late_challenge().refuse_scope(without_scope(reply.scope)).fields,
                 .event = std::move(reply.event)});
  proceed();
}

void connection_state::notify(const actors::notice& notice) {
  if (unwritten() > options_->backlog())
    return; // progress is not worth memory to a client that does not read
  if (stream_ && (notice.to.value == 0 || stream_->has(notice.to)))
    return say(notice.body);
  if (slots_.notify(notice, output()))
    quiet_ = {};
  settle();
}

void connection_state::written() {
  if (stage_ == stage::linger && !cut_short_)
    return self_->quit();
  take_parked();
  proceed();
}

void connection_state::answer_now(const http_reply& reply, const reply_form& form) {
  const auto id = next_exchange();
  slots_.open(id, form, false);
  put(id, reply);
}

void connection_state::put(actors::exchange_id to, const http_reply& reply) {
  watch_.end(to);
  slots_.answer(to, reply, output());
}

void connection_state::proceed() {
  pump();
  settle();
}

/// Sends what was written and draws the consequences.
void connection_state::settle() {
  self_->flush(socket_);
  if (unwritten() + slots_.held() > options_->backlog_max())
    cut_off("its answers pile up");
  else if (slots_.finished() && stage_ != stage::linger)
    linger();
}

std::size_t connection_state::unwritten() const {
  return outlet_ ? outlet_->backlog() : output().size();
}

bool connection_state::room() const {
  return slots_.size() < options_->bounds.in_flight_per_connection
         && unwritten() + slots_.held() < options_->backlog();
}

void connection_state::pause() {
  if (!std::exchange(paused_, true))
    self_->halt(socket_);
}

void connection_state::resume() {
  if (std::exchange(paused_, false))
    self_->trigger(socket_);
}

// -- time and ends -------------------------------------------------------------

void connection_state::tick() {
  if (stalled())
    cut_off("it does not read its answers");
  else if (stage_ == stage::linger)
    await_client();
  else if (look_after_callers())
    proceed();
  else if (arrival_ || !slots_.empty())
    watch_in_flight();
  else
    watch_sender();
}

bool connection_state::stalled() {
  const auto now = unwritten();
  const bool taken = now == 0 || now < backlog_;
  stalled_ = taken ? std::chrono::seconds{0} : stalled_ + std::chrono::seconds{1};
  backlog_ = now;
  return stalled_ > options_->patience.write;
}

void connection_state::watch_in_flight() {
  if (!half_closed_)
    age_ = {};
  if (outlet_ && outlet_->peer_gone())
    return left();
  if (half_closed_)
    return watch_half_closed();
  if (paused_ && outlet_ && outlet_->ended())
    return probe();
  if (++quiet_ < options_->patience.comment)
    return;
  quiet_ = {};
  if (slots_.comment(output()))
    settle();
}

/// The client sends nothing more. Whoever only closed its half still gets its answers; whoever left
/// shows it by refusing what we send.
void connection_state::input_ended() {
  if (slots_.empty())
    return end();
  half_closed_ = true;
  if (stage_ == stage::serving)
    stop_serving();
  cut_short_ = false;
  age_ = {};
  slots_.close_after_last();
  caf::delayed_anon_send(connection_actor(self_), first_look, half_closed_look{});
}

void connection_state::look(half_closed_look which) {
  if (slots_.empty() || !outlet_)
    return;
  if (outlet_->peer_gone())
    return left();
  if (which.times == 0)
    probe();
  if (which.times < last_look)
    caf::delayed_anon_send(connection_actor(self_), first_look, half_closed_look{which.times + 1});
}

void connection_state::probe() {
  if (slots_.probe(output()))
    settle();
}

void connection_state::watch_half_closed() {
  ++age_;
  if (slots_.probe(output()))
    settle();
  else if (age_ > options_->patience.half_closed)
    left();
}

void connection_state::watch_sender() {
  const auto now = feed_->in();
  if (std::exchange(phase_, now) != now)
    age_ = {};
  ++age_;
  const auto& patience = options_->patience;
  if (now == http_feed::phase::between) {
    if (age_ > patience.idle)
      self_->quit();
  } else if (age_ > (now == http_feed::phase::head ? patience.head : patience.body)) {
    refuse(408, "The request did not arrive in time.");
    settle();
  }
}

/// Closing a socket with unread bytes resets it, and the client may lose the answer: then the
/// client closes first.
void connection_state::linger() {
  if (!outlet_ || (!cut_short_ && unwritten() == 0))
    return self_->quit();
  stage_ = stage::linger;
  age_ = {};
  resume();
  outlet_->finish();
}

void connection_state::await_client() {
  if (unwritten() == 0 && ++age_ > options_->patience.linger)
    self_->quit();
}

void connection_state::wind_down() {
  if (stream_)
    stream_->wind_down();
  end_stream_if_over();
  dismiss_arrival(stream_ending().why);
  if (stage_ == stage::serving) {
    stop_serving();
    slots_.close_after_last();
  }
  settle();
}

void connection_state::left() {
  outlet_ = nullptr;
  end();
}

void connection_state::cut_off(std::string_view why) {
  log::write(log::level::info, "client_cut_off",
             {{"connection", static_cast<std::int64_t>(number_)}, {"why", why}});
  if (outlet_)
    outlet_->discard();
  end();
}

/// Whoever still works for this client hears that it left.
void connection_state::end() {
  for (const auto exchange : slots_.in_progress())
    self_->send(dispatcher_, actors::departed{exchange});
  leave_stream();
  self_->quit();
}

} // namespace howdah::transport
