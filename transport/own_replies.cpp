#include "transport/own_replies.hpp"

#include <algorithm>
#include <string>
#include <utility>

namespace howdah::transport {

namespace {

/// `token` of RFC 9110 section 5.6.2.
bool is_token(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')
           || std::string_view("!#$%&'*+-.^_`|~").find(c) != std::string_view::npos;
  });
}

mcp::request_id id_of(const mcp::frame& frame) {
  const bool alone = frame.messages.size() == 1 && frame.messages.front();
  return alone ? (*frame.messages.front())->id() : mcp::request_id{};
}

/// The fields Mcp-Param-NAME among those that a browser asks leave for: their names are the tools'.
std::string mirrored_parameters(std::string_view asked) {
  constexpr std::string_view beginning = "mcp-param-";
  std::string named;
  while (!asked.empty()) {
    const auto end = std::min(asked.find(','), asked.size());
    auto name = asked.substr(0, end);
    name.remove_prefix(std::min(name.find_first_not_of(" \t"), name.size()));
    name = name.substr(0, name.find_last_not_of(" \t") + 1);
    if (same_word(name.substr(0, beginning.size()), beginning) && is_token(name))
      named.append(", ").append(name);
    asked.remove_prefix(std::min(end + 1, asked.size()));
  }
  return named;
}

} // namespace

http_reply refusal(int status, const problem& why, const mcp::envelope& to) {
  http_reply reply{.status = status, .body = mcp::encode(to, why)};
  if (why.retry_after_ms)
    reply.fields = "Retry-After: " + std::to_string((*why.retry_after_ms + 999) / 1000) + "\r\n";
  return reply;
}

http_reply refusal(const http_rejection& rejection) {
  auto reply = refusal(rejection.status, rejection.why);
  reply.allow = rejection.allow;
  reply.fields += rejection.fields;
  return reply;
}

http_reply preflight_reply(const http_request& request) {
  const auto methods = methods_at(request.path);
  http_reply reply{.status = 204, .allow = methods};
  if (!request.field("Origin") || !request.field("Access-Control-Request-Method"))
    return reply;
  reply.fields = "Access-Control-Allow-Methods: ";
  reply.fields += methods;
  reply.fields
    += "\r\nAccess-Control-Allow-Headers: Authorization, Content-Type, Accept, Mcp-Session-Id, "
       "MCP-Protocol-Version, Mcp-Method, Mcp-Name, Last-Event-ID, traceparent, tracestate, "
       "baggage";
  if (const auto asked = request.list("Access-Control-Request-Headers"))
    reply.fields += mirrored_parameters(*asked);
  reply.fields += "\r\nAccess-Control-Max-Age: 600\r\n";
  return reply;
}

http_reply metadata_reply(const http_request& request, const http_options& options) {
  const auto& resource = *options.resource;
  const auto endpoint = resource.described_at(request.path).value_or(endpoint_of(request));
  return {.body = resource.document(endpoint, request, options.layers != nullptr),
          .fields = "Cache-Control: max-age=3600\r\n"};
}

http_reply refusal(const mcp::malformed& failure) {
  return refusal(mcp::http_status(failure.why.code, mcp::newest_legacy), failure.why,
                 {.id = failure.id});
}

http_reply bad_name_header(const mcp::frame& frame) {
  const problem why{.code = errc::header_mismatch,
                    .message = "The header field Mcp-Name is not valid base64.",
                    .hint = "Encode it as =?base64?...?= with padding, or send it as it is."};
  return refusal(400, why, {.id = id_of(frame), .rev = mcp::revision::v2026_07_28});
}

http_reply accepted() {
  return {.status = 202, .body = "Accepted", .content_type = "text/plain; charset=utf-8"};
}

http_reply health_report(std::string_view database, bool healthy) {
  std::string body
    = healthy ? R"({"status":"ok","database":")" : R"({"status":"unavailable","database":")";
  body += database;
  body += "\"}";
  return {.status = healthy ? 200 : 503, .body = std::move(body)};
}

http_reply full_house() {
  const problem why{.code = errc::busy,
                    .message = "The server has as many connections as it may have.",
                    .hint = "Try again shortly.",
                    .retry_after_ms = 1000};
  return refusal(503, why);
}

} // namespace howdah::transport
