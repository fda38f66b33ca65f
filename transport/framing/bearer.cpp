#include "transport/framing/bearer.hpp"

#include "transport/framing/http_request.hpp"

#include <algorithm>
#include <charconv>
#include <string>

namespace howdah::transport {

namespace {

/// `%61` is `a`; what is no escape stays as it is.
std::string decoded(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    unsigned int value = 0;
    const auto hex = text.substr(i).size() > 2 ? text.substr(i + 1, 2) : std::string_view();
    const auto read = std::from_chars(hex.data(), hex.data() + hex.size(), value, 16);
    if (text[i] == '%' && hex.size() == 2 && read.ptr == hex.data() + 2) {
      out += static_cast<char>(value);
      i += 2;
    } else {
      out += text[i];
    }
  }
  return out;
}

} // namespace

std::optional<std::string_view> bearer_token(std::string_view credentials) {
  const auto end = std::min(credentials.find(' '), credentials.size());
  if (!same_word(credentials.substr(0, end), "Bearer"))
    return std::nullopt;
  const auto rest = credentials.substr(end);
  return rest.substr(std::min(rest.find_first_not_of(' '), rest.size()));
}

bool has_parameter(std::string_view query, std::string_view name) {
  while (!query.empty()) {
    const auto end = std::min(query.find_first_of("&;"), query.size());
    const auto pair = query.substr(0, end);
    if (same_word(decoded(pair.substr(0, pair.find('='))), name))
      return true;
    query.remove_prefix(std::min(end + 1, query.size()));
  }
  return false;
}

} // namespace howdah::transport
