#pragma once

#include "core/result.hpp"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace howdah::app {

std::string_view trimmed(std::string_view text);
/// The pieces between separators, empty ones included.
std::vector<std::string_view> split(std::string_view text, char separator);

/// "a, b, c"
template <class Range>
std::string joined(const Range& items) {
  std::string out;
  for (const auto& item : items)
    out.append(out.empty() ? "" : ", ").append(item);
  return out;
}

/// What is wrong with the configuration.
inline tl::unexpected<problem> wrong_setting(std::string what) {
  return refuse(errc::invalid_argument, std::move(what));
}

/// A caller's text in quotes for a one-line message: control characters escaped, cut when long, and
/// hidden when it looks like a connection string, which may hold a password.
std::string shown(std::string_view text);

/// All that the reader of stderr is told: message and hint. libpq's reasons have several lines.
std::string in_one_line(const problem& why);

} // namespace howdah::app
