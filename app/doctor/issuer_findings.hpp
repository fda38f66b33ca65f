#pragma once

#include "auth/issuer_settings.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace howdah::app {

/// What an issuer of access tokens publishes.
struct issuer_finding {
  std::string issuer;
  std::string url = {};     ///< that was asked last
  std::size_t keys = 0;     ///< that tokens can be verified by
  std::string trouble = {}; ///< why there are none; empty: all is well
};

/// Asks each for its keys, as the server will. Blocks, for each up to the time-out of its answers.
std::vector<issuer_finding> findings_of(const auth::authentication_settings& known);

} // namespace howdah::app
