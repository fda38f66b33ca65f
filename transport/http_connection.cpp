#include "transport/http_connection.hpp"

#include "core/log.hpp"
#include "mcp/answer.hpp"
#include "transport/actor_guard.hpp"
#include "transport/exchange_source.hpp"
#include "transport/framing/encoded_header.hpp"
#include "transport/framing/media_type.hpp"

#include <type_traits>
#include <utility>

namespace howdah::transport {

namespace {

reply_form form_for(const http_request& request) {
  const auto accepted = request.list("Accept").value_or("");
  return {
    .http_1_1 = request.http_1_1,
    .keep_alive = request.keep_alive,
    .head_only = request.method == "HEAD",
    .empty_status = request.method == "POST" ? 202 : 200,
    .may_stream = request.http_1_1 && names_type(accepted, "text/event-stream"),
  };
}

http_reply refusal(int status, const problem& why, const mcp::envelope& to = {}) {
  return {.status = status, .body = mcp::encode(to, why)};
}

/// The one malformed message that is the whole frame, if there is nothing else to answer.
const mcp::malformed* lone_failure(const mcp::frame& frame) {
  const bool alone = !frame.batch && frame.messages.size() == 1 && !frame.messages.front();
  return alone ? &frame.messages.front().error() : nullptr;
}

http_reply refusal(const mcp::malformed& failure) {
  return refusal(mcp::http_status(failure.why.code, mcp::newest_legacy), failure.why,
                 {.id = failure.id});
}

mcp::request_id id_of(const mcp::frame& frame) {
  const bool alone = frame.messages.size() == 1 && frame.messages.front();
  return alone ? (*frame.messages.front())->id() : mcp::request_id{};
}

http_reply bad_name_header(const mcp::frame& frame) {
  const problem why{.code = errc::header_mismatch,
                    .message = "The header field Mcp-Name is not valid base64.",
                    .hint = "Encode it as =?base64?...?= with padding, or send it as it is."};
  return refusal(400, why, {.id = id_of(frame), .rev = mcp::revision::v2026_07_28});
}

std::optional<std::string> copied(std::optional<std::string_view> text) {
  return text ? std::optional(std::string(*text)) : std::nullopt;
}

http_reply report(std::string_view database, bool healthy) {
  std::string body
    = healthy ? R"({"status":"ok","database":")" : R"({"status":"unavailable","database":")";
  body += database;
  body += "\"}";
  return {.status = healthy ? 200 : 503, .body = std::move(body)};
}

} // namespace

void connection_state::start(pointer self, caf::io::connection_handle socket,
                             http_options_ptr options, actors::dispatcher_actor dispatcher) {
  self_ = self;
  socket_ = socket;
  options_ = std::move(options);
  dispatcher_ = std::move(dispatcher);
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
  if (stage_ != stage::serving)
    return;
  feed_->append(input);
  proceed();
}

void connection_state::pump() {
  while (stage_ == stage::serving) {
    if (!room())
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
  const auto form = form_for(request);
  const auto id = next_exchange();
  const auto route = judge(request, options_->hosts);
  if (!route) {
    auto reply = refusal(route.error().status, route.error().why);
    reply.allow = route.error().allow;
    answer_now(reply, form);
  } else if (*route == http_route::health) {
    ask_health(id, form);
  } else if (*route == http_route::end_session) {
    end_session(id, request, form);
  } else {
    submit(id, request, form);
  }
  if (!form.keep_alive)
    stop_serving();
}

void connection_state::submit(actors::exchange_id id, http_request& request,
                              const reply_form& form) {
  auto frame = mcp::parse_frame(std::move(request.body), options_->bounds.json_depth);
  if (!frame)
    return answer_now(refusal(frame.error()), form);
  if (const auto* failure = lone_failure(*frame))
    return answer_now(refusal(*failure), form);
  const auto raw_name = request.field("Mcp-Name");
  auto tool = raw_name ? decode_header(*raw_name) : std::nullopt;
  if (raw_name && !tool)
    return answer_now(bad_name_header(*frame), form);
  slots_.open(id, form, true);
  self_->send(dispatcher_,
              actors::request{
                .exchange = id,
                .sink = self_,
                .principal = options_->principal,
                .facts = {.via = actors::carrier::http,
                          .connection = number_,
                          .session_id = copied(request.field("Mcp-Session-Id")),
                          .protocol_version = copied(request.field("MCP-Protocol-Version")),
                          .method = copied(request.field("Mcp-Method")),
                          .name = std::move(tool)},
                .frame = std::move(*frame),
              });
}

void connection_state::end_session(actors::exchange_id id, const http_request& request,
                                   const reply_form& form) {
  slots_.open(id, form, true);
  self_->send(dispatcher_, actors::end_session{
                             .exchange = id,
                             .sink = self_,
                             .principal = options_->principal,
                             .session_id = *copied(request.field("Mcp-Session-Id")),
                           });
}

void connection_state::ask_health(actors::exchange_id id, const reply_form& form) {
  slots_.open(id, form, false);
  self_->request(dispatcher_, options_->patience.health, actors::health_query{})
    .then(
      [this, id](const actors::health& how) {
        put(id, report(how.database, how.healthy));
        proceed();
      },
      [this, id](const caf::error&) {
        put(id, report("unknown", false));
        proceed();
      });
}

/// A client waits for leave to send its body. It gets it when its head is good and its turn has
/// come; otherwise it sends after a while anyway (RFC 9110 §10.1.1).
void connection_state::greet(const http_request& head) {
  const auto route = judge(head, options_->hosts);
  if (route) {
    if (slots_.empty())
      append_continue(output());
    return;
  }
  auto form = form_for(head);
  form.keep_alive = false; // the body may or may not follow
  auto reply = refusal(route.error().status, route.error().why);
  reply.allow = route.error().allow;
  answer_now(reply, form);
  stop_serving();
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
  resume();
}

// -- answers -------------------------------------------------------------------

void connection_state::answer(actors::reply& reply) {
  put(reply.to, {.status = reply.status,
                 .body = std::move(reply.body),
                 .session_id = std::move(reply.session_id)});
  proceed();
}

void connection_state::notify(const actors::notice& notice) {
  if (unwritten() > options_->backlog())
    return; // progress is not worth memory to a client that does not read
  if (slots_.notify(notice.to, notice.body, output()))
    quiet_ = {};
  settle();
}

void connection_state::written() {
  if (stage_ == stage::linger && !cut_short_)
    return self_->quit();
  proceed();
}

void connection_state::answer_now(const http_reply& reply, const reply_form& form) {
  const auto id = next_exchange();
  slots_.open(id, form, false);
  put(id, reply);
}

void connection_state::put(actors::exchange_id to, const http_reply& reply) {
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
  else if (!slots_.empty())
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
  age_ = {};
  if (paused_ && outlet_ && outlet_->peer_gone())
    return left();
  if (++quiet_ < options_->patience.comment)
    return;
  quiet_ = {};
  if (slots_.comment(output()))
    settle();
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
    refuse(408, "the request did not arrive in time");
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
  if (stage_ != stage::serving)
    return;
  stop_serving();
  slots_.close_after_last();
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
  self_->quit();
}

// -- the actor -----------------------------------------------------------------

connection_actor::behavior_type http_connection(connection_state::pointer self,
                                                caf::io::connection_handle socket,
                                                const http_options_ptr& options,
                                                const actors::dispatcher_actor& dispatcher) {
  static_assert(!std::is_aggregate_v<connection_state>);
  guard(self, connection_state::name);
  auto& state = self->state;
  state.start(self, socket, options, dispatcher);
  return {
    [&state](const caf::io::new_data_msg& data) {
      state.receive({data.buf.data(), data.buf.size()});
    },
    [&state](const caf::io::connection_closed_msg&) { state.left(); },
    [&state](const caf::io::data_transferred_msg&) { state.written(); },
    [&state](actors::reply& reply) { state.answer(reply); },
    [&state](const actors::notice& notice) { state.notify(notice); },
    [&state](const wind_down&) { state.wind_down(); },
    [&state](const connection_tick&) { state.tick(); },
  };
}

} // namespace howdah::transport
