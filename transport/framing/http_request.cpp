#include "transport/framing/http_request.hpp"

#include "core/ascii.hpp"

#include <algorithm>

namespace howdah::transport {

bool same_word(std::string_view one, std::string_view other) noexcept {
  return one.size() == other.size()
         && std::equal(one.begin(), one.end(), other.begin(),
                       [](char a, char b) { return lower(a) == lower(b); });
}

std::optional<std::string_view> http_request::field(std::string_view name) const {
  for (const auto& one : fields)
    if (same_word(one.name, name))
      return one.value;
  return std::nullopt;
}

std::optional<std::string> http_request::list(std::string_view name) const {
  std::optional<std::string> joined;
  for (const auto& one : fields)
    if (same_word(one.name, name))
      joined = joined ? *joined + ", " + one.value : one.value;
  return joined;
}

} // namespace howdah::transport
