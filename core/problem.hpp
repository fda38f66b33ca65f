#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace howdah {

/// Stable codes of every refusal, outage and failure; docs/errors.md lists them. The hundreds tell
/// the stage: 1xx request, 2xx sql, 3xx auth, 4xx capacity, 5xx database. A retired number is never
/// used again.
enum class errc : std::uint16_t {
  // 1xx: the request itself
  parse_error = 100,     ///< not JSON
  invalid_request = 101, ///< JSON, but not a JSON-RPC request
  method_not_found = 102,
  invalid_params
  = 103, ///< parameters of the method are wrong (unknown tool, prompt or cursor included)
  header_mismatch = 104,     ///< an HTTP header contradicts the message
  missing_capability = 105,  ///< needs a client capability that this request did not declare
  unsupported_version = 106, ///< protocol revision not served
  session_not_found = 107,
  resource_not_found = 108,
  invalid_argument = 109, ///< an argument of a tool is wrong: a tool error, not a protocol error
  cancelled = 110,        ///< the caller cancelled it
  object_not_found = 111, ///< table, schema or the like that a catalog tool was asked about
  invalid_meta = 112,  ///< a required field of a modern request's `_meta` is missing or malformed
  input_missing = 113, ///< the client was asked in the middle of a call and gave no answer
  // 2xx: judging a statement
  syntax_error = 200,
  statement_refused = 201, ///< the guard refused it; `rule` says which rule
  statement_too_large = 202,
  not_one_statement = 203,  ///< none, or several
  parameter_mismatch = 204, ///< placeholders and parameters do not fit
  not_confirmed = 205,      ///< whoever was asked did not agree to the statement
  // 3xx: who may do what
  access_denied = 300,
  not_authenticated = 301, ///< HTTP: no credentials, or such as are not good
  insufficient_scope
  = 302, ///< the access token is good, but was not given the scope that this takes; `scope`
  // 4xx: limits
  busy = 400, ///< a queue is full; `retry_after` says when to come back
  timed_out = 401,
  too_large = 402, ///< one value or row is larger than the result limit
  shutting_down = 403,
  // 5xx: the database
  not_configured = 500,
  unavailable = 501,     ///< cannot be reached now
  query_failed = 502,    ///< PostgreSQL said so; `sqlstate` has its code
  connection_lost = 503, ///< while reading: nothing was changed
  outcome_unknown = 504, ///< while writing: it may or may not have been committed
  internal = 599,        ///< a bug of ours; `detail` has the id to look up in the log
};

/// The name that callers see beside the number: "statement_refused".
const char* name_of(errc code) noexcept;

/// What went wrong, for people and for programs. Never contains secrets or server paths.
struct problem {
  errc code = errc::internal;
  std::string message; ///< one sentence: the thing and the reason
  std::string detail = {};
  std::string hint = {};     ///< the remedy
  std::string sqlstate = {}; ///< five characters when PostgreSQL reported it
  std::string context = {};  ///< PostgreSQL's CONTEXT
  std::string scope = {};    ///< that an access token would need (RFC 6750 section 3)
  std::string rule = {};     ///< the guard's rule, e.g. "single-statement"
  std::string rewrite = {};  ///< a statement that would pass
  /// Where in the statement, in characters from 1, as PostgreSQL counts. Absent when unknown.
  std::optional<int> position = {};
  /// A statement inside a function, when the error lies there (PostgreSQL's internal query), and
  /// where in it.
  std::string internal_query = {};
  std::optional<int> internal_position = {};
  std::optional<int> retry_after_ms = {};
  /// Members of a JSON object, without its braces, for what MCP wants in an error's `data`:
  /// `"uri":"…"`.
  std::string data_json = {};
};

} // namespace howdah
