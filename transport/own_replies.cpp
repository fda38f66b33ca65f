#include "transport/own_replies.hpp"

#include <string>
#include <utility>

namespace howdah::transport {

namespace {

mcp::request_id id_of(const mcp::frame& frame) {
  const bool alone = frame.messages.size() == 1 && frame.messages.front();
  return alone ? (*frame.messages.front())->id() : mcp::request_id{};
}

} // namespace

http_reply refusal(int status, const problem& why, const mcp::envelope& to) {
  return {.status = status, .body = mcp::encode(to, why)};
}

http_reply refusal(const http_rejection& rejection) {
  auto reply = refusal(rejection.status, rejection.why);
  reply.allow = rejection.allow;
  return reply;
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
