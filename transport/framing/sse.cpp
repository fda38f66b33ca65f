#include "transport/framing/sse.hpp"

#include <algorithm>

namespace howdah::transport {

namespace {

void append_data(std::string& event, std::string_view data) {
  event += "data: ";
  while (!data.empty()) {
    const auto end = std::min(data.find_first_of("\r\n"), data.size());
    event += data.substr(0, end);
    data.remove_prefix(std::min(data.find_first_not_of("\r\n", end), data.size()));
    if (!data.empty())
      event += "\ndata: ";
  }
  event += "\n\n";
}

} // namespace

std::string sse_event(std::string_view data, const sse_fields& fields) {
  if (data.empty() && fields.id.empty())
    return std::string(sse_comment);
  std::string event;
  event.reserve(data.size() + fields.id.size() + 48);
  if (!data.empty())
    event += "event: message\n";
  if (!fields.id.empty())
    event.append("id: ").append(fields.id).append("\n");
  if (fields.retry_ms > 0)
    event.append("retry: ").append(std::to_string(fields.retry_ms)).append("\n");
  append_data(event, data);
  return event;
}

std::string sse_message(std::string_view data) {
  std::string event;
  event.reserve(data.size() + 24);
  event += "event: message\n";
  append_data(event, data);
  return event;
}

std::string sse_event_of_type(std::string_view type, std::string_view data) {
  std::string event = "event: ";
  event.append(type).append("\n");
  append_data(event, data);
  return event;
}

} // namespace howdah::transport
