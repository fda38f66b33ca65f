#pragma once

#include <optional>
#include <string_view>

namespace howdah::auth {

/// The signatures of RFC 7518 section 3 and RFC 8037 that need a public key. Neither `none` nor the
/// symmetric ones: what does not exist cannot be confused with anything.
enum class jws_algorithm { rs256, rs384, rs512, ps256, ps384, ps512, es256, es384, es512, eddsa };

/// Exactly as the standards write it: "RS256", "EdDSA".
std::optional<jws_algorithm> algorithm_named(std::string_view name) noexcept;
std::string_view name_of(jws_algorithm which) noexcept;

} // namespace howdah::auth
