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

problem cancelled_by_caller() {
  return {.code = errc::cancelled, .message = "Request cancelled"};
}

problem shutting_down() {
  return {.code = errc::shutting_down, .message = "The server is shutting down."};
}

problem client_left() {
  return {.code = errc::cancelled, .message = "The client left."};
}

} // namespace

std::int64_t epoch_seconds() {
  using namespace std::chrono;
  return duration_cast<seconds>(system_clock::now().time_since_epoch()).count();
}

std::uint64_t random_nonce() {
  std::random_device source;
  return (std::uint64_t{source()} << 32) | source();
}

void dispatcher_state::start(pointer self, dispatcher_settings settings) {
  self_ = self;
  settings_ = std::move(settings);
  sessions_ = std::make_unique<session_register>(settings_.seal, settings_.session_lifetime,
                                                 settings_.ended_sessions);
  states_ = std::make_unique<request_states>(settings_.seal, settings_.input_timeout,
                                             settings_.used_states);
  questions_ = std::make_unique<question_book>(settings_.waiting_for_input);
  tasks_ = task_table(settings_.tasks);
  levels_ = std::make_unique<session_levels>(settings_.session_levels);
  also_ = features();
  guard_ = std::make_unique<sql::guard>(settings_.policy);
  listings_ = std::make_unique<const mcp::listings>(
    settings_.offered->tool_descriptors(), settings_.offered->prompt_descriptors(),
    settings_.offered->resource_descriptors(), settings_.offered->template_descriptors(),
    mcp::cache_hint{.ttl_ms = 300'000, .same_for_all = settings_.same_for_all});
}

// -- answers ---------------------------------------------------------------------

void dispatcher_state::answer(const call& to, const mcp::answer& what, std::string session_id) {
  const auto* failure = std::get_if<problem>(&what);
  self_->send(to.sink,
              reply{.to = to.exchange,
                    .status = failure ? mcp::http_status(failure->code, to.envelope.rev) : 200,
                    .body = mcp::encode(to.envelope, what),
                    .session_id = std::move(session_id),
                    .scope = failure ? failure->scope : std::string()});
}

void dispatcher_state::answer_call(const call& to, std::string label, const mcp::answer& what,
                                   const problem* why) {
  const job done{.exchange = to.exchange,
                 .sink = to.sink,
                 .principal = to.principal,
                 .envelope = to.envelope,
                 .plan = nullptr,
                 .label = std::move(label),
                 .trace = to.trace,
                 .accepted = to.accepted};
  auto response = reply_to(done, what);
  const auto* failure = std::get_if<problem>(&what);
  const auto code = why ? why : failure;
  log_call(done, {.outcome = code ? name_of(code->code) : "ok"}, response.body.size(),
           self_->clock().now());
  if (!to.task.empty())
    return settle(to, response.body);
  self_->send(to.sink, std::move(response));
}

void dispatcher_state::refuse_call(const call& to, std::string label, const problem& why) {
  const auto params = to.message->params();
  const auto* wanted = to.message->method() == "tools/call"
                         ? settings_.offered->find_tool(params["name"].string().value_or(""))
                         : nullptr;
  // A modern client can declare the capability with its next request.
  if (!wanted || (why.code == errc::missing_capability && mcp::modern(to.envelope.rev)))
    return answer_call(to, std::move(label), why);
  answer_call(to, std::move(label), wanted->refused(why), &why);
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

void dispatcher_state::route_each(const request& incoming,
                                  const tl::expected<mcp::message_ptr, mcp::malformed>& each) {
  if (!each)
    return refuse_message(incoming, each.error().id, each.error().why);
  if ((*each)->what() == mcp::message::kind::response)
    return take_response(incoming, *each);
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
            .streams = incoming.facts.streams,
            .trace = mcp::trace_of(*message, incoming.facts.traceparent),
            .accepted = self_->clock().now()};
  const auto placed = place(incoming, from);
  const auto notification = message->what() == mcp::message::kind::notification;
  if (!placed && notification && is_pipe(from.via))
    return say_nothing(from.exchange, from.sink); // JSON-RPC 2.0, section 4.1: never answered
  if (!placed)
    return answer(from, placed.error());
  notification ? route_notification(from) : route_request(from);
}

void dispatcher_state::route_notification(const call& from) {
  if (from.message->method() == "notifications/cancelled") {
    if (const auto named = mcp::cancelled_request(*from.message)) {
      const cancel_key key{.scope = from.scope, .id = *named};
      const auto unwanted = [&](const call& each) {
        return key.scope != 0 && each.scope == key.scope && each.message->id() == key.id
               && each.task.empty();
      };
      give_up_judged(unwanted);
      give_up_waiting(unwanted, cancelled_by_caller());
      if (settings_.herald)
        self_->send(settings_.herald, end_listen{.key = key});
      if (settings_.pool)
        self_->send(settings_.pool, cancel_work{.exchange = {},
                                                .key = key,
                                                .why = cancelled_by_caller(),
                                                .spared = tasks_named(key)});
    }
  }
  say_nothing(from.exchange, from.sink);
}

void dispatcher_state::route_request(const call& from) {
  const auto method = from.message->method();
  if (draining_)
    return answer(from, shutting_down());
  if (method == "initialize" && !mcp::modern(from.envelope.rev))
    return initialize(from);
  if (const auto told = answer_about_task(from))
    return answer(from, *told);
  if (serve_streams(from))
    return;
  if (method == "completion/complete" && also_.completions)
    return complete(from);
  if (method == "resources/list" && settings_.offered->index && settings_.pool)
    return list_resources(from);
  if (method != "tools/call" && method != "resources/read" && method != "prompts/get")
    return answer(from, plain_answer(from));
  if (!mcp::modern(from.envelope.rev))
    return start_call(from);
  auto repeated = from;
  if (const auto taken = take_inputs(repeated); !taken)
    return answer(from, taken.error());
  start_call(repeated);
}

// From the beginning, also when the client has answered what the call asked.
void dispatcher_state::start_call(const call& from) {
  const auto method = from.message->method();
  if (method == "tools/call")
    return call_tool(from);
  method == "prompts/get" ? get_prompt(from) : read_resource(from);
}

// Methods that are answered from what is known.
mcp::answer dispatcher_state::plain_answer(const call& from) const {
  const auto& message = *from.message;
  const auto rev = from.envelope.rev;
  if (message.method() == "ping" && !mcp::modern(rev))
    return mcp::raw_result{};
  if (message.method() == "server/discover" && mcp::modern(rev))
    return mcp::discover(settings_.instructions,
                         {.ttl_ms = 3'600'000, .same_for_all = settings_.same_for_all}, also_);
  const auto& may = from.principal->may();
  if (may && may->tools && message.method() == "tools/list")
    return tools_for(*may, message, rev);
  if (auto list = listings_->answer(message, rev))
    return *std::move(list);
  return problem{.code = errc::method_not_found,
                 .message = "Method not found: " + std::string(message.method())};
}

// -- the client, the server ---------------------------------------------------------

void dispatcher_state::depart(const departed& who) {
  const auto unwanted = [&](const call& each) {
    return each.exchange == who.exchange;
  };
  give_up_judged(unwanted);
  give_up_waiting(unwanted, client_left());
  if (settings_.herald) // its client may come back
    self_->send(settings_.herald, who);
  else if (settings_.pool)
    self_->send(settings_.pool, cancel_work{
                                  .exchange = who.exchange,
                                  .why = client_left(),
                                  .departure = !who.for_good,
                                });
}

void dispatcher_state::drain(caf::typed_response_promise<drained> when_done) {
  draining_ = true;
  give_up_waiting([](const call&) { return true; }, shutting_down());
  if (settings_.herald)
    self_->send(settings_.herald, actors::drain{});
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
    [self](const open_stream& asked) { self->state.open(asked); },
    [self](const departed& who) { self->state.depart(who); },
    [self](const pipe_closed& pipe) { self->state.close(pipe); },
    [self](const judgement& reached) { self->state.judged(reached); },
    [self](const input_overdue& which) { self->state.overdue(which); },
    [self](reply& ended) { self->state.job_ended(ended); },
    [self](notice& said) { self->state.job_said(said); },
    [self](const task_due& which) { self->state.due(which); },
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
