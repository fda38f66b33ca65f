#include "transport/framing/http_target.hpp"

#include "core/ascii.hpp"
#include "transport/framing/http_request.hpp"

#include <algorithm>

namespace howdah::transport {

namespace {

bool one_of(char c, std::string_view set) {
  return set.find(c) != std::string_view::npos;
}

bool digit(char c) {
  return c >= '0' && c <= '9';
}

bool letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool in_name(char c) {
  return letter(c) || digit(c) || one_of(c, "-._");
}

bool in_address(char c) {
  return digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F') || one_of(c, ":.");
}

std::string without_query(std::string_view target) {
  return std::string(target.substr(0, target.find('?')));
}

std::string query_of(std::string_view target) {
  const auto start = target.find('?');
  return start == std::string_view::npos ? std::string() : std::string(target.substr(start + 1));
}

/// Cuts "scheme://" off and tells it, for the schemes of the web; empty for all others.
std::string_view take_web_scheme(std::string_view& text) {
  constexpr std::string_view separator = "://";
  for (const std::string_view scheme : {"http", "https"})
    if (same_word(text.substr(0, scheme.size()), scheme)
        && text.substr(scheme.size()).starts_with(separator)) {
      text.remove_prefix(scheme.size() + separator.size());
      return scheme;
    }
  return {};
}

/// Cuts "scheme://" of any scheme off: browsers' extensions have origins of their own.
bool drop_scheme(std::string_view& text) {
  const auto end = text.find("://");
  if (end == std::string_view::npos || end == 0 || !letter(text.front()))
    return false;
  const auto scheme = text.substr(0, end);
  if (!std::all_of(scheme.begin(), scheme.end(),
                   [](char c) { return letter(c) || digit(c) || one_of(c, "+-."); }))
    return false;
  text.remove_prefix(end + 3);
  return true;
}

std::optional<http_target> absolute_form(std::string_view target) {
  const auto scheme = take_web_scheme(target);
  if (scheme.empty())
    return std::nullopt;
  const auto end = std::min(target.find_first_of("/?"), target.size());
  const auto authority = target.substr(0, end);
  if (!parse_authority(authority))
    return std::nullopt;
  const auto rest = target.substr(end);
  return http_target{rest.starts_with('/') ? without_query(rest) : "/", std::string(authority),
                     query_of(rest), std::string(scheme)};
}

/// The end of the host within an authority, and whether it is well formed.
std::optional<std::size_t> end_of_host(std::string_view text) {
  if (!text.starts_with('[')) {
    const auto end = std::min(text.find(':'), text.size());
    const auto name = text.substr(0, end);
    return end > 0 && std::all_of(name.begin(), name.end(), in_name) ? std::optional(end)
                                                                     : std::nullopt;
  }
  const auto close = text.find(']');
  if (close == std::string_view::npos || close < 3)
    return std::nullopt;
  const auto address = text.substr(1, close - 1);
  if (!std::all_of(address.begin(), address.end(), in_address))
    return std::nullopt;
  return close + 1;
}

bool is_port(std::string_view text) {
  if (text.empty() || text.size() > 5 || !std::all_of(text.begin(), text.end(), digit))
    return false;
  return std::stoi(std::string(text)) <= 65535;
}

} // namespace

std::optional<http_target> parse_target(std::string_view target, std::string_view method) {
  if (target.find('#') != std::string_view::npos)
    return std::nullopt;
  if (method == "CONNECT") // authority-form belongs to it alone
    return parse_authority(target) ? std::optional(http_target{std::string(target)}) : std::nullopt;
  if (target.starts_with('/'))
    return http_target{without_query(target), std::nullopt, query_of(target)};
  if (target == "*")
    return method == "OPTIONS" ? std::optional(http_target{"*"}) : std::nullopt;
  return absolute_form(target);
}

std::optional<authority> parse_authority(std::string_view text) {
  const auto end = end_of_host(text);
  if (!end)
    return std::nullopt;
  authority found{lower_case(text.substr(0, *end))};
  const auto rest = text.substr(*end);
  if (rest.empty())
    return found;
  if (!rest.starts_with(':') || !is_port(rest.substr(1)))
    return std::nullopt;
  found.port = rest.substr(1);
  return found;
}

std::optional<authority> parse_origin(std::string_view text) {
  return drop_scheme(text) ? parse_authority(text) : std::nullopt;
}

} // namespace howdah::transport
