#pragma once

#include <chrono>
#include <cstddef>
#include <unordered_map>

namespace howdah::actors {

/// How long statements took when they ran last, by the number of their plan (`plan::pace`). Pure;
/// bounded.
class pace_book {
public:
  using duration = std::chrono::duration<double>;

  void note(std::size_t pace, duration took);
  /// Known, and so short that others may wait behind it.
  bool quick(std::size_t pace) const;

private:
  static constexpr std::size_t capacity = 4096;
  std::unordered_map<std::size_t, duration> last_;
};

} // namespace howdah::actors
