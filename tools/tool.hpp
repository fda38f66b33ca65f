#pragma once

#include "auth/principal.hpp"
#include "auth/seal.hpp"
#include "core/access_mode.hpp"
#include "core/confirmation.hpp"
#include "core/limits.hpp"
#include "core/result.hpp"
#include "core/usage.hpp"
#include "mcp/answer.hpp"
#include "mcp/arguments.hpp"
#include "mcp/client_capabilities.hpp"
#include "mcp/descriptor.hpp"
#include "mcp/inputs.hpp"
#include "mcp/subscription.hpp"
#include "postgres/consumer.hpp"
#include "postgres/statement.hpp"
#include "sql/guard.hpp"
#include "sql/statement.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace howdah::tools {

/// What the server is, for tools that tell. Immutable while the server runs.
struct server_facts {
  std::string version;
  std::string transport; ///< stdio, streamable-http, sse
  std::string driver;    ///< "libpqxx 6.4.5, libpq 15.18"
  access_mode mode = access_mode::read_write;
  bool database_configured = false;
  std::string no_database_hint = {}; ///< why there is none although somebody may expect one
  bool auth_enabled = false;
  confirmation confirm = confirmation::automatic;
};

/// Everything a plan may depend on besides the arguments. References outlive the call, not the
/// plan: copy what is kept.
struct context {
  const server_facts& server;
  const limits& bounds;
  const auth::sealer& seal; ///< for cursors
  const auth::principal_ptr& caller;
  /// What a statement is judged by that a plan makes out of the caller's names (table://…): always
  /// read-only.
  sql::policy rules = {};
  /// What this caller's client can be asked, and what it has answered so far.
  mcp::client_capabilities client = {};
  mcp::inputs inputs = {};
  /// What the caller took lately; empty: nobody counts.
  std::function<usage()> used = {};
};

/// Runs with the database: trips, one after another, on one connection, until there is an answer.
/// Made afresh for each run of a plan; lives in the database actor. `finish` is called after each
/// trip, also a failed one.
class conversation : public postgres::consumer {
public:
  virtual std::variant<postgres::trip, mcp::answer> finish(const postgres::outcome& ended) = 0;
  /// How many rows came so far, for whoever waits; 0 where that says nothing.
  virtual std::uint64_t rows() const { return 0; }
};

/// What a call wants of the database. Immutable: crosses actors as `plan_ptr`, and can be started
/// again after a lost connection.
class plan {
public:
  virtual ~plan() = default;
  virtual postgres::trip first() const = 0;
  virtual std::unique_ptr<conversation> start() const = 0;
  /// The answer when no connection could be had, or the job ended before it ran (busy, timed out,
  /// unavailable, cancelled).
  virtual mcp::answer failed(const problem& why) const = 0;
  /// Plans with the same number take about as long. 0: nothing is known, or it is more than one read.
  virtual std::size_t pace() const { return 0; }
  /// May send its client away until there is more (a notice that is a pause).
  virtual bool pauses() const { return false; }
  /// What it will read of the caller's choice, for the SURVEYOR to judge first; null when the
  /// statement of the call was judged already, or when it reads the catalog only.
  virtual sql::admitted_ptr reads() const { return nullptr; }
};

using plan_ptr = std::shared_ptr<const plan>;

/// What must be asked of the client before the call can go on. It is then prepared again, with the
/// answers to these very requests and with `state`; earlier answers are forgotten, so `state`
/// carries what is still needed of them.
struct input_needed {
  std::vector<mcp::input_request> requests = {};
  /// The client can read it, but not change it, nor use it for another call or another caller.
  std::string state = {};
  bool once = false; ///< the answers count for one execution only
  bool park = false; ///< a client that knows tasks gets one that waits for the answers
};

/// The answer at once, and what changed by it: whoever listens is told.
struct announcement {
  std::vector<mcp::change> changes;
  mcp::answer then;
};

/// Either the answer at once, or what to ask the database, or what to ask the client.
using step = std::variant<mcp::answer, plan_ptr, input_needed, announcement>;

/// One MCP tool: descriptor + plan + shape. Stateless and pure; shared by every call.
class tool {
public:
  virtual ~tool() = default;
  virtual const mcp::tool_descriptor& descriptor() const = 0;
  /// The caller's own SQL, if the tool takes any: it is judged by the guard before `prepare` gets
  /// the verdict.
  virtual std::optional<result<std::string>> statement(const mcp::arguments&) const {
    return std::nullopt;
  }
  /// `judged` is set exactly when `statement` gave text. A problem becomes a tool error (isError).
  virtual step prepare(const mcp::arguments& given, const context& with,
                       sql::admitted_ptr judged) const = 0;
  /// Whether calling without a database makes sense; otherwise the caller gets `without_database`.
  virtual bool needs_database() const { return true; }
  /// The original's friendly notice.
  virtual mcp::answer without_database(const context& with) const = 0;
  /// The tool error for a problem met before a plan existed (bad argument, refusal by the guard).
  virtual mcp::answer refused(const problem& why) const = 0;
  /// The same when the guard refused the caller's SQL: `text` is what was judged, for the excerpt
  /// at `why.position`.
  virtual mcp::answer refused_statement(const problem& why, std::string_view text) const {
    static_cast<void>(text);
    return refused(why);
  }
};

} // namespace howdah::tools
