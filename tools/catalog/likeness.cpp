#include "tools/catalog/likeness.hpp"

#include "tools/catalog/nouns.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

namespace howdah::tools {

namespace {

/// A caller's name may be of any length, and the distance costs the product of both.
constexpr std::size_t longest_compared = 200;

} // namespace

std::size_t edit_distance(std::string_view one, std::string_view other) {
  const auto a = fold(one);
  const auto b = fold(other);
  std::vector<std::size_t> before(b.size() + 1), above(b.size() + 1), row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 1; i <= a.size(); ++i) {
    before = std::exchange(above, row);
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      row[j] = std::min({above[j] + 1, row[j - 1] + 1, above[j - 1] + (a[i - 1] != b[j - 1])});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        row[j] = std::min(row[j], before[j - 2] + 1);
    }
  }
  return row.back();
}

int likeness(std::string_view wanted, std::string_view name) {
  if (std::max(wanted.size(), name.size()) > longest_compared)
    return 0;
  const auto a = fold(wanted);
  const auto b = fold(name);
  if (a == b)
    return 100;
  if (same_noun(a, b))
    return 95;
  const auto allowed = std::max<std::size_t>(1, std::min(a.size(), b.size()) / 3);
  if (const auto steps = edit_distance(a, b); steps <= allowed && steps < a.size())
    return 90 - static_cast<int>(std::min<std::size_t>(steps, 8)) * 5;
  const auto& part = a.size() < b.size() ? a : b;
  const auto& whole = a.size() < b.size() ? b : a;
  return part.size() >= 3 && whole.find(part) != std::string::npos ? 40 : 0;
}

std::vector<std::string> nearest(std::string_view wanted, const std::vector<std::string>& names,
                                 std::size_t count) {
  std::vector<std::pair<int, std::string>> ranked;
  for (const auto& name : names)
    if (const auto score = likeness(wanted, name); score > 0)
      ranked.emplace_back(-score, name);
  std::sort(ranked.begin(), ranked.end());
  ranked.resize(std::min(ranked.size(), count));
  std::vector<std::string> best;
  best.reserve(ranked.size());
  for (auto& [score, name] : ranked)
    best.push_back(std::move(name));
  return best;
}

} // namespace howdah::tools
