#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>

namespace howdah::actors {

/// Where a client was when its stream was cut: `Last-Event-ID`, "STREAM-EVENT".
struct event_place {
  std::uint64_t stream = 0;
  std::uint64_t event = 0;
  friend bool operator==(const event_place&, const event_place&) = default;
};

std::string to_text(const event_place& place);
/// Nothing when it is no id of ours.
std::optional<event_place> parse_event_place(std::string_view text);

/// What a stream said lately, for a client that comes back. Keeps the newest events within a bound;
/// the newest one of all is kept whatever its size.
class event_log {
public:
  struct event {
    std::uint64_t number = 0;
    std::string body;
  };

  explicit event_log(std::size_t most_bytes) : most_bytes_(most_bytes) {}

  /// The number of the event; they rise by one from 1.
  std::uint64_t append(std::string body);
  /// Events after this one that are still known, oldest first.
  template <class Visit>
  void after(std::uint64_t number, Visit visit) const {
    for (const auto& each : events_)
      if (each.number > number)
        visit(each);
  }
  /// Keeps nothing of what was said so far.
  void forget() noexcept;
  std::uint64_t last() const noexcept { return last_; }
  std::size_t bytes() const noexcept { return bytes_; }

private:
  std::size_t most_bytes_;
  std::size_t bytes_ = 0;
  std::uint64_t last_ = 0;
  std::deque<event> events_;
};

} // namespace howdah::actors
