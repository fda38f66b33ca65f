// Where a message belongs: its era, its revision, its session; and sessions from beginning to end.
#include "actors/dispatcher.hpp"
#include "mcp/era.hpp"
#include "mcp/lifecycle.hpp"
#include "mcp/meta.hpp"

#include <cstdint>
#include <limits>
#include <string>
#include <utility>

namespace howdah::actors {

namespace {

result<void> already_initialized() {
  return refuse(errc::invalid_request, "This session is initialized already.");
}

tl::unexpected<problem> no_session() {
  return refuse(errc::invalid_request, "Bad Request: Missing session ID",
                "Send initialize first and repeat its Mcp-Session-Id header, or use revision "
                "2026-07-28, which has no sessions.");
}

} // namespace

// A batch has no revision of its own: its session's, or its header's.
mcp::revision dispatcher_state::revision_of_frame(const request& incoming) const {
  const auto& facts = incoming.facts;
  if (is_pipe(facts.via))
    if (const auto pipe = pipes_.find(scope_of_connection(facts.connection)); pipe != pipes_.end())
      return pipe->second.rev;
  if (facts.session_id)
    if (const auto session
        = sessions_->find(*incoming.principal, *facts.session_id, epoch_seconds()))
      return session->rev;
  return mcp::parse_revision(facts.protocol_version.value_or("")).value_or(mcp::newest_legacy);
}

// Where an answer of the client comes from.
result<std::uint64_t> dispatcher_state::scope_of(const request& incoming) const {
  const auto& facts = incoming.facts;
  if (is_pipe(facts.via))
    return scope_of_connection(facts.connection);
  if (!facts.session_id)
    return no_session();
  HOWDAH_TRY(const auto session,
             sessions_->find(*incoming.principal, *facts.session_id, epoch_seconds()));
  return session.nonce;
}

// Era, revision and session of a message.
result<void> dispatcher_state::place(const request& incoming, call& into) const {
  const auto& facts = incoming.facts;
  const mcp::header_facts headers{.over_http = !is_pipe(facts.via),
                                  .protocol_version = facts.protocol_version,
                                  .method = facts.method,
                                  .name = facts.name};
  HOWDAH_TRY(const auto era, mcp::era_of(*into.message, headers));
  into.envelope.rev = era.rev;
  if (is_pipe(facts.via)) {
    into.scope = scope_of_connection(facts.connection);
    into.expires = std::numeric_limits<std::int64_t>::max();
  }
  if (mcp::modern(era.rev)) {
    into.client
      = mcp::read_capabilities(mcp::meta_of(*into.message)[mcp::meta::client_capabilities]);
    return headers.over_http ? check_parameters(facts, *into.message) : result<void>();
  }
  return is_pipe(facts.via) ? place_on_pipe(era, facts, into)
                            : place_in_session(era, incoming, into);
}

result<void> dispatcher_state::check_parameters(const envelope_facts& facts,
                                                const mcp::message& from) const {
  if (from.method() != "tools/call")
    return {};
  const auto params = from.params();
  const auto* called = settings_.offered->find_tool(params["name"].string().value_or(""));
  return called ? mcp::check_parameter_headers(called->descriptor(), params["arguments"],
                                               facts.parameters)
                : result<void>();
}

// A pipe is a session by itself, so it needs no id.
result<void> dispatcher_state::place_on_pipe(const mcp::era& era, const envelope_facts& facts,
                                             call& into) const {
  const auto pipe = pipes_.find(scope_of_connection(facts.connection));
  const auto opening = into.message->method() == "initialize";
  if (pipe != pipes_.end()) {
    into.envelope.rev = era.within(pipe->second.rev);
    into.client = pipe->second.client;
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
    return opening ? result<void>() : no_session();
  HOWDAH_TRY(const auto session,
             sessions_->find(*incoming.principal, *incoming.facts.session_id, epoch_seconds()));
  into.envelope.rev = era.within(session.rev);
  into.scope = session.nonce;
  into.expires = session.expires;
  into.client = mcp::capabilities_of_bits(session.capabilities);
  return opening ? already_initialized() : result<void>();
}

void dispatcher_state::initialize(const call& from) {
  const auto rev = from.envelope.rev;
  const auto result = mcp::initialized(rev, settings_.instructions, also_);
  const auto client = mcp::read_capabilities(from.message->params()["capabilities"]);
  if (is_pipe(from.via)) {
    pipes_.insert_or_assign(from.scope, pipe_session{.rev = rev, .client = client});
    open_pipe(from);
    return answer(from, result);
  }
  answer(from, result,
         sessions_->open(*from.principal, rev, random_nonce(), epoch_seconds(), client));
}

void dispatcher_state::end(const end_session& which) {
  const auto now = epoch_seconds();
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
  forget_session(session->nonce);
  self_->send(which.sink, reply{.to = which.exchange, .status = 200});
}

} // namespace howdah::actors
