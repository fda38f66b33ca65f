#include "core/narrowed.hpp"

#include <algorithm>

namespace howdah {

std::chrono::milliseconds shorter(std::chrono::milliseconds one,
                                  std::chrono::milliseconds other) noexcept {
  return one.count() == 0 || (other.count() != 0 && other < one) ? other : one;
}

limits narrowed(limits of_server, const rights* may) noexcept {
  if (!may)
    return of_server;
  of_server.statement_timeout
    = shorter(of_server.statement_timeout,
              may->limits.statement_timeout.value_or(std::chrono::milliseconds(0)));
  if (may->limits.rows) {
    const auto most = static_cast<std::size_t>(*may->limits.rows);
    of_server.row_limit_max = std::min(of_server.row_limit_max, most);
    of_server.row_limit_default = std::min(of_server.row_limit_default, most);
  }
  return of_server;
}

} // namespace howdah
