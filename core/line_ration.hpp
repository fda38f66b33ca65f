#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <utility>

namespace howdah {

/// Keeps lines of the log that strangers can cause to some in each second. Pure.
class line_ration {
public:
  using time_point = std::chrono::steady_clock::time_point;

  explicit line_ration(std::size_t each_second) : most_(each_second) {}

  /// How many were left out since the last one that was written, when this one may be.
  std::optional<std::size_t> take(time_point now) {
    if (now - since_ >= std::chrono::seconds(1)) {
      since_ = now;
      written_ = 0;
    }
    if (written_ >= most_) {
      ++left_out_;
      return std::nullopt;
    }
    ++written_;
    return std::exchange(left_out_, 0);
  }

private:
  std::size_t most_;
  std::size_t written_ = 0;
  std::size_t left_out_ = 0;
  time_point since_ = {};
};

} // namespace howdah
