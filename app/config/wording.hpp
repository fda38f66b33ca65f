#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace howdah::app {

std::string_view trimmed(std::string_view text);
/// The pieces between separators, empty ones included.
std::vector<std::string_view> split(std::string_view text, char separator);
std::string lower_case(std::string_view text);

/// "a, b, c"
template <class Range>
std::string joined(const Range& items) {
  std::string out;
  for (const auto& item : items)
    out.append(out.empty() ? "" : ", ").append(item);
  return out;
}

/// A caller's text in quotes for a one-line message: control characters escaped, cut when long, and
/// hidden when it looks like a connection string, which may hold a password.
std::string shown(std::string_view text);

/// Edits (insert, delete, replace, swap neighbours) from one to the other.
std::size_t distance(std::string_view from, std::string_view to);
/// The candidate that was probably meant, or nothing: a beginning of it, or few edits away.
std::string_view nearest(std::string_view given, std::span<const std::string_view> candidates);
/// " (did you mean --port?)" or nothing.
std::string did_you_mean(std::string_view given, std::span<const std::string_view> candidates);

} // namespace howdah::app
