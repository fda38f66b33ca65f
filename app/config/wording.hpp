#pragma once

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

} // namespace howdah::app
