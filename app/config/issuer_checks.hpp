#pragma once

#include "core/result.hpp"

#include <string>
#include <string_view>

namespace howdah::app {

// What the settings of an issuer must be, wherever they are written. Each problem's message goes on
// after the name of what holds the text.

/// `jwks_url` may be empty: then the keys have to be found by the issuer's own URL.
result<void> check_issuer(std::string_view issuer, std::string_view jwks_url);
result<void> check_jwks_url(std::string_view url);
/// One that may be in a token's head (RFC 7518, RFC 8037): never `none`, nor one with a shared
/// secret.
result<void> check_algorithm(std::string_view name);
/// As RFC 6749 section 3.3 has it.
result<void> check_scope(std::string_view name);
/// An audience or the name of a claim.
result<void> check_plain_text(std::string_view text);

} // namespace howdah::app
