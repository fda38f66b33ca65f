#include "transport/framing/http_reply.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace howdah::transport {

namespace {

std::string_view reason(int status) {
  switch (status) {
  case 200:
    return "OK";
  case 202:
    return "Accepted";
  case 204:
    return "No Content";
  case 400:
    return "Bad Request";
  case 401:
    return "Unauthorized";
  case 403:
    return "Forbidden";
  case 404:
    return "Not Found";
  case 405:
    return "Method Not Allowed";
  case 406:
    return "Not Acceptable";
  case 408:
    return "Request Timeout";
  case 413:
    return "Content Too Large";
  case 414:
    return "URI Too Long";
  case 415:
    return "Unsupported Media Type";
  case 417:
    return "Expectation Failed";
  case 421:
    return "Misdirected Request";
  case 429:
    return "Too Many Requests";
  case 431:
    return "Request Header Fields Too Large";
  case 500:
    return "Internal Server Error";
  case 501:
    return "Not Implemented";
  case 503:
    return "Service Unavailable";
  case 505:
    return "HTTP Version Not Supported";
  default:
    return "Status"; // the number says it all (RFC 9112 §4)
  }
}

void append_number(bytes& out, std::size_t number, int base = 10) {
  std::array<char, 24> digits;
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number, base).ptr;
  out.insert(out.end(), digits.data(), end);
}

void append_status(bytes& out, int status) {
  append(out, "HTTP/1.1 ");
  append_number(out, static_cast<std::size_t>(status));
  append(out, " ");
  append(out, reason(status));
  append(out, "\r\n");
}

void append_field(bytes& out, std::string_view name, std::string_view value) {
  append(out, name);
  append(out, ": ");
  append(out, value);
  append(out, "\r\n");
}

void append_length(bytes& out, std::size_t size) {
  append(out, "Content-Length: ");
  append_number(out, size);
  append(out, "\r\n");
}

void append_connection(bytes& out, const reply_form& form) {
  if (!form.keep_alive)
    append(out, "Connection: close\r\n");
  else if (!form.http_1_1)
    append(out, "Connection: keep-alive\r\n");
}

/// What a page of another origin may read: the answer, and these of its fields (Fetch, "CORS
/// protocol").
void append_cors(bytes& out, const reply_form& form) {
  append(out, "Vary: Origin\r\n");
  append_field(out, "Access-Control-Allow-Origin", form.origin);
  append_field(out, "Access-Control-Expose-Headers",
               "Mcp-Session-Id, MCP-Protocol-Version, WWW-Authenticate, Retry-After");
}

/// The fields that every answer may have.
void append_common(bytes& out, const reply_form& form) {
  if (!form.origin.empty())
    append_cors(out, form);
  append_connection(out, form);
}

bool visible_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c > 0x20 && c < 0x7f; });
}

} // namespace

void append(bytes& out, std::string_view text) {
  out.insert(out.end(), text.begin(), text.end());
}

void append_reply(bytes& out, const http_reply& reply, const reply_form& form) {
  const bool empty = reply.body.empty();
  append_status(out, empty && reply.status == 200 ? form.empty_status : reply.status);
  if (!empty)
    append_field(out, "Content-Type", reply.content_type);
  if (reply.status != 204) // RFC 9110 section 8.6
    append_length(out, reply.body.size());
  if (!reply.session_id.empty() && visible_ascii(reply.session_id))
    append_field(out, "Mcp-Session-Id", reply.session_id);
  if (!reply.allow.empty())
    append_field(out, "Allow", reply.allow);
  append(out, reply.fields);
  append_common(out, form);
  append(out, "\r\n");
  if (!form.head_only)
    append(out, reply.body);
}

void append_stream_head(bytes& out, const reply_form& form) {
  append_status(out, 200);
  append(out, "Content-Type: text/event-stream\r\n"
              "Cache-Control: no-cache\r\n"
              "X-Accel-Buffering: no\r\n"
              "Transfer-Encoding: chunked\r\n");
  append_common(out, form);
  append(out, "\r\n");
}

void append_chunk(bytes& out, std::string_view data) {
  if (data.empty())
    return; // an empty chunk would end the body
  append_number(out, data.size(), 16);
  append(out, "\r\n");
  append(out, data);
  append(out, "\r\n");
}

void append_last_chunk(bytes& out) {
  append(out, "0\r\n\r\n");
}

void append_processing(bytes& out) {
  append(out, "HTTP/1.1 102 Processing\r\n\r\n");
}

void append_continue(bytes& out) {
  append(out, "HTTP/1.1 100 Continue\r\n\r\n");
}

} // namespace howdah::transport
