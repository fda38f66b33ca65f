#include "transport/answer_form.hpp"

#include "transport/framing/media_type.hpp"

#include <string>

namespace howdah::transport {

reply_form answer_form(const http_request& request, const host_list& hosts) {
  const auto accepted = request.list("Accept").value_or("");
  const auto origin = request.field("Origin");
  const bool only_streams
    = request.method == "POST" && accepts(accepted, stream_type) && !accepts(accepted, json_type);
  return {
    .http_1_1 = request.http_1_1,
    .keep_alive = request.keep_alive,
    .head_only = request.method == "HEAD",
    .empty_status = request.method == "POST" ? 202 : 200,
    .may_stream = request.http_1_1
                  && (request.method == "GET" || only_streams || names_type(accepted, stream_type)),
    .only_streams = only_streams,
    .origin = origin && hosts.allows_origin(*origin) ? std::string(*origin) : std::string(),
  };
}

} // namespace howdah::transport
