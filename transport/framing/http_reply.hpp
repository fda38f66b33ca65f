#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace howdah::transport {

/// What goes to a socket; CAF's write buffers are such vectors.
using bytes = std::vector<char>;

void append(bytes& out, std::string_view text);

constexpr std::string_view json_type = "application/json";
constexpr std::string_view stream_type = "text/event-stream";

/// A whole answer to one request.
struct http_reply {
  int status = 200;
  std::string body = {};
  std::string_view content_type = json_type; ///< left out when there is no body
  std::string session_id = {}; ///< Mcp-Session-Id; left out when empty or not visible ASCII
  std::string_view allow = {}; ///< Allow, for 405 and OPTIONS
  std::string fields = {};     ///< further header lines, each with its CRLF
  std::string event = {};      ///< id of the event, where a stream began
};

/// What of the request decides how its answer is written.
struct reply_form {
  bool http_1_1 = true;
  bool keep_alive = true;
  bool head_only = false;  ///< the request was HEAD: the same head, no body
  int empty_status = 200;  ///< instead of 200 for an answer without body
  bool may_stream = false; ///< the client takes text/event-stream
  bool only_streams = false; ///< and nothing else: a result is an event, too
  std::string origin = {}; ///< of an allowed web page, which is let read the answer (CORS)
};

/// Head and body with Content-Length.
void append_reply(bytes& out, const http_reply& reply, const reply_form& form);

/// Head of an event stream, which goes on with chunks (HTTP/1.1 only).
void append_stream_head(bytes& out, const reply_form& form);
void append_chunk(bytes& out, std::string_view data);
void append_last_chunk(bytes& out);

/// "HTTP/1.1 102 Processing": says nothing, and finds out who is there to read it (RFC 9110 §15.2).
void append_processing(bytes& out);

/// "HTTP/1.1 100 Continue", for a client that waits for it.
void append_continue(bytes& out);

} // namespace howdah::transport
