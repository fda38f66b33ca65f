#include "transport/framing/sse.hpp"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

using namespace howdah::transport;

namespace {

struct event {
  std::string type = "message";
  std::string data = {};
  std::string id = {};
  std::string retry = {};
};

std::string_view first_line(std::string_view& text) {
  const auto end = std::min(text.find_first_of("\r\n"), text.size());
  const auto line = text.substr(0, end);
  const bool pair = text.substr(end, 2) == "\r\n";
  text.remove_prefix(std::min(end + (pair ? 2 : 1), text.size()));
  return line;
}

void take(event& into, std::string_view line) {
  const auto colon = std::min(line.find(':'), line.size());
  const auto name = line.substr(0, colon);
  auto value = line.substr(std::min(colon + 1, line.size()));
  if (value.starts_with(' '))
    value.remove_prefix(1);
  if (name == "event")
    into.type = value;
  else if (name == "data")
    into.data.append(value).append("\n");
  else if (name == "id")
    into.id = value;
  else if (name == "retry")
    into.retry = value;
}

/// As a client reads it (HTML, section 9.2.6).
std::vector<event> read(std::string_view text) {
  std::vector<event> events;
  event next;
  while (!text.empty()) {
    const auto line = first_line(text);
    if (!line.empty()) {
      take(next, line);
      continue;
    }
    if (!next.data.empty())
      events.push_back(next);
    next = {};
  }
  return events;
}

/// What line ends may become: JSON does not tell them apart between tokens.
std::string without_line_ends(std::string text) {
  std::erase_if(text, [](char each) { return each == '\n' || each == '\r'; });
  return text;
}

void expect_one(const std::string& written, std::string_view data, std::string_view id,
                std::string_view type = "message") {
  const auto events = read(written);
  if (events.size() != 1 || events[0].id != id || events[0].type != type
      || without_line_ends(events[0].data) != without_line_ends(std::string(data)))
    std::abort();
}

} // namespace

/// Whatever the data holds, a client reads one event with it, and nothing of it as a field.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  expect_one(sse_message(text), text, "");
  expect_one(sse_event(text, {.id = "12-3", .retry_ms = 1000}), text, "12-3");
  expect_one(sse_event_of_type("endpoint", text), text, "", "endpoint");
  if (sse_event(text, {}) != (text.empty() ? std::string(sse_comment) : sse_message(text)))
    std::abort();
  return 0;
}
