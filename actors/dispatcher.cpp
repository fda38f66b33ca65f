#include "actors/dispatcher.hpp"

#include "actors/answering.hpp"
#include "actors/batch.hpp"
#include "core/log.hpp"
#include "mcp/era.hpp"
#include "mcp/lifecycle.hpp"
#include "mcp/meta.hpp"

#include <chrono>
#include <random>
#include <utility>

namespace howdah::actors {

namespace {

std::int64_t seconds_since_epoch() {
  using namespace std::chrono;
  return duration_cast<seconds>(system_clock::now().time_since_epoch()).count();
}

std::uint64_t random_nonce() {
  std::random_device source;
  return (std::uint64_t{source()} << 32) | source();
}

/// The pipe of a process has one scope for all that is cancelled on it; HTTP has one for each
/// session.
std::uint64_t scope_of_connection(std::uint64_t connection) {
  return connection | (std::uint64_t{1} << 63);
}

problem cancelled_by_caller() {
  return {.code = errc::cancelled, .message = "Request cancelled"};
}

result<void> already_initialized() {
  return refuse(errc::invalid_request, "This session is initialized already.");
}

problem client_left() {
  return {.code = errc::cancelled, .message = "The client left."};
}

} // namespace

void dispatcher_state::start(pointer self, dispatcher_settings settings) {
  self_ = self;
  settings_ = std::move(settings);
  sessions_ = std::make_unique<session_register>(settings_.seal, settings_.session_lifetime,
                                                 settings_.ended_sessions);
  guard_ = std::make_unique<sql::guard>(settings_.policy);
  listings_ = std::make_unique<const mcp::listings>(settings_.offered->tool_descriptors(),
                                                    settings_.offered->prompt_descriptors(),
                                                    settings_.offered->template_descriptors());
}

// -- answers ---------------------------------------------------------------------

void dispatcher_state::answer(const call& to, const mcp::answer& what, std::string session_id) {
  const auto* failure = std::get_if<problem>(&what);
  self_->send(to.sink,
              reply{.to = to.exchange,
                    .status = failure ? mcp::http_status(failure->code, to.envelope.rev) : 200,
                    .body = mcp::encode(to.envelope, what),
                    .session_id = std::move(session_id)});
}

void dispatcher_state::answer_call(const call& to, std::string label, const mcp::answer& what,
                                   const problem* why) {
  const job done{.exchange = to.exchange,
                 .sink = to.sink,
                 .principal = to.principal,
                 .envelope = to.envelope,
                 .plan = nullptr,
                 .label = std::move(label),
                 .accepted = to.accepted};
  auto response = reply_to(done, what);
  const auto* failure = std::get_if<problem>(&what);
  const auto code = why ? why : failure;
  log_call(done, {.outcome = code ? name_of(code->code) : "ok"}, response.body.size(),
           self_->clock().now());
  self_->send(to.sink, std::move(response));
}

void dispatcher_state::say_nothing(exchange_id to, const sink_actor& sink) {
  self_->send(sink, reply{.to = to, .status = 202});
}

// -- one frame -------------------------------------------------------------------

void dispatcher_state::route(request& incoming) {
  if (incoming.frame.batch)
    return route_batch(incoming);
  route_each(incoming, incoming.frame.messages.front());
}

void dispatcher_state::route_batch(request& incoming) {
  if (!mcp::allows_batches(revision_of_frame(incoming)))
    return refuse_message(incoming, {},
                          {.code = errc::invalid_request,
                           .message = "Batches belong to revision 2025-03-26 only.",
                           .hint = "Send one message at a time."});
  const auto messages = std::move(incoming.frame.messages);
  incoming.sink = self_->spawn(batch, incoming.exchange, incoming.sink, messages.size());
  for (const auto& each : messages)
    route_each(incoming, each);
}

// A batch has no revision of its own: its session's, or its header's.
mcp::revision dispatcher_state::revision_of_frame(const request& incoming) const {
  const auto& facts = incoming.facts;
  if (facts.via == carrier::stdio)
    if (const auto pipe = pipes_.find(scope_of_connection(facts.connection)); pipe != pipes_.end())
      return pipe->second;
  if (facts.session_id)
    if (const auto session
        = sessions_->find(*incoming.principal, *facts.session_id, seconds_since_epoch()))
      return session->rev;
  return mcp::parse_revision(facts.protocol_version.value_or("")).value_or(mcp::newest_legacy);
}

void dispatcher_state::route_each(const request& incoming,
                                  const tl::expected<mcp::message_ptr, mcp::malformed>& each) {
  if (!each)
    return refuse_message(incoming, each.error().id, each.error().why);
  if ((*each)->what() == mcp::message::kind::response)
    return say_nothing(incoming.exchange, incoming.sink);
  route_message(incoming, *each);
}

void dispatcher_state::refuse_message(const request& incoming, const mcp::request_id& id,
                                      const problem& why) {
  const mcp::envelope to{.id = id};
  self_->send(incoming.sink, reply{.to = incoming.exchange,
                                   .status = mcp::http_status(why.code, to.rev),
                                   .body = mcp::encode(to, why)});
}

void dispatcher_state::route_message(const request& incoming, const mcp::message_ptr& message) {
  call from{.exchange = incoming.exchange,
            .sink = incoming.sink,
            .principal = incoming.principal,
            .via = incoming.facts.via,
            .message = message,
            .envelope = {.id = message->id()},
            .accepted = self_->clock().now()};
  const auto placed = place(incoming, from);
  const auto notification = message->what() == mcp::message::kind::notification;
  if (!placed && notification && from.via == carrier::stdio)
    return say_nothing(from.exchange, from.sink); // JSON-RPC 2.0, section 4.1: never answered
  if (!placed)
    return answer(from, placed.error());
  notification ? route_notification(from) : route_request(from);
}

// Era, revision and session of a message.
result<void> dispatcher_state::place(const request& incoming, call& into) const {
  const auto& facts = incoming.facts;
  const mcp::header_facts headers{.over_http = facts.via != carrier::stdio,
                                  .protocol_version = facts.protocol_version,
                                  .method = facts.method,
                                  .name = facts.name};
  HOWDAH_TRY(const auto era, mcp::era_of(*into.message, headers));
  into.envelope.rev = era.rev;
  if (facts.via == carrier::stdio)
    into.scope = scope_of_connection(facts.connection);
  if (mcp::modern(era.rev))
    return {};
  return facts.via == carrier::stdio ? place_on_pipe(era, facts, into)
                                     : place_in_session(era, incoming, into);
}

// A pipe is a session: there is one of them, so it needs no id.
result<void> dispatcher_state::place_on_pipe(const mcp::era& era, const envelope_facts& facts,
                                             call& into) const {
  const auto pipe = pipes_.find(scope_of_connection(facts.connection));
  const auto opening = into.message->method() == "initialize";
  if (pipe != pipes_.end()) {
    into.envelope.rev = era.within(pipe->second);
    return opening ? already_initialized() : result<void>();
  }
  if (opening || into.message->method() == "ping"
      || into.message->what() == mcp::message::kind::notification)
    return {};
  return refuse(errc::invalid_params, "Not initialized.",
                "Send initialize first, or use revision 2026-07-28, which has no handshake.");
}

result<void> dispatcher_state::place_in_session(const mcp::era& era, const request& incoming,
                                                call& into) const {
  const auto opening = into.message->method() == "initialize";
  if (!incoming.facts.session_id)
    return opening
             ? result<void>()
             : refuse(errc::invalid_request, "Bad Request: Missing session ID",
                      "Send initialize first and repeat its Mcp-Session-Id header, or use revision "
                      "2026-07-28, which has no sessions.");
  HOWDAH_TRY(const auto session, sessions_->find(*incoming.principal, *incoming.facts.session_id,
                                                 seconds_since_epoch()));
  into.envelope.rev = era.within(session.rev);
  into.scope = session.nonce;
  return opening ? already_initialized() : result<void>();
}

void dispatcher_state::route_notification(const call& from) {
  if (from.message->method() == "notifications/cancelled") {
    if (const auto named = mcp::cancelled_request(*from.message); named && settings_.pool) {
      const cancel_key key{.scope = from.scope, .id = *named};
      give_up_judged([&](const call& each) {
        return key.scope != 0 && each.scope == key.scope && each.message->id() == key.id;
      });
      self_->send(settings_.pool,
                  cancel_work{.exchange = {}, .key = key, .why = cancelled_by_caller()});
    }
  }
  say_nothing(from.exchange, from.sink);
}

void dispatcher_state::route_request(const call& from) {
  const auto method = from.message->method();
  if (draining_)
    return answer(from,
                  problem{.code = errc::shutting_down, .message = "The server is shutting down."});
  if (method == "tools/call")
    return call_tool(from);
  if (method == "initialize")
    return initialize(from);
  if (method == "resources/read")
    return read_resource(from);
  if (method == "prompts/get")
    return get_prompt(from);
  answer(from, plain_answer(from));
}

// Methods that are answered from what is known.
mcp::answer dispatcher_state::plain_answer(const call& from) const {
  const auto& message = *from.message;
  const auto rev = from.envelope.rev;
  if (message.method() == "ping" && !mcp::modern(rev))
    return mcp::raw_result{};
  if (message.method() == "server/discover" && mcp::modern(rev))
    return mcp::discover(settings_.instructions);
  if (auto list = listings_->answer(message, rev))
    return *std::move(list);
  return problem{.code = errc::method_not_found,
                 .message = "Method not found: " + std::string(message.method())};
}

void dispatcher_state::initialize(const call& from) {
  const auto rev = from.envelope.rev;
  const auto result = mcp::initialized(rev, settings_.instructions);
  if (from.via == carrier::stdio) {
    pipes_.insert_or_assign(from.scope, rev);
    return answer(from, result);
  }
  answer(from, result,
         sessions_->open(*from.principal, rev, random_nonce(), seconds_since_epoch()));
}

void dispatcher_state::end(const end_session& which) {
  const auto now = seconds_since_epoch();
  const auto session = sessions_->find(*which.principal, which.session_id, now);
  const auto refused = [&](const problem& why, int status) {
    self_->send(which.sink,
                reply{.to = which.exchange, .status = status, .body = mcp::encode({}, why)});
  };
  if (!session)
    return refused(session.error(), 404);
  if (!sessions_->end(*session, now))
    return refused({.code = errc::busy,
                    .message = "Sessions cannot be ended early now; this one ends by itself."},
                   405);
  self_->send(which.sink, reply{.to = which.exchange, .status = 200});
}

// -- the client, the server ---------------------------------------------------------

void dispatcher_state::depart(const departed& who) {
  give_up_judged([&](const call& each) { return each.exchange == who.exchange; });
  if (settings_.pool)
    self_->send(settings_.pool,
                cancel_work{.exchange = who.exchange, .why = client_left(), .departure = true});
}

void dispatcher_state::drain(caf::typed_response_promise<drained> when_done) {
  draining_ = true;
  if (!settings_.pool) {
    when_done.deliver(drained{});
    return;
  }
  self_->request(settings_.pool, caf::infinite, pool_drain{})
    .then([when_done](const pool_drained&) mutable { when_done.deliver(drained{}); },
          [when_done](const caf::error&) mutable { when_done.deliver(drained{}); });
}

void dispatcher_state::check(caf::typed_response_promise<health> asker) {
  if (!settings_.pool) {
    asker.deliver(health{.healthy = true, .database = "none"});
    return;
  }
  self_->request(settings_.pool, std::chrono::seconds(1), pool_query{})
    .then(
      [asker](const pool_status& now) mutable {
        asker.deliver(
          health{.healthy = now.up, .database = now.up ? "up" : "down", .why = now.failure});
      },
      [asker](const caf::error&) mutable {
        asker.deliver(health{.healthy = false, .database = "down"});
      });
}

dispatcher_actor::behavior_type dispatcher(dispatcher_state::pointer self,
                                           dispatcher_settings settings) {
  static_assert(safe_state<dispatcher_state>);
  self->set_default_handler(caf::drop);
  self->state.start(self, std::move(settings));
  return {
    [self](request& incoming) { self->state.route(incoming); },
    [self](const end_session& which) { self->state.end(which); },
    [self](const departed& who) { self->state.depart(who); },
    [self](const judgement& reached) { self->state.judged(reached); },
    [self](const health_query&) -> caf::result<health> {
      auto promise = self->make_response_promise<health>();
      self->state.check(promise);
      return promise;
    },
    [self](const actors::drain&) -> caf::result<drained> {
      auto promise = self->make_response_promise<drained>();
      self->state.drain(promise);
      return promise;
    },
  };
}

} // namespace howdah::actors
