// The event streams of legacy sessions: numbered, kept for a while, resumed.
#include "actors/herald.hpp"
#include "mcp/answer.hpp"

#include <utility>
#include <vector>

namespace howdah::actors {

// -- sessions ------------------------------------------------------------------------

void herald_state::open_pipe(const pipe_opened& pipe) {
  pipes_.insert_or_assign(pipe.scope, pipe.sink);
}

void herald_state::tell_session(std::uint64_t scope, const std::string& body) {
  if (const auto pipe = pipes_.find(scope); pipe != pipes_.end())
    return self_->send(pipe->second, notice{.body = body});
  if (const auto own = of_session_.find(scope); own != of_session_.end())
    say(own->second, streams_.at(own->second), body);
}

void herald_state::close_session(std::uint64_t scope) {
  pipes_.erase(scope);
  const bool watched = subscriptions_.forget(scope);
  std::vector<stream_number> its;
  for (const auto& [number, each] : streams_)
    if (each.session.scope == scope && each.work.value == 0)
      its.push_back(number);
  for (const auto number : its) {
    leave(streams_.at(number));
    erase(number);
  }
  if (watched)
    look_again();
}

// -- GET -----------------------------------------------------------------------------

void herald_state::join(const join_stream& who) {
  if (draining_)
    return self_->send(who.sink, reply{.to = who.exchange});
  schedule_tick();
  const auto place = parse_event_place(who.last_event);
  const auto known = place ? streams_.find(place->stream) : streams_.end();
  if (known != streams_.end() && known->second.begun
      && known->second.session.scope == who.session.scope)
    return resume(known->first, known->second, who, place->event);
  open_session_stream(who);
}

/// A session has one stream of its own: a new one takes the place of the old one, whose client may
/// be gone without a word.
void herald_state::open_session_stream(const join_stream& who) {
  if (const auto own = of_session_.find(who.session.scope); own != of_session_.end()) {
    leave(streams_.at(own->second));
    erase(own->second);
  }
  if (streams_.size() >= settings_.streams) {
    const problem full{.code = errc::busy,
                       .message = "The server has as many streams as it may have.",
                       .hint = "Try again shortly.",
                       .retry_after_ms = 1'000};
    return self_->send(who.sink,
                       reply{.to = who.exchange, .status = 503, .body = mcp::encode({}, full)});
  }
  const auto number = ++last_stream_;
  auto& opened = streams_
                   .emplace(number, stream{.session = who.session,
                                           .log = event_log(settings_.stream_bytes),
                                           .at = who.exchange,
                                           .sink = who.sink})
                   .first->second;
  of_session_[who.session.scope] = number;
  at_[who.exchange] = number;
  begin(number, opened);
}

void herald_state::resume(stream_number number, stream& found, const join_stream& who,
                          std::uint64_t seen) {
  leave(found);
  self_->send(who.sink, notice{.to = who.exchange});
  const auto last = found.ended ? found.log.last() : 0;
  found.log.after(seen, [&](const event_log::event& each) {
    const auto id = to_text({number, each.number});
    if (each.number != last)
      self_->send(who.sink, notice{.to = who.exchange, .body = each.body, .event = id});
    else
      self_->send(who.sink, reply{.to = who.exchange, .body = each.body, .event = id});
  });
  if (found.ended) {
    if (seen >= last)
      self_->send(who.sink, reply{.to = who.exchange});
    return;
  }
  found.at = who.exchange;
  found.sink = who.sink;
  at_[who.exchange] = number;
}

// -- requests that are carried -------------------------------------------------------

void herald_state::take_over(const carry& what) {
  schedule_tick();
  const auto number = ++last_stream_;
  streams_.emplace(number, stream{.session = what.session,
                                  .log = event_log(settings_.stream_bytes),
                                  .work = what.exchange,
                                  .at = what.exchange,
                                  .sink = what.sink});
  of_work_[what.exchange] = number;
  at_[what.exchange] = number;
}

void herald_state::pass_on(const notice& said) {
  const auto known = of_work_.find(said.to);
  if (known == of_work_.end())
    return;
  auto& its = streams_.at(known->second);
  if (!its.begun)
    begin(known->second, its);
  if (!said.body.empty())
    say(known->second, its, said.body);
  if (said.pause)
    leave(its);
}

void herald_state::pass_on(reply& last) {
  const auto known = of_work_.find(last.to);
  if (known == of_work_.end())
    return;
  const auto number = known->second;
  auto& its = streams_.at(number);
  of_work_.erase(known);
  its.work = {};
  if (its.begun) {
    its.ended = true;
    its.since = now();
    last.event = record(number, its, last.body);
  }
  last.to = its.at;
  at_.erase(its.at);
  its.at = {};
  if (last.to.value != 0)
    self_->send(its.sink, std::move(last));
  its.sink = sink_actor();
  its.begun ? keep_within_bytes() : erase(number);
}

// -- one stream ----------------------------------------------------------------------

/// The first event tells the client where it is before anything happened. Clients of older
/// revisions may choke on an event without data.
void herald_state::begin(stream_number number, stream& which) {
  which.begun = true;
  const bool primes = which.session.rev >= mcp::revision::v2025_11_25;
  if (which.at.value == 0)
    return;
  self_->send(which.sink, primes ? notice{.to = which.at,
                                          .event = to_text({number, 0}),
                                          .retry_ms = static_cast<int>(settings_.retry.count())}
                                 : notice{.to = which.at});
}

void herald_state::say(stream_number number, stream& which, const std::string& body) {
  auto event = record(number, which, body);
  if (which.at.value != 0)
    self_->send(which.sink, notice{.to = which.at, .body = body, .event = std::move(event)});
  keep_within_bytes();
}

/// The id of the event.
std::string herald_state::record(stream_number number, stream& which, std::string body) {
  kept_ -= which.log.bytes();
  const auto event = which.log.append(std::move(body));
  kept_ += which.log.bytes();
  return to_text({number, event});
}

/// Ends the connection's part; the stream itself goes on without a client.
void herald_state::leave(stream& which) {
  if (which.at.value == 0)
    return;
  self_->send(which.sink, reply{.to = which.at});
  at_.erase(which.at);
  which.at = {};
  which.sink = sink_actor();
  which.since = now();
}

/// The client of an exchange left. False when nothing of it is kept here.
bool herald_state::detach(exchange_id at) {
  const auto known = at_.find(at);
  if (known == at_.end())
    return false;
  const auto number = known->second;
  auto& its = streams_.at(number);
  at_.erase(known);
  its.at = {};
  its.sink = sink_actor();
  its.since = now();
  if (its.begun)
    return true;
  erase(number);
  return false;
}

/// The client of an exchange is not let in any more: the rest of its answer is nobody's. Returns
/// the exchange whose work that is.
exchange_id herald_state::dismiss(exchange_id at) {
  const auto known = at_.find(at);
  if (known == at_.end())
    return at;
  const auto number = known->second;
  const auto work = streams_.at(number).work;
  if (work.value == 0) { // of a session, which another token may go on with
    detach(at);
    return at;
  }
  erase(number);
  return work;
}

void herald_state::erase(stream_number number) {
  const auto known = streams_.find(number);
  if (known == streams_.end())
    return;
  const auto& gone = known->second;
  of_work_.erase(gone.work);
  at_.erase(gone.at);
  if (const auto own = of_session_.find(gone.session.scope);
      own != of_session_.end() && own->second == number)
    of_session_.erase(own);
  kept_ -= gone.log.bytes();
  streams_.erase(known);
}

void herald_state::end_streams_over_time() {
  std::vector<stream_number> over;
  for (const auto& [number, each] : streams_)
    if (each.at.value == 0 && now() - each.since >= settings_.resumable)
      over.push_back(number);
  for (const auto number : over) {
    if (const auto work = streams_.at(number).work; work.value != 0)
      give_up_work(work);
    erase(number);
  }
}

/// What nobody may come back for goes first: streams that ended, oldest first; then what is kept of
/// the oldest others.
void herald_state::keep_within_bytes() {
  for (auto each = streams_.begin(); each != streams_.end() && kept_ > settings_.replay_bytes;) {
    const auto [number, ended] = std::pair(each->first, each->second.ended);
    ++each;
    if (ended)
      erase(number);
  }
  for (auto each = streams_.begin(); each != streams_.end() && kept_ > settings_.replay_bytes;
       ++each) {
    kept_ -= each->second.log.bytes();
    each->second.log.forget();
  }
}

} // namespace howdah::actors
