#include "auth/keys/key_url.hpp"

#include "core/ascii.hpp"

#include <algorithm>
#include <charconv>

namespace howdah::auth {

namespace {

constexpr std::size_t longest_url = 2048;
constexpr auto npos = std::string_view::npos;

tl::unexpected<problem> unfit(std::string_view why) {
  return refuse(errc::invalid_argument,
                "is not a URL that keys may be fetched from: " + std::string(why),
                "Give an https URL, or http with a loopback host, such as "
                "https://login.example.org/keys.");
}

bool digit(char c) noexcept {
  return c >= '0' && c <= '9';
}

bool of_a_name(char c) noexcept {
  return digit(c) || (lower(c) >= 'a' && lower(c) <= 'z') || c == '-' || c == '.' || c == '_';
}

bool of_an_address(char c) noexcept {
  return digit(c) || (lower(c) >= 'a' && lower(c) <= 'f') || c == ':' || c == '.';
}

bool of_a_url(char c) noexcept {
  return c > ' ' && c < 0x7f && std::string_view("\"#<>\\^`{|}").find(c) == npos;
}

bool is_number(std::string_view text, unsigned most) noexcept {
  unsigned value = 0;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), value);
  return !text.empty() && digit(text.front()) && failure == std::errc{}
         && end == text.data() + text.size() && value <= most;
}

/// All of 127.0.0.0/8, written as four numbers.
bool is_loopback_address(std::string_view host) noexcept {
  if (!host.starts_with("127."))
    return false;
  for (int i = 0; i < 3; ++i) {
    const auto dot = host.find('.');
    if (dot == npos || !is_number(host.substr(0, dot), 255))
      return false;
    host.remove_prefix(dot + 1);
  }
  return is_number(host, 255);
}

bool is_loopback(std::string_view host) {
  return is_loopback_address(host) || host == "[::1]" || lower_case(host) == "localhost";
}

/// The host of `host:port`; empty: there is none that can be understood.
std::string_view host_of(std::string_view authority) {
  const bool address = authority.starts_with('[');
  const auto end = address ? authority.find(']') : std::min(authority.find(':'), authority.size());
  if (end == npos)
    return {};
  const auto host = authority.substr(0, address ? end + 1 : end);
  const auto port = authority.substr(host.size());
  if (!port.empty() && (port.front() != ':' || port == ":0" || !is_number(port.substr(1), 65'535)))
    return {};
  const auto name = address ? host.substr(1, host.size() - 2) : host;
  return std::all_of(name.begin(), name.end(), address ? of_an_address : of_a_name)
           ? host
           : std::string_view();
}

} // namespace

result<key_url> key_url::parse(std::string_view text) {
  if (text.empty() || text.size() > longest_url)
    return unfit("it has to have 1 to 2048 bytes.");
  if (!std::all_of(text.begin(), text.end(), of_a_url))
    return unfit("it holds a blank, a fragment or a character that does not belong into a URL.");
  const bool https = lower_case(text.substr(0, 8)) == "https://";
  if (!https && lower_case(text.substr(0, 7)) != "http://")
    return unfit("it does not begin with https://.");
  const std::size_t scheme = https ? 8 : 7;
  const auto rest = text.substr(scheme);
  const auto authority = rest.substr(0, rest.find_first_of("/?"));
  const auto host = host_of(authority);
  if (host.empty() || host == "[]")
    return unfit("its host or port cannot be understood.");
  if (!https && !is_loopback(host))
    return unfit("http is for this machine only.");
  const auto beyond = rest.substr(authority.size());
  return key_url{.text = std::string(text),
                 .origin = std::string(text.substr(0, scheme + authority.size())),
                 .path = std::string(beyond.substr(0, beyond.find('?'))),
                 .has_query = beyond.find('?') != npos,
                 .encrypted = https};
}

} // namespace howdah::auth
