#pragma once

#include "auth/permissions.hpp"

namespace howdah::auth {

/// The entries of `tokens:` in the text of a permissions file. `name` stands in messages.
result<std::vector<known_token>> read_tokens(const std::string& text, const std::string& name);

} // namespace howdah::auth
