#pragma once

#include "auth/permissions.hpp"

namespace howdah::auth {

/// Whoever has the permissions that are good now, as they may be replaced at any time. Any thread;
/// never blocks for long.
class permissions_in_force {
public:
  virtual ~permissions_in_force() = default;
  virtual permissions_ptr current() const = 0;
};

} // namespace howdah::auth
