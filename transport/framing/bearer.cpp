#include "transport/framing/bearer.hpp"

#include "transport/framing/http_request.hpp"

#include <algorithm>

namespace howdah::transport {

std::optional<std::string_view> bearer_token(std::string_view credentials) {
  const auto end = std::min(credentials.find(' '), credentials.size());
  if (!same_word(credentials.substr(0, end), "Bearer"))
    return std::nullopt;
  const auto rest = credentials.substr(end);
  return rest.substr(std::min(rest.find_first_not_of(' '), rest.size()));
}

} // namespace howdah::transport
