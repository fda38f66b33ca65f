#include "transport/legacy_stream.hpp"

#include <algorithm>
#include <utility>

namespace howdah::transport {

stream_verdict no_such_stream() {
  return {.status = 404,
          .why = {.code = errc::session_not_found,
                  .message = "Could not find session",
                  .hint = "Its event stream has ended: open a new one with GET /sse."}};
}

stream_verdict stream_ending() {
  return {.status = 503,
          .why = {.code = errc::shutting_down,
                  .message = "The server is shutting down.",
                  .hint = "Reconnect and try again."}};
}

legacy_stream::~legacy_stream() {
  refuse_parked(no_such_stream());
}

legacy_stream::waiting legacy_stream::next() {
  auto first = std::move(parked_.front());
  parked_.pop_front();
  return first;
}

void legacy_stream::wind_down() {
  ending_ = true;
  refuse_parked(stream_ending());
}

void legacy_stream::refuse_parked(const stream_verdict& with) {
  for (auto& each : std::exchange(parked_, {}))
    each.poster.deliver(with);
}

bool takes_a_place(const mcp::frame& frame) {
  return std::any_of(frame.messages.begin(), frame.messages.end(), [](const auto& each) {
    return each && (*each)->what() == mcp::message::kind::request;
  });
}

} // namespace howdah::transport
