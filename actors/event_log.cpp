#include "actors/event_log.hpp"

#include <charconv>
#include <utility>

namespace howdah::actors {

namespace {

/// Digits only, as we write them.
std::optional<std::uint64_t> number_of(std::string_view text) {
  std::uint64_t number = 0;
  const auto* end = text.data() + text.size();
  const auto read = std::from_chars(text.data(), end, number);
  const bool whole = !text.empty() && read.ec == std::errc() && read.ptr == end;
  return whole ? std::optional(number) : std::nullopt;
}

} // namespace

std::string to_text(const event_place& place) {
  return std::to_string(place.stream) + '-' + std::to_string(place.event);
}

std::optional<event_place> parse_event_place(std::string_view text) {
  const auto middle = text.find('-');
  if (middle == std::string_view::npos)
    return std::nullopt;
  const auto stream = number_of(text.substr(0, middle));
  const auto event = number_of(text.substr(middle + 1));
  if (!stream || !event)
    return std::nullopt;
  return event_place{*stream, *event};
}

std::uint64_t event_log::append(std::string body) {
  bytes_ += body.size();
  events_.push_back({++last_, std::move(body)});
  while (bytes_ > most_bytes_ && events_.size() > 1) {
    bytes_ -= events_.front().body.size();
    events_.pop_front();
  }
  return last_;
}

void event_log::forget() noexcept {
  events_.clear();
  bytes_ = 0;
}

} // namespace howdah::actors
