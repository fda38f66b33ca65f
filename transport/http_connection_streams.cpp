// The third part of a connection: as the event stream of an HTTP+SSE client (revision 2024-11-05),
// and as the bearer of messages for such a stream.
#include "transport/exchange_source.hpp"
#include "transport/framing/sse.hpp"
#include "transport/http_connection.hpp"
#include "transport/own_replies.hpp"
#include "transport/stream_name.hpp"

#include <string>
#include <utility>

namespace howdah::transport {

namespace {

stream_verdict too_much_waiting() {
  return {.status = 429,
          .why = {.code = errc::busy,
                  .message = "Too many requests of this stream wait for their answers.",
                  .hint = "Read the event stream, and try again shortly.",
                  .retry_after_ms = 1000}};
}

problem second_stream() {
  return {.code = errc::invalid_request,
          .message = "This connection is an event stream already.",
          .hint = "Open each stream on a connection of its own."};
}

http_reply reply_of(const stream_verdict& verdict) {
  return verdict.status == 202 ? accepted() : refusal(verdict.status, verdict.why);
}

} // namespace

// -- GET /sse ------------------------------------------------------------------

/// The desk hears of the stream before the client does, so that no POST comes too early.
void connection_state::open_legacy_stream(actors::exchange_id id, const admission& admitted) {
  if (stream_)
    return put(id, refusal(400, second_stream()));
  const auto named = random_stream_name();
  keep_watch(id, admitted, true);
  stream_ = std::make_unique<legacy_stream>(id);
  self_->send(desk_, stream_opened{.name = named, .who = admitted.who, .connection = self_->id()});
  slots_.say(id, sse_event_of_type("endpoint", "/messages/?session_id=" + named), output());
}

// -- POST /messages/ -----------------------------------------------------------

void connection_state::post_to_stream(actors::exchange_id id, http_request& request,
                                      const auth::principal_ptr& who) {
  auto frame = frame_of(id, request);
  if (!frame)
    return;
  const auto answered = [this, id](const stream_verdict& verdict) {
    put(id, reply_of(verdict));
    proceed();
  };
  // The stream answers, or ends: a message may wait as long as those before it take.
  self_
    ->request(desk_, caf::infinite,
              stream_post{.to = legacy_session_of(request),
                          .who = who,
                          .frame = *std::move(frame),
                          .traceparent = request.list("traceparent")})
    .then(answered, [answered](const caf::error&) { answered(no_such_stream()); });
}

/// As the stream: takes the message, lets it wait for room, or refuses it.
caf::result<stream_verdict> connection_state::take(stream_post& post) {
  if (!stream_)
    return no_such_stream();
  if (stream_->ending())
    return stream_ending();
  const bool fits = stream_->parked() == 0 && has_place();
  if (fits || !takes_a_place(post.frame)) {
    pass_on(post);
    return stream_verdict{};
  }
  if (stream_->parked() >= options_->bounds.in_flight_per_connection)
    return too_much_waiting();
  auto poster = self_->make_response_promise<stream_verdict>();
  stream_->park({.post = std::move(post), .poster = poster});
  return poster;
}

bool connection_state::has_place() const {
  return stream_->in_flight().size() < options_->bounds.in_flight_per_connection
         && unwritten() + slots_.held() < options_->backlog();
}

void connection_state::pass_on(stream_post& post) {
  const auto id = next_exchange();
  stream_->begin(id);
  self_->send(dispatcher_, actors::request{
                             .exchange = id,
                             .sink = self_,
                             .principal = std::move(post.who),
                             .facts = {.via = actors::carrier::legacy_sse,
                                       .connection = number_,
                                       .traceparent = std::move(post.traceparent)},
                             .frame = std::move(post.frame),
                           });
}

void connection_state::take_parked() {
  while (stream_ && stream_->parked() > 0 && has_place()) {
    auto next = stream_->next();
    pass_on(next.post);
    next.poster.deliver(stream_verdict{});
  }
}

// -- events --------------------------------------------------------------------

/// The next event of the stream; nothing when there is nothing to say.
void connection_state::say(std::string_view body) {
  if (!body.empty()) {
    slots_.say(stream_->at(), sse_message(body), output());
    quiet_ = {};
  }
  take_parked();
  end_stream_if_over();
  settle();
}

/// Its last answer is out.
void connection_state::end_stream_if_over() {
  if (!stream_ || !stream_->over())
    return;
  put(stream_->at(), {});
  leave_stream();
}

/// Whoever works for the client of the stream hears that it left.
void connection_state::leave_stream(bool for_good) {
  if (!stream_)
    return;
  for (const auto exchange : stream_->in_flight())
    self_->send(dispatcher_, actors::departed{.exchange = exchange, .for_good = for_good});
  self_->send(dispatcher_, actors::pipe_closed{number_});
  stream_.reset();
}

} // namespace howdah::transport
