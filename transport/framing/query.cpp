#include "transport/framing/query.hpp"

#include "transport/framing/http_request.hpp"

#include <algorithm>
#include <charconv>

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

std::optional<std::string> query_parameter(std::string_view query, std::string_view name) {
  while (!query.empty()) {
    const auto end = std::min(query.find_first_of("&;"), query.size());
    const auto pair = query.substr(0, end);
    const auto middle = std::min(pair.find('='), pair.size());
    if (same_word(decoded(pair.substr(0, middle)), name))
      return decoded(pair.substr(std::min(middle + 1, pair.size())));
    query.remove_prefix(std::min(end + 1, query.size()));
  }
  return std::nullopt;
}

} // namespace howdah::transport
