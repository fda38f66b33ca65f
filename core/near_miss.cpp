#include "core/near_miss.hpp"

#include <algorithm>
#include <vector>

namespace howdah {

std::size_t distance(std::string_view from, std::string_view to) {
  std::vector<std::size_t> before(to.size() + 1);
  std::vector<std::size_t> last(to.size() + 1);
  std::vector<std::size_t> row(to.size() + 1);
  for (std::size_t j = 0; j <= to.size(); ++j)
    last[j] = j;
  for (std::size_t i = 1; i <= from.size(); ++i) {
    row[0] = i;
    for (std::size_t j = 1; j <= to.size(); ++j) {
      const std::size_t replace = from[i - 1] == to[j - 1] ? 0 : 1;
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + replace});
      if (i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1])
        row[j] = std::min(row[j], before[j - 2] + 1);
    }
    before.swap(last);
    last.swap(row);
  }
  return last[to.size()];
}

std::string_view nearest(std::string_view given, std::span<const std::string_view> candidates) {
  std::string_view best;
  std::size_t least = std::max<std::size_t>(1, given.size() / 4) + 1;
  for (const auto candidate : candidates) {
    const bool begins = given.size() > 2 && candidate.starts_with(given);
    const auto edits = begins ? 1 : distance(given, candidate);
    if (edits < least) {
      least = edits;
      best = candidate;
    }
  }
  return best;
}

std::string did_you_mean(std::string_view given, std::span<const std::string_view> candidates) {
  const auto meant = nearest(given, candidates);
  return meant.empty() ? std::string() : " (did you mean " + std::string(meant) + "?)";
}

} // namespace howdah
