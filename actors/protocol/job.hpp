#pragma once

#include "actors/protocol/exchange.hpp"
#include "auth/principal.hpp"
#include "core/problem.hpp"
#include "mcp/answer.hpp"
#include "mcp/log_level.hpp"
#include "mcp/trace_context.hpp"
#include "tools/tool.hpp"

#include <caf/allowed_unsafe_message_type.hpp>

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

namespace howdah::actors {

/// What `notifications/cancelled` names: the id within a scope (a session of a principal, or the
/// pipe). Scope 0 cannot be named.
struct cancel_key {
  std::uint64_t scope = 0;
  mcp::request_id id = {};
  friend bool operator==(const cancel_key&, const cancel_key&) = default;
};

/// One call that needs the database. Immutable; passed on by pointer from DISPATCHER to POOL to
/// DATABASE, which answers the exchange.
struct job {
  exchange_id exchange;
  sink_actor sink = {};
  auth::principal_ptr principal = {};
  mcp::envelope envelope = {};
  tools::plan_ptr plan = {};
  std::string label = {};        ///< tool or method, for the log; empty: our own, not logged
  mcp::trace_context trace = {}; ///< for the log
  cancel_key key = {};
  std::string progress_token = {};             ///< JSON text; empty: no progress wanted
  std::optional<mcp::log_level> log_from = {}; ///< what PostgreSQL says is passed on from here
  bool cancel_on_departure = false; ///< modern era and stdio; legacy HTTP waits for the grace
  bool silent_when_cancelled
    = false; ///< stdio: a cancelled request is not answered; an HTTP POST must be
  std::chrono::steady_clock::time_point accepted = {};
  std::chrono::steady_clock::time_point deadline
    = {}; ///< for the start of the statement; beyond it the job is answered `busy`
};

/// The server's own questions: nobody is charged for them.
inline bool is_own(const job& work) noexcept {
  return work.label.empty();
}

using job_ptr = std::shared_ptr<const job>;

/// The message form of a job: `attempt` counts its starts (a read is retried once after a lost
/// connection). `alone`: no other job may be under way on its connection; in the queue: it must not
/// share one.
struct assignment {
  job_ptr work;
  int attempt = 0;
  bool alone = false;
};

} // namespace howdah::actors

CAF_ALLOW_UNSAFE_MESSAGE_TYPE(howdah::actors::assignment)
