#pragma once

#include "actors/protocol/exchange.hpp"
#include "auth/principal.hpp"
#include "core/result.hpp"
#include "mcp/message.hpp"
#include "mcp/parameter_headers.hpp"
#include "sql/statement.hpp"

#include <caf/typed_actor.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace howdah::actors {

/// Where a message came in.
enum class carrier { stdio, http, legacy_sse };

/// A connection that is a session by itself: it needs no id, and takes messages at any time.
constexpr bool is_pipe(carrier via) noexcept {
  return via != carrier::http;
}

/// What the transport knows about a message besides its bytes.
struct envelope_facts {
  carrier via = carrier::stdio;
  std::uint64_t connection = 0;               ///< of the process, stable for the connection's life
  std::optional<std::string> session_id = {}; ///< Mcp-Session-Id; stdio has none
  std::optional<std::string> protocol_version = {};   ///< MCP-Protocol-Version header
  std::optional<std::string> method = {};             ///< Mcp-Method header
  std::optional<std::string> name = {};               ///< Mcp-Name header, decoded
  std::vector<mcp::parameter_header> parameters = {}; ///< Mcp-Param-* headers
  std::optional<std::string> traceparent = {};        ///< its header
  bool streams = true; ///< notices reach the client: false without Accept: text/event-stream
};

/// One frame of an exchange. A batch keeps its messages together: they are answered as one array.
struct request {
  exchange_id exchange;
  sink_actor sink;
  auth::principal_ptr principal;
  envelope_facts facts;
  mcp::frame frame;
};

/// DELETE of a legacy session: an exchange like any other. Reply 200, or the problem.
struct end_session {
  exchange_id exchange;
  sink_actor sink;
  auth::principal_ptr principal;
  std::string session_id;
};

/// GET of a legacy session: its event stream, or the rest of one that was cut. Notices until one
/// side ends it; or the problem.
struct open_stream {
  exchange_id exchange;
  sink_actor sink;
  auth::principal_ptr principal;
  std::string session_id;
  std::optional<std::string> protocol_version = {}; ///< MCP-Protocol-Version header
  std::string last_event = {};                      ///< Last-Event-ID header
};

/// A pipe, or what serves as one, is no more: what its session left behind goes.
struct pipe_closed {
  std::uint64_t connection = 0;
};

/// The client of an exchange left (connection closed, stdin ended). Modern: its reads are cancelled
/// at once. Legacy HTTP: after a grace.
struct departed {
  exchange_id exchange;
  /// It must not come back, as it is no longer let in: what it asked ends at once, in both eras,
  /// writes too.
  bool for_good = false;
};

/// How the server is, for /health.
struct health_query {};
struct health {
  bool healthy = false; ///< no database is healthy; a configured one that cannot be reached is not
  std::string database; ///< "none", "up", "down"
  std::optional<problem> why = {};
};

/// INTERNAL (JUDGE, SURVEYOR): what it thinks of the statement with this ticket.
struct judgement {
  std::uint64_t ticket = 0;
  result<sql::admitted_ptr> verdict;
  /// Of the SURVEYOR, when it admits: until then it would say the same.
  std::chrono::steady_clock::time_point good_until = {};
};

/// INTERNAL: the client had time enough to answer what this round asked.
struct input_overdue {
  std::uint64_t ticket = 0;
};

/// INTERNAL: a call has run long enough to become a task.
struct task_due {
  exchange_id exchange;
};

/// The server ends: refuse new work with `shutting_down`, let work in flight finish, cancel reads
/// after the grace. Answered when nothing is in flight any more.
struct drain {};
struct drained {};

/// DISPATCHER: routes and admits. Decides era and revision, answers initialize, discover and the
/// lists itself, plans tool calls, has the guard judge, and hands jobs to the POOL.
///
///   transport --request--> DISPATCHER --job--> POOL --job--> DATABASE --reply--> transport
///                              |  ^
///                  large SQL   v  |  verdict
///                             JUDGE, and SURVEYOR for what only the catalog tells
///
/// Life: spawned by app before any transport, ended by app after the last one; its death ends the
/// process. Errors: every problem is a reply to its exchange; the actor interface itself answers
/// none.
using dispatcher_actor = caf::typed_actor<
  // Route one frame. Exactly one reply goes to the sink for each request (empty body when nothing
  // is to be said).
  caf::reacts_to<request>,
  // End a legacy session: later requests that name it get 404.
  caf::reacts_to<end_session>,
  // Say on this exchange what happens in the session.
  caf::reacts_to<open_stream>,
  // Forget the client of an exchange.
  caf::reacts_to<departed>, caf::reacts_to<pipe_closed>,
  caf::replies_to<health_query>::with<health>, caf::replies_to<drain>::with<drained>,
  caf::reacts_to<judgement>, caf::reacts_to<input_overdue>,
  // As the sink of jobs that are tasks, or may become some.
  caf::reacts_to<reply>, caf::reacts_to<notice>, caf::reacts_to<task_due>>;

} // namespace howdah::actors

CAF_ALLOW_UNSAFE_MESSAGE_TYPE(howdah::actors::request)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(howdah::actors::end_session)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(howdah::actors::open_stream)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(howdah::actors::departed)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(howdah::actors::pipe_closed)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(howdah::actors::health_query)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(howdah::actors::health)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(howdah::actors::drain)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(howdah::actors::drained)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(howdah::actors::judgement)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(howdah::actors::input_overdue)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(howdah::actors::task_due)
