#include "core/problem.hpp"

#include "core/error_table.hpp"

#include <algorithm>
#include <array>

namespace howdah {

namespace {

constexpr std::array table{
  error_entry{errc::parse_error, "parse_error",
              "The frame is not JSON: bad UTF-8, bad syntax, or nested too deeply.",
              "Send one JSON-RPC message in UTF-8."},
  error_entry{errc::invalid_request, "invalid_request",
              "JSON, but not a JSON-RPC request that can be served here.",
              "The message names the member that is missing or wrong."},
  error_entry{errc::method_not_found, "method_not_found",
              "The method does not exist in this revision.",
              "Look at the capabilities of `initialize` or `server/discover`."},
  error_entry{errc::invalid_params, "invalid_params",
              "The method's parameters are wrong: unknown tool, prompt or cursor included.",
              "The message names what is known."},
  error_entry{errc::header_mismatch, "header_mismatch",
              "An HTTP header is missing or contradicts the message.",
              "Repeat the message's values in MCP-Protocol-Version, Mcp-Method and Mcp-Name."},
  error_entry{errc::missing_capability, "missing_capability",
              "The request needs a client capability that it did not declare.",
              "Declare it, if the client has it."},
  error_entry{errc::unsupported_version, "unsupported_version",
              "The protocol revision is not served.",
              "Use one of those listed in the error's data."},
  error_entry{errc::session_not_found, "session_not_found",
              "The session does not exist, has ended, or is somebody else's.",
              "Send `initialize` again."},
  error_entry{errc::resource_not_found, "resource_not_found", "No resource has this URI.",
              "Resources are named `table://{schema}/{table}`."},
  error_entry{errc::invalid_argument, "invalid_argument",
              "An argument of a tool is missing, unknown, of the wrong type or out of range.",
              "The message names the argument and what is allowed."},
  error_entry{errc::cancelled, "cancelled", "The caller cancelled the request.", "Nothing."},
  error_entry{errc::object_not_found, "object_not_found",
              "A schema or table that a tool was asked about does not exist or is not visible.",
              "The message has near names."},
  error_entry{errc::invalid_meta, "invalid_meta",
              "A required field of a modern request's `_meta` is missing or malformed.",
              "The message names the field."},
  error_entry{errc::input_missing, "input_missing",
              "The client was asked something in the middle of a call and gave no answer.",
              "Nothing was done. Repeat the call when the client can answer."},
  error_entry{errc::syntax_error, "syntax_error", "The statement is not SQL.",
              "See the position and PostgreSQL's hint."},
  error_entry{errc::statement_refused, "statement_refused",
              "The guard does not admit the statement in this access mode.",
              "The error names the rule and, where there is one, a rewrite that passes."},
  error_entry{errc::statement_too_large, "statement_too_large",
              "The statement is longer or nested deeper than the limit.",
              "Shorten it; pass long values as parameters."},
  error_entry{errc::not_one_statement, "not_one_statement",
              "The text holds no statement, or several.", "Send one statement per call."},
  error_entry{errc::parameter_mismatch, "parameter_mismatch",
              "Placeholders and parameters do not fit.", "Give one parameter per placeholder."},
  error_entry{errc::not_confirmed, "not_confirmed",
              "The statement destroys something, and whoever was asked did not agree to it.",
              "Nothing was run. Ask again only if they want it."},
  error_entry{errc::access_denied, "access_denied", "The caller may not do this.",
              "Ask the operator for the permission."},
  error_entry{errc::not_authenticated, "not_authenticated",
              "The request brings no access token, or one that is unknown or has expired.",
              "Send `Authorization: Bearer TOKEN` with a token that the operator gave out."},
  error_entry{errc::insufficient_scope, "insufficient_scope",
              "The access token was not given the scope that this takes.",
              "Have the user authorize the scope that the error names."},
  error_entry{errc::busy, "busy", "A queue is full, or no connection became free in time.",
              "Try again after `retry_after_ms`."},
  error_entry{errc::timed_out, "timed_out",
              "The statement ran longer than the limit and was stopped.",
              "Narrow it, or ask the operator for a higher limit."},
  error_entry{errc::too_large, "too_large", "One value, row or message is larger than the limit.",
              "Select less: a substring, fewer columns."},
  error_entry{errc::shutting_down, "shutting_down", "The server is ending.",
              "Reconnect and try again."},
  error_entry{errc::not_configured, "not_configured", "The server runs without a database.",
              "Start it with `--conn` or `DATABASE_URL`."},
  error_entry{errc::unavailable, "unavailable", "The database cannot be reached now.",
              "Try again shortly; the server keeps trying by itself."},
  error_entry{errc::query_failed, "query_failed", "PostgreSQL refused or failed the statement.",
              "See `sqlstate`, `position`, `detail` and `hint`."},
  error_entry{errc::connection_lost, "connection_lost",
              "The connection broke while reading; nothing was changed.", "Try again."},
  error_entry{errc::outcome_unknown, "outcome_unknown",
              "The connection broke after a write was sent: it may or may not have been committed.",
              "Look before you repeat it."},
  error_entry{errc::internal, "internal", "A bug of howdah.", "Report it with what the log says."},
};

} // namespace

std::span<const error_entry> error_table() noexcept {
  return table;
}

const char* name_of(errc code) noexcept {
  const auto found = std::find_if(table.begin(), table.end(),
                                  [=](const auto& entry) { return entry.code == code; });
  return found == table.end() ? "internal" : found->name;
}

} // namespace howdah
