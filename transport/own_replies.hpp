#pragma once

#include "mcp/answer.hpp"
#include "mcp/message.hpp"
#include "transport/framing/http_reply.hpp"
#include "transport/http_gate.hpp"
#include "transport/http_options.hpp"

#include <string_view>

namespace howdah::transport {

/// The replies that HTTP gives without asking anybody. Errors are JSON-RPC errors, as clients look
/// into the bodies of 4xx; what says when to come back says so in Retry-After, too.
http_reply refusal(int status, const problem& why, const mcp::envelope& to = {});
http_reply refusal(const http_rejection& rejection);
http_reply refusal(const mcp::malformed& failure);
/// What OPTIONS is answered: the methods, and to a browser that asks before it sends what its page
/// may send (Fetch, "CORS-preflight request").
http_reply preflight_reply(const http_request& request);
/// What `http_route::metadata` is answered.
http_reply metadata_reply(const http_request& request, const http_options& options);
/// `Mcp-Name` is wrapped as base64 and is none; answers the frame's message.
http_reply bad_name_header(const mcp::frame& frame);
/// What a POST to an HTTP+SSE stream is answered, when its message was taken.
http_reply accepted();
/// The body of /health: nothing but these two words.
http_reply health_report(std::string_view database, bool healthy);
/// What a client beyond the connection limit is sent.
http_reply full_house();

} // namespace howdah::transport
