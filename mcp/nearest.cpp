#include "mcp/nearest.hpp"

#include "core/ascii.hpp"

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <utility>

namespace howdah::mcp {

namespace {

/// Names beyond this length are compared by their beginning: the caller's are not ours to bound.
constexpr std::size_t compared = 64;

/// Levenshtein's.
std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 0; i < a.size(); ++i) {
    auto diagonal = std::exchange(row[0], i + 1);
    for (std::size_t j = 0; j < b.size(); ++j) {
      const auto change = diagonal + (lower(a[i]) != lower(b[j]));
      diagonal = row[j + 1];
      row[j + 1] = std::min({change, row[j] + 1, diagonal + 1});
    }
  }
  return row.back();
}

} // namespace

std::vector<std::string_view> nearest_first(std::string_view wanted,
                                            std::vector<std::string_view> known) {
  wanted = wanted.substr(0, compared);
  std::ranges::stable_sort(known, {},
                           [&](std::string_view name) { return distance(wanted, name); });
  return known;
}

} // namespace howdah::mcp
