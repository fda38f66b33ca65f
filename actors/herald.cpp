#include "actors/herald.hpp"

#include "mcp/answer.hpp"

#include <caf/send.hpp>

#include <random>
#include <utility>

namespace howdah::actors {

namespace {

constexpr auto tick_interval = std::chrono::seconds(1);
constexpr auto look_timeout = std::chrono::seconds(5);

std::int64_t seconds_since_epoch() {
  using namespace std::chrono;
  return duration_cast<seconds>(system_clock::now().time_since_epoch()).count();
}

problem too_many(std::string_view of_what) {
  return {.code = errc::busy,
          .message = "The server has as many " + std::string(of_what) + " as it may have.",
          .hint = "End some, or try again later.",
          .retry_after_ms = 1'000};
}

reply answer_to(exchange_id exchange, const mcp::envelope& to, const mcp::answer& what) {
  const auto* failure = std::get_if<problem>(&what);
  return {.to = exchange,
          .status = failure ? mcp::http_status(failure->code, to.rev) : 200,
          .body = mcp::encode(to, what)};
}

} // namespace

void herald_state::start(pointer self, herald_settings settings) {
  self_ = self;
  settings_ = std::move(settings);
  listeners_ = listeners(settings_.listeners, settings_.listeners_per_principal);
  subscriptions_ = subscriptions(settings_.subscribed_sessions, mcp::max_subscribed_uris);
  // Ids of an earlier process name no stream of this one.
  last_stream_ = std::uint64_t{std::random_device{}()} << 16;
}

// -- what is looked at ---------------------------------------------------------------

std::set<std::string> herald_state::wanted_uris() const {
  std::set<std::string> uris;
  listeners_.collect(uris);
  subscriptions_.collect(uris);
  return uris;
}

/// `then` runs when the first look has been taken, or cannot be.
template <class Then>
void herald_state::look_at_all(Then then) {
  if (!settings_.watcher)
    return then();
  const auto wanted = wanted_uris();
  self_
    ->request(settings_.watcher, look_timeout,
              watch{.uris = {wanted.begin(), wanted.end()}, .asker = self_})
    .then([then](const watching&) { then(); }, [then](const caf::error&) { then(); });
}

void herald_state::look_again() {
  look_at_all([] {});
}

// -- subscriptions/listen ------------------------------------------------------------

void herald_state::add(listen& who) {
  const mcp::envelope to{.id = who.key.id, .rev = mcp::revision::v2026_07_28};
  const auto refuse = [&](std::string_view of_what) {
    self_->send(who.sink, answer_to(who.exchange, to, too_many(of_what)));
  };
  if (draining_)
    return self_->send(who.sink,
                       reply{.to = who.exchange, .body = mcp::subscription_ended(who.key.id)});
  if (!listeners_.add(who))
    return refuse("listeners");
  if (!who.wanted.uris.empty() && wanted_uris().size() > settings_.watched_uris) {
    listeners_.remove(who.exchange);
    return refuse("subscribed resources");
  }
  if (who.wanted.uris.empty())
    return acknowledge(who.exchange);
  look_at_all([this, which = who.exchange] { acknowledge(which); });
}

void herald_state::acknowledge(exchange_id which) {
  const auto* who = listeners_.find(which);
  if (!who)
    return;
  self_->send(who->sink, notice{.to = which,
                                .body = mcp::acknowledged_notification(who->key.id, who->wanted)});
  listeners_.acknowledge(which);
}

void herald_state::end(const end_listen& which) {
  for (const auto each : listeners_.named(which.key))
    stop_listening(each, {});
}

void herald_state::stop_listening(exchange_id which, std::string last_words) {
  const auto* who = listeners_.find(which);
  if (!who)
    return;
  self_->send(who->sink, reply{.to = which, .body = std::move(last_words)});
  const bool watched = !who->wanted.uris.empty();
  listeners_.remove(which);
  if (watched)
    look_again();
}

// -- resources/subscribe -------------------------------------------------------------

void herald_state::subscribe_session(const subscribe& wish) {
  const auto answer = [this, exchange = wish.exchange, sink = wish.sink,
                       to = wish.envelope](const mcp::answer& what) {
    self_->send(sink, answer_to(exchange, to, what));
  };
  if (!wish.on) {
    subscriptions_.remove(wish.session.scope, wish.uri);
    look_again();
    return answer(mcp::raw_result{});
  }
  const auto wanted = wanted_uris();
  const bool fits = wanted.contains(wish.uri) || wanted.size() < settings_.watched_uris;
  if (!fits || !subscriptions_.add(wish.session.scope, wish.session.expires, wish.uri))
    return answer(too_many("subscribed resources"));
  schedule_tick();
  look_at_all([answer] { answer(mcp::raw_result{}); });
}

// -- changes -------------------------------------------------------------------------

void herald_state::tell(const changed& what) {
  listeners_.each_that_wants(what.what, [&](const listen& who) {
    self_->send(who.sink, notice{.to = who.exchange,
                                 .body = mcp::changed_notification(what.what, who.key.id)});
  });
  const auto body = mcp::changed_notification(what.what);
  for (const auto& [scope, sink] : pipes_)
    tell_session(scope, body);
  for (const auto& [scope, number] : of_session_)
    tell_session(scope, body);
}

void herald_state::tell(const updated& what) {
  listeners_.each_that_wants(std::string_view(what.uri), [&](const listen& who) {
    self_->send(who.sink, notice{.to = who.exchange,
                                 .body = mcp::updated_notification(what.uri, who.key.id)});
  });
  const auto body = mcp::updated_notification(what.uri);
  for (const auto scope : subscriptions_.sessions_with(what.uri))
    tell_session(scope, body);
}

// -- ends ----------------------------------------------------------------------------

void herald_state::depart(const departed& who) {
  if (const auto* listener = listeners_.find(who.exchange)) {
    const bool watched = !listener->wanted.uris.empty();
    listeners_.remove(who.exchange);
    if (watched)
      look_again();
  } else if (who.for_good) {
    give_up_work(dismiss(who.exchange), false);
  } else if (!detach(who.exchange)) {
    give_up_work(who.exchange);
  }
}

void herald_state::give_up_work(exchange_id work, bool may_finish) {
  if (settings_.pool)
    self_->send(settings_.pool,
                cancel_work{.exchange = work,
                            .why = {.code = errc::cancelled, .message = "The client left."},
                            .departure = may_finish});
}

void herald_state::drain() {
  draining_ = true;
  for (const auto each : listeners_.all())
    stop_listening(each, mcp::subscription_ended(listeners_.find(each)->key.id));
  for (auto& [scope, number] : of_session_)
    leave(streams_.at(number));
}

void herald_state::tick() {
  ticking_ = false;
  end_streams_over_time();
  if (subscriptions_.forget_expired(seconds_since_epoch()))
    look_again();
  if (!streams_.empty() || subscriptions_.sessions() > 0)
    schedule_tick();
}

/// Without a sender: a broker's message to itself would keep it alive.
void herald_state::schedule_tick() {
  if (!std::exchange(ticking_, true))
    caf::delayed_anon_send(herald_actor(self_), tick_interval, herald_tick{});
}

// -- the actor -----------------------------------------------------------------------

herald_actor::behavior_type herald(herald_state::pointer self, herald_settings settings) {
  static_assert(safe_state<herald_state>);
  self->set_default_handler(caf::drop);
  auto& state = self->state;
  state.start(self, std::move(settings));
  return {
    [&state](listen& who) { state.add(who); },
    [&state](const end_listen& which) { state.end(which); },
    [&state](const join_stream& who) { state.join(who); },
    [&state](const carry& what) { state.take_over(what); },
    [&state](const subscribe& wish) { state.subscribe_session(wish); },
    [&state](const pipe_opened& pipe) { state.open_pipe(pipe); },
    [&state](const session_over& which) { state.close_session(which.scope); },
    [&state](const changed& what) { state.tell(what); },
    [&state](const updated& what) { state.tell(what); },
    [&state](const departed& who) { state.depart(who); },
    [&state](const drain&) { state.drain(); },
    [&state](reply& last) { state.pass_on(last); },
    [&state](const notice& said) { state.pass_on(said); },
    [&state](const herald_tick&) { state.tick(); },
  };
}

} // namespace howdah::actors
