#include "auth/jose/algorithm.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

namespace howdah::auth {

namespace {

constexpr std::array<std::string_view, 10> names{"RS256", "RS384", "RS512", "PS256", "PS384",
                                                 "PS512", "ES256", "ES384", "ES512", "EdDSA"};

} // namespace

std::optional<jws_algorithm> algorithm_named(std::string_view name) noexcept {
  const auto* at = std::find(names.begin(), names.end(), name);
  if (at == names.end())
    return std::nullopt;
  return static_cast<jws_algorithm>(at - names.begin());
}

std::string_view name_of(jws_algorithm which) noexcept {
  return names.at(static_cast<std::size_t>(which));
}

} // namespace howdah::auth
