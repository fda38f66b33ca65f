#include "transport/http_gate.hpp"

#include "transport/framing/http_reply.hpp"
#include "transport/framing/media_type.hpp"

#include <algorithm>
#include <string>
#include <utility>

namespace howdah::transport {

namespace {

using verdict = tl::expected<http_route, http_rejection>;

constexpr std::string_view stream_type = "text/event-stream";
constexpr std::size_t longest_session_id = 512;

tl::unexpected<http_rejection> reject(int status, errc code, std::string message,
                                      std::string hint = {}, std::string_view allow = {}) {
  return tl::unexpected(http_rejection{
    status,
    problem{.code = code, .message = std::move(message), .hint = std::move(hint)},
    allow,
    {},
  });
}

bool is_health(std::string_view path) {
  return path == "/health" || path == "/healthz";
}

bool is_mcp(std::string_view path) {
  return path == "/mcp" || path == "/mcp/";
}

/// `OPTIONS *` asks about the server, not about a path.
bool is_everything(const http_request& request) {
  return request.path == "*" && request.method == "OPTIONS";
}

bool visible_ascii(std::string_view text) {
  return !text.empty()
         && std::all_of(text.begin(), text.end(), [](char c) { return c > 0x20 && c < 0x7f; });
}

verdict judge_post(const http_request& request) {
  if (!is_json_type(request.field("Content-Type").value_or("")))
    return reject(415, errc::invalid_request, "The request body must be JSON in UTF-8.",
                  "Send Content-Type: application/json.");
  if (request.field("Content-Encoding"))
    return reject(415, errc::invalid_request, "Compressed request bodies are not served.",
                  "Send the body without Content-Encoding.");
  if (!accepts(request.list("Accept").value_or("*/*"), json_type))
    return reject(406, errc::invalid_request, "The client does not accept application/json.",
                  "Send Accept: application/json, text/event-stream.");
  return http_route::message;
}

/// The stream of what happens outside of requests: legacy sessions have one.
verdict judge_get(const http_request& request) {
  if (!accepts(request.list("Accept").value_or(""), stream_type))
    return reject(406, errc::invalid_request, "GET answers with an event stream.",
                  "Send MCP messages by POST.");
  if (!request.field("Mcp-Session-Id"))
    return reject(400, errc::invalid_request, "The header field Mcp-Session-Id is missing.",
                  "A stream belongs to a session: send initialize first. Revision 2026-07-28 has "
                  "subscriptions/listen instead.");
  if (!request.http_1_1)
    return reject(400, errc::invalid_request, "Event streams need HTTP/1.1.");
  return http_route::stream;
}

verdict judge_delete(const http_request& request) {
  if (!request.field("Mcp-Session-Id"))
    return reject(400, errc::invalid_request, "The header field Mcp-Session-Id is missing.");
  return http_route::end_session;
}

} // namespace

verdict judge_message(const http_request& request) {
  const auto session = request.field("Mcp-Session-Id");
  if (session && (!visible_ascii(*session) || session->size() > longest_session_id))
    return reject(400, errc::invalid_request, "Mcp-Session-Id is not an id of this server.",
                  "Send the id that initialize answered with, or initialize again.");
  if (request.method == "POST")
    return judge_post(request);
  if (request.method == "GET")
    return judge_get(request);
  if (request.method == "DELETE")
    return judge_delete(request);
  return reject(405, errc::invalid_request, "This method is not served here.",
                "Send MCP messages by POST.", mcp_methods);
}

tl::expected<std::optional<http_route>, http_rejection> judge_address(const http_request& request,
                                                                      const host_list& hosts) {
  const auto origin = request.field("Origin");
  if (origin && !hosts.allows_origin(*origin))
    return reject(403, errc::access_denied, "The Origin of this request is not allowed.",
                  "Add it with --allowed-origins or MCP_ALLOWED_ORIGINS.");
  const bool probe = request.method == "GET" || request.method == "HEAD";
  if (is_health(request.path) && probe)
    return http_route::health;
  if (!hosts.allows_host(request.host))
    return reject(403, errc::access_denied, "The Host of this request is not allowed.",
                  "Add it with --allowed-hosts or MCP_ALLOWED_HOSTS.");
  if (!is_mcp(request.path) && !is_everything(request))
    return reject(404, errc::invalid_request, "There is nothing at this path.", "MCP is at /mcp.");
  if (request.method == "OPTIONS")
    return http_route::preflight;
  return std::nullopt;
}

} // namespace howdah::transport
