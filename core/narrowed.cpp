#include "core/narrowed.hpp"

#include <algorithm>

namespace howdah {

limits narrowed(limits of_server, const rights* may) noexcept {
  if (!may)
    return of_server;
  const auto time = may->limits.statement_timeout;
  if (auto& own = of_server.statement_timeout; time && (own.count() == 0 || *time < own))
    own = *time; // 0: none
  if (may->limits.rows) {
    const auto most = static_cast<std::size_t>(*may->limits.rows);
    of_server.row_limit_max = std::min(of_server.row_limit_max, most);
    of_server.row_limit_default = std::min(of_server.row_limit_default, most);
  }
  return of_server;
}

} // namespace howdah
