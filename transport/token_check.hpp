#pragma once

#include "auth/principal.hpp"
#include "core/result.hpp"

#include <optional>
#include <string_view>

namespace howdah::transport {

/// Who holds a bearer token now, as far as that is known at once. Asked for each message, from the
/// multiplexer thread; never blocks for long.
class token_check {
public:
  virtual ~token_check() = default;
  /// Nothing when it takes longer to tell: AUTH has to be asked. The problem's message says why the
  /// token is not good, for whoever sent it.
  virtual std::optional<result<auth::principal_ptr>> holder_of(std::string_view token) const = 0;
};

} // namespace howdah::transport
