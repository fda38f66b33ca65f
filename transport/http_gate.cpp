#include "transport/http_gate.hpp"

#include "transport/framing/http_reply.hpp"
#include "transport/framing/media_type.hpp"
#include "transport/framing/query.hpp"
#include "transport/stream_name.hpp"

#include <algorithm>
#include <string>
#include <utility>

namespace howdah::transport {

namespace {

using verdict = tl::expected<http_route, http_rejection>;

constexpr std::string_view session_parameter = "session_id";
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

/// The endpoint of today, and the two paths of the old HTTP+SSE transport.
enum class place { mcp, events, messages };

std::optional<place> place_of(std::string_view path) {
  if (path == "/mcp" || path == "/mcp/")
    return place::mcp;
  if (path == "/sse" || path == "/sse/")
    return place::events;
  if (path == "/messages" || path == "/messages/")
    return place::messages;
  return std::nullopt;
}

std::string_view methods_of(place where) {
  switch (where) {
  case place::events:
    return "GET, OPTIONS";
  case place::messages:
    return "POST, OPTIONS";
  case place::mcp:
    break;
  }
  return "POST, GET, DELETE, OPTIONS";
}

/// `OPTIONS *` asks about the server, not about a path.
bool is_everything(const http_request& request) {
  return request.path == "*" && request.method == "OPTIONS";
}

bool visible_ascii(std::string_view text) {
  return !text.empty()
         && std::all_of(text.begin(), text.end(), [](char c) { return c > 0x20 && c < 0x7f; });
}

constexpr std::string_view reading_methods = "GET, OPTIONS";

bool is_reading(const http_request& request) {
  return request.method == "GET" || request.method == "HEAD";
}

/// What describes this server is read without a token.
tl::expected<std::optional<http_route>, http_rejection>
judge_description(const http_request& request) {
  if (is_reading(request))
    return http_route::metadata;
  if (request.method == "OPTIONS")
    return http_route::preflight;
  return reject(405, errc::invalid_request, "This method is not served here.",
                "GET reads what this server says of itself.", reading_methods);
}

verdict not_served(place where, std::string hint) {
  return reject(405, errc::invalid_request, "This method is not served here.", std::move(hint),
                methods_of(where));
}

/// The body is what every POST brings.
verdict judge_body(const http_request& request, http_route route) {
  if (!is_json_type(request.field("Content-Type").value_or("")))
    return reject(415, errc::invalid_request, "The request body must be JSON in UTF-8.",
                  "Send Content-Type: application/json.");
  if (request.field("Content-Encoding"))
    return reject(415, errc::invalid_request, "Compressed request bodies are not served.",
                  "Send the body without Content-Encoding.");
  return route;
}

verdict judge_post(const http_request& request) {
  auto judged = judge_body(request, http_route::message);
  const auto accepted = request.list("Accept").value_or("*/*");
  if (!judged || accepts(accepted, json_type) || accepts(accepted, stream_type))
    return judged;
  return reject(406, errc::invalid_request,
                "The client accepts neither application/json nor text/event-stream.",
                "Send Accept: application/json, text/event-stream.");
}

verdict needs_http_1_1() {
  return reject(400, errc::invalid_request, "Event streams need HTTP/1.1.",
                "A proxy in between may have to be told (nginx: proxy_http_version 1.1).");
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
    return needs_http_1_1();
  return http_route::stream;
}

verdict judge_delete(const http_request& request) {
  if (!request.field("Mcp-Session-Id"))
    return reject(400, errc::invalid_request, "The header field Mcp-Session-Id is missing.");
  return http_route::end_session;
}

verdict judge_mcp(const http_request& request) {
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
  return not_served(place::mcp, "Send MCP messages by POST.");
}

/// Clients of newer revisions POST first, and take 405 for a server of 2024-11-05.
verdict judge_events(const http_request& request) {
  if (request.method != "GET")
    return not_served(place::events, "GET opens the event stream; newer clients POST to /mcp.");
  if (!accepts(request.list("Accept").value_or("*/*"), stream_type))
    return reject(406, errc::invalid_request, "GET answers with an event stream.",
                  "Send Accept: text/event-stream.");
  if (!request.http_1_1)
    return needs_http_1_1();
  return http_route::legacy_stream;
}

verdict judge_posted(const http_request& request) {
  if (request.method != "POST")
    return not_served(place::messages, "Send MCP messages by POST; GET /sse opens the stream.");
  const auto named = query_parameter(request.query, session_parameter);
  if (!named)
    return reject(400, errc::invalid_request, "session_id is required",
                  "POST to the path that the stream's event endpoint names.");
  if (!is_stream_name(*named))
    return reject(400, errc::invalid_request, "Invalid session ID",
                  "POST to the path that the stream's event endpoint names.");
  return judge_body(request, http_route::legacy_message);
}

} // namespace

std::string_view methods_at(std::string_view path) {
  if (path.starts_with("/.well-known/"))
    return reading_methods;
  return methods_of(place_of(path).value_or(place::mcp));
}

std::string_view endpoint_of(const http_request& request) {
  const auto where = place_of(request.path).value_or(place::mcp);
  return where == place::mcp ? "/mcp" : "/sse";
}

std::string legacy_session_of(const http_request& request) {
  return query_parameter(request.query, session_parameter).value_or("");
}

verdict judge_message(const http_request& request) {
  switch (place_of(request.path).value_or(place::mcp)) {
  case place::events:
    return judge_events(request);
  case place::messages:
    return judge_posted(request);
  case place::mcp:
    break;
  }
  return judge_mcp(request);
}

tl::expected<std::optional<http_route>, http_rejection>
judge_address(const http_request& request, const host_list& hosts, bool over_tls,
              const protected_resource* resource) {
  const auto origin = request.field("Origin");
  if (origin && !hosts.allows_origin(*origin))
    return reject(403, errc::access_denied, "The Origin of this request is not allowed.",
                  "Add it with --allowed-origins or MCP_ALLOWED_ORIGINS.");
  if (is_health(request.path) && is_reading(request))
    return http_route::health;
  if (!hosts.allows_host(request.host))
    return reject(403, errc::access_denied, "The Host of this request is not allowed.",
                  "Add it with --allowed-hosts or MCP_ALLOWED_HOSTS.");
  if (!request.scheme.empty() && (request.scheme == "https") != over_tls)
    return reject(421, errc::invalid_request,
                  "This listener does not speak the scheme of the request's target.",
                  over_tls ? "It speaks HTTPS." : "It speaks HTTP without TLS.");
  if (resource && resource->described_at(request.path))
    return judge_description(request);
  if (!place_of(request.path) && !is_everything(request))
    return reject(404, errc::invalid_request, "There is nothing at this path.",
                  "MCP is at /mcp, and at /sse for clients of 2024-11-05.");
  if (request.method == "OPTIONS")
    return http_route::preflight;
  return std::nullopt;
}

} // namespace howdah::transport
