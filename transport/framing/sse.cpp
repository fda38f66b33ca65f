#include "transport/framing/sse.hpp"

#include <algorithm>

namespace howdah::transport {

std::string sse_message(std::string_view data) {
  std::string event = "event: message\ndata: ";
  event.reserve(event.size() + data.size() + 2);
  while (!data.empty()) {
    const auto end = std::min(data.find_first_of("\r\n"), data.size());
    event += data.substr(0, end);
    data.remove_prefix(std::min(data.find_first_not_of("\r\n", end), data.size()));
    if (!data.empty())
      event += "\ndata: ";
  }
  event += "\n\n";
  return event;
}

} // namespace howdah::transport
