#include "transport/http_connection.hpp"

#include "transport/actor_guard.hpp"
#include "transport/answer_form.hpp"
#include "transport/exchange_source.hpp"
#include "transport/framing/encoded_header.hpp"
#include "transport/framing/parameter_headers.hpp"
#include "transport/own_replies.hpp"

#include <algorithm>
#include <type_traits>
#include <utility>

namespace howdah::transport {

namespace {

/// The one malformed message that is the whole frame, if there is nothing else to answer.
const mcp::malformed* lone_failure(const mcp::frame& frame) {
  const bool alone = !frame.batch && frame.messages.size() == 1 && !frame.messages.front();
  return alone ? &frame.messages.front().error() : nullptr;
}

/// Whether a message asks for a stream without an end.
bool listens(const mcp::frame& frame) {
  return std::any_of(frame.messages.begin(), frame.messages.end(), [](const auto& each) {
    return each && (*each)->method() == "subscriptions/listen";
  });
}

std::optional<std::string> copied(std::optional<std::string_view> text) {
  return text ? std::optional(std::string(*text)) : std::nullopt;
}

} // namespace

void connection_state::start(pointer self, caf::io::connection_handle socket,
                             http_options_ptr options, actors::dispatcher_actor dispatcher,
                             stream_desk_actor desk) {
  self_ = self;
  socket_ = socket;
  options_ = std::move(options);
  dispatcher_ = std::move(dispatcher);
  desk_ = std::move(desk);
  number_ = next_number();
  feed_.emplace(http_limits{.body_bytes = options_->bounds.message_bytes});
  auto scribe = self->take(socket);
  outlet_ = dynamic_cast<outlet*>(scribe.get());
  self->move_scribe(std::move(scribe));
  self->ack_writes(socket, true);
  self->configure_read(socket, caf::io::receive_policy::at_most(64 * 1024));
}

// -- requests ------------------------------------------------------------------

void connection_state::receive(std::string_view input) {
  if (input.empty())
    return input_ended();
  if (stage_ != stage::serving)
    return;
  feed_->append(input);
  proceed();
}

void connection_state::pump() {
  while (stage_ == stage::serving) {
    if (arrival_ || !room())
      return pause();
    switch (feed_->next()) {
    case http_feed::event::more:
      return resume();
    case http_feed::event::waiting:
      greet(feed_->request());
      break;
    case http_feed::event::request:
      serve(feed_->request());
      break;
    case http_feed::event::refused:
      return refuse(feed_->refusal().status, feed_->refusal().message);
    }
  }
}

void connection_state::serve(http_request& request) {
  age_ = {};
  const auto form = answer_form(request, options_->hosts);
  const auto id = next_exchange();
  slots_.open(id, form, false);
  const auto admitted = admit(request, *options_);
  if (!admitted)
    put(id, refusal(admitted.error()));
  else if (const auto* unknown = std::get_if<unknown_token>(&*admitted))
    arrival_ = arrival{.ticket = ask_about(unknown->text),
                       .request = std::move(request),
                       .id = id,
                       .may_stream = form.may_stream};
  else
    serve(id, request, std::get<admission>(*admitted), form.may_stream);
  if (!form.keep_alive)
    stop_serving();
}

void connection_state::serve(actors::exchange_id id, http_request& request,
                             const admission& admitted, bool may_stream) {
  switch (admitted.route) {
  case http_route::health:
    return ask_health(id);
  case http_route::metadata:
    return put(id, metadata_reply(request, *options_));
  case http_route::preflight:
    return put(id, preflight_reply(request));
  case http_route::stream:
    return open_stream(id, request, admitted);
  case http_route::end_session:
    return end_session(id, request, admitted.who);
  case http_route::message:
    return submit(id, request, admitted, may_stream);
  case http_route::legacy_stream:
    return open_legacy_stream(id, admitted);
  case http_route::legacy_message:
    return post_to_stream(id, request, admitted.who);
  }
}

/// The body's frame; what is none is answered here.
std::optional<mcp::frame> connection_state::frame_of(actors::exchange_id id,
                                                     http_request& request) {
  auto frame = mcp::parse_frame(std::move(request.body), options_->bounds.json_depth);
  const auto* failure = frame ? lone_failure(*frame) : &frame.error();
  if (!failure)
    return *std::move(frame);
  put(id, refusal(*failure));
  return std::nullopt;
}

void connection_state::submit(actors::exchange_id id, http_request& request,
                              const admission& admitted, bool may_stream) {
  auto frame = frame_of(id, request);
  if (!frame)
    return;
  const auto raw_name = request.field("Mcp-Name");
  auto tool = raw_name ? decode_header(*raw_name) : std::nullopt;
  if (raw_name && !tool)
    return put(id, bad_name_header(*frame));
  slots_.dispatched(id);
  if (options_->resource && host_ != request.host)
    host_ = request.host;
  keep_watch(id, admitted, listens(*frame));
  self_->send(dispatcher_,
              actors::request{
                .exchange = id,
                .sink = self_,
                .principal = admitted.who,
                .facts = {.via = actors::carrier::http,
                          .connection = number_,
                          .session_id = copied(request.field("Mcp-Session-Id")),
                          .protocol_version = copied(request.field("MCP-Protocol-Version")),
                          .method = copied(request.field("Mcp-Method")),
                          .name = std::move(tool),
                          .parameters = parameter_headers(request),
                          .traceparent = request.list("traceparent"),
                          .streams = may_stream},
                .frame = std::move(*frame),
              });
}

void connection_state::open_stream(actors::exchange_id id, const http_request& request,
                                   const admission& admitted) {
  slots_.dispatched(id);
  keep_watch(id, admitted, true);
  self_->send(dispatcher_, actors::open_stream{
                             .exchange = id,
                             .sink = self_,
                             .principal = admitted.who,
                             .session_id = *copied(request.field("Mcp-Session-Id")),
                             .protocol_version = copied(request.field("MCP-Protocol-Version")),
                             .last_event = copied(request.field("Last-Event-ID")).value_or(""),
                           });
}

void connection_state::end_session(actors::exchange_id id, const http_request& request,
                                   const auth::principal_ptr& who) {
  slots_.dispatched(id);
  self_->send(dispatcher_, actors::end_session{
                             .exchange = id,
                             .sink = self_,
                             .principal = who,
                             .session_id = *copied(request.field("Mcp-Session-Id")),
                           });
}

void connection_state::ask_health(actors::exchange_id id) {
  self_->request(dispatcher_, options_->patience.health, actors::health_query{})
    .then(
      [this, id](const actors::health& how) {
        put(id, health_report(how.database, how.healthy));
        proceed();
      },
      [this, id](const caf::error&) {
        put(id, health_report("unknown", false));
        proceed();
      });
}

/// What arrived is no request that can be served, nor can what follows it.
void connection_state::refuse(int status, std::string message) {
  const problem why{.code = status == 413 ? errc::too_large : errc::invalid_request,
                    .message = std::move(message)};
  answer_now(refusal(status, why), {.keep_alive = false});
  stop_serving();
}

/// Reading goes on, to see the client leave; what comes is dropped.
void connection_state::stop_serving() {
  stage_ = stage::closing;
  cut_short_ = feed_->in() != http_feed::phase::between;
  feed_.reset();
  if (arrival_ && !arrival_->id)
    arrival_.reset(); // its body is not waited for any more
  resume();
}

// -- the actor -----------------------------------------------------------------

connection_actor::behavior_type http_connection(connection_state::pointer self,
                                                caf::io::connection_handle socket,
                                                const http_options_ptr& options,
                                                const actors::dispatcher_actor& dispatcher,
                                                const stream_desk_actor& desk) {
  static_assert(!std::is_aggregate_v<connection_state>);
  guard(self, connection_state::name);
  auto& state = self->state;
  state.start(self, socket, options, dispatcher, desk);
  return {
    [&state](const caf::io::new_data_msg& data) {
      state.receive({data.buf.data(), data.buf.size()});
    },
    [&state](const caf::io::connection_closed_msg&) { state.left(); },
    [&state](const caf::io::data_transferred_msg&) { state.written(); },
    [&state](actors::reply& reply) { state.answer(reply); },
    [&state](const actors::notice& notice) { state.notify(notice); },
    [&state](actors::vouched& answer) { state.hear(answer); },
    [&state](stream_post& post) { return state.take(post); },
    [&state](const wind_down&) { state.wind_down(); },
    [&state](const connection_tick&) { state.tick(); },
    [&state](const half_closed_look& which) { state.look(which); },
  };
}

} // namespace howdah::transport
