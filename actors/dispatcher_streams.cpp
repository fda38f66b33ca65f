// What is said outside of requests: streams, subscriptions and log levels of sessions. The HERALD
// says it; here a request is placed and judged.
#include "actors/dispatcher.hpp"
#include "mcp/answer.hpp"
#include "mcp/log_level.hpp"
#include "mcp/meta.hpp"
#include "mcp/subscription.hpp"

#include <utility>

namespace howdah::actors {

namespace {

result<mcp::revision> stated_revision(const open_stream& asked, mcp::revision of_session) {
  if (!asked.protocol_version)
    return of_session;
  const auto stated = mcp::parse_revision(*asked.protocol_version);
  if (!stated)
    return refuse(errc::invalid_request,
                  "Protocol version " + *asked.protocol_version + " is not served.",
                  "Served: " + mcp::supported_versions());
  return mcp::modern(*stated) ? of_session : *stated;
}

} // namespace

mcp::served_features dispatcher_state::features() const {
  const bool heard = static_cast<bool>(settings_.herald);
  const bool announces = heard && settings_.offered->announces;
  const bool lists_change = announces || (heard && settings_.lists_change);
  return {.completions = settings_.offered->completes(),
          .tasks = settings_.offered->has_tasks(),
          .logging = heard,
          .resource_updates = heard && (announces || settings_.server.database_configured),
          .tool_changes = lists_change,
          .prompt_changes = lists_change};
}

session_mark dispatcher_state::mark_of(const call& from) const {
  return {.scope = from.scope, .expires = from.expires, .rev = from.envelope.rev};
}

// True when the request is one of these, and answered or on its way.
bool dispatcher_state::serve_streams(const call& from) {
  if (!settings_.herald)
    return false;
  const auto method = from.message->method();
  const bool modern = mcp::modern(from.envelope.rev);
  if (modern && method == "subscriptions/listen")
    return listen_to(from), true;
  if (modern)
    return false;
  if (method == "logging/setLevel" && also_.logging)
    return set_level(from), true;
  const bool off = method == "resources/unsubscribe";
  if ((off || method == "resources/subscribe") && also_.resource_updates)
    return subscribe_to(from, !off), true;
  return false;
}

void dispatcher_state::listen_to(const call& from) {
  if (!from.streams)
    return answer(from, problem{.code = errc::invalid_request,
                                .message = "subscriptions/listen answers with an event stream.",
                                .hint = "Send Accept: application/json, text/event-stream over "
                                        "HTTP/1.1."});
  auto wanted = mcp::read_filter(*from.message);
  if (!wanted)
    return answer(from, wanted.error());
  wanted->tools_list = wanted->tools_list && also_.tool_changes;
  wanted->prompts_list = wanted->prompts_list && also_.prompt_changes;
  wanted->resources_list = false; // the list is empty, and stays so
  std::erase_if(wanted->uris, [&](const std::string& uri) {
    return !also_.resource_updates || !subscribable(uri, from);
  });
  self_->send(settings_.herald, listen{.exchange = from.exchange,
                                       .sink = from.sink,
                                       .principal = from.principal,
                                       .key = {.scope = from.scope, .id = from.message->id()},
                                       .wanted = *std::move(wanted)});
}

bool dispatcher_state::subscribable(const std::string& uri, const call& from) const {
  const auto known = settings_.offered->read(uri, context_for(from));
  return known && *known;
}

void dispatcher_state::subscribe_to(const call& from, bool on) {
  const auto uri = from.message->params()["uri"].string();
  if (!uri)
    return answer(
      from, problem{.code = errc::invalid_params,
                    .message = std::string(from.message->method()) + " needs \"uri\", a string."});
  if (on && !subscribable(std::string(*uri), from))
    return answer(from, nobodys(*uri));
  self_->send(settings_.herald, subscribe{.exchange = from.exchange,
                                          .sink = from.sink,
                                          .envelope = from.envelope,
                                          .session = mark_of(from),
                                          .uri = std::string(*uri),
                                          .on = on});
}

// -- log levels ----------------------------------------------------------------------

void dispatcher_state::set_level(const call& from) {
  const auto level = mcp::wanted_level(*from.message);
  if (!level)
    return answer(from, level.error());
  if (!levels_->set(from.scope, *level, from.expires, epoch_seconds()))
    return answer(from, problem{.code = errc::busy,
                                .message = "The server remembers as many log levels as it may.",
                                .hint = "Try again later.",
                                .retry_after_ms = 60'000});
  answer(from, mcp::raw_result{});
}

// What PostgreSQL says is passed on from this level on; nothing: not at all.
result<std::optional<mcp::log_level>> dispatcher_state::level_for(const call& from) const {
  if (mcp::modern(from.envelope.rev))
    return mcp::level_of_request(*from.message);
  return levels_->of(from.scope);
}

// -- streams -------------------------------------------------------------------------

void dispatcher_state::open(const open_stream& asked) {
  const auto refused = [&](const problem& why, int status) {
    self_->send(asked.sink,
                reply{.to = asked.exchange, .status = status, .body = mcp::encode({}, why)});
  };
  const auto session = sessions_->find(*asked.principal, asked.session_id, epoch_seconds());
  if (!session)
    return refused(session.error(), 404);
  const auto rev = stated_revision(asked, session->rev);
  if (!rev)
    return refused(rev.error(), 400);
  if (!settings_.herald)
    return refused({.code = errc::invalid_request, .message = "This server has no streams."}, 405);
  self_->send(
    settings_.herald,
    join_stream{.exchange = asked.exchange,
                .sink = asked.sink,
                .session = {.scope = session->nonce, .expires = session->expires, .rev = *rev},
                .last_event = asked.last_event});
}

// The sink of work that may say something before its answer. A client that can come back for the
// rest gets numbered events.
sink_actor dispatcher_state::sink_for(const call& from, bool may_speak) {
  const bool resumable = may_speak && settings_.herald && from.via == carrier::http && from.streams
                         && !mcp::modern(from.envelope.rev)
                         && from.envelope.rev >= mcp::revision::v2025_11_25;
  if (!resumable)
    return from.sink;
  self_->send(settings_.herald,
              carry{.exchange = from.exchange, .sink = from.sink, .session = mark_of(from)});
  return settings_.herald;
}

void dispatcher_state::announce(const tools::announcement& what) {
  for (const auto each : what.changes)
    if (settings_.herald)
      self_->send(settings_.herald, changed{each});
}

void dispatcher_state::open_pipe(const call& from) {
  if (settings_.herald)
    self_->send(settings_.herald, pipe_opened{.scope = from.scope, .sink = from.sink});
}

void dispatcher_state::close(const pipe_closed& pipe) {
  const auto scope = scope_of_connection(pipe.connection);
  pipes_.erase(scope);
  forget_session(scope);
}

void dispatcher_state::forget_session(std::uint64_t scope) {
  levels_->forget(scope);
  if (settings_.herald)
    self_->send(settings_.herald, session_over{.scope = scope});
}

} // namespace howdah::actors
