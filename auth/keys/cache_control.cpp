#include "auth/keys/cache_control.hpp"

#include "core/ascii.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>

namespace howdah::auth {

namespace {

constexpr auto npos = std::string_view::npos;
constexpr std::int64_t for_ever
  = 0x7fff'ffff; ///< what RFC 9111 section 1.2.2 lets too large numbers mean

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t");
  return first == npos ? std::string_view()
                       : text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

/// What is no number counts as stale (RFC 9111 section 4.2.1).
std::chrono::seconds seconds_of(std::string_view text) {
  if (text.size() >= 2 && text.front() == '"' && text.back() == '"')
    text = text.substr(1, text.size() - 2);
  if (text.empty() || text.find_first_not_of("0123456789") != npos)
    return std::chrono::seconds(0);
  std::int64_t value = 0;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), value);
  return std::chrono::seconds(failure == std::errc{} ? std::min(value, for_ever) : for_ever);
}

} // namespace

std::optional<std::chrono::seconds> max_age_of(std::string_view cache_control) {
  std::optional<std::chrono::seconds> found;
  while (!cache_control.empty()) {
    const auto directive = cache_control.substr(0, cache_control.find(','));
    cache_control.remove_prefix(std::min(directive.size() + 1, cache_control.size()));
    const auto equals = std::min(directive.find('='), directive.size());
    const auto name = lower_case(trimmed(directive.substr(0, equals)));
    if (name == "no-store" || name == "no-cache")
      return std::chrono::seconds(0);
    if (name != "max-age")
      continue;
    const auto age = seconds_of(trimmed(directive.substr(std::min(equals + 1, directive.size()))));
    found = found ? std::min(*found, age) : age;
  }
  return found;
}

} // namespace howdah::auth
