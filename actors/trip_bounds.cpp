#include "actors/trip_bounds.hpp"

#include "auth/memory_size.hpp"
#include "core/narrowed.hpp"

namespace howdah::actors {

postgres::trip_limits trip_bounds(const limits& server, const auth::principal& caller) {
  const auto* may = caller.may().get();
  const auto narrow = narrowed(server, may);
  postgres::trip_limits bounds{.statement_timeout = narrow.statement_timeout,
                               .row_bytes = narrow.result_bytes,
                               .told = caller.told()};
  if (!may)
    return bounds;
  const auto& own = may->limits;
  if (own.work_mem)
    bounds.work_mem_kb = auth::kilobytes(*own.work_mem);
  bounds.parallel_workers = own.parallel_workers;
  return bounds;
}

} // namespace howdah::actors
