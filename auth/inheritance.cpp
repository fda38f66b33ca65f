#include "auth/inheritance.hpp"

#include "auth/memory_size.hpp"

#include <algorithm>
#include <optional>
#include <vector>

namespace howdah::auth {

namespace {

template <class Each>
void unite(std::vector<Each>& to, const std::vector<Each>& more) {
  for (const auto& each : more)
    if (std::ranges::find(to, each) == to.end())
      to.push_back(each);
}

bool same(const column_rule& one, const column_rule& other) {
  return one.of == other.of && one.allow == other.allow && one.deny == other.deny
         && one.mask == other.mask;
}

template <class Number>
void keep_stricter(std::optional<Number>& limit, const std::optional<Number>& other) {
  if (other && (!limit || *other < *limit))
    limit = other;
}

void keep_stricter(quotas& limits, const quotas& other) {
  keep_stricter(limits.at_once, other.at_once);
  keep_stricter(limits.calls, other.calls);
  keep_stricter(limits.rows, other.rows);
  keep_stricter(limits.bytes, other.bytes);
  keep_stricter(limits.seconds, other.seconds);
}

void keep_stricter(role_limits& limits, const role_limits& other) {
  keep_stricter(limits.of_caller, other.of_caller);
  keep_stricter(limits.of_tenant, other.of_tenant);
  keep_stricter(limits.weight, other.weight);
  keep_stricter(limits.statement_timeout, other.statement_timeout);
  keep_stricter(limits.rows, other.rows);
  keep_stricter(limits.cost, other.cost);
  keep_stricter(limits.estimated_rows, other.estimated_rows);
  keep_stricter(limits.parallel_workers, other.parallel_workers);
  if (other.work_mem
      && (!limits.work_mem || kilobytes(*other.work_mem) < kilobytes(*limits.work_mem)))
    limits.work_mem = other.work_mem;
}

} // namespace

void add_rights(rights& to, const rights& more) {
  unite(to.operations, more.operations);
  unite(to.schemas, more.schemas);
  unite(to.tables, more.tables);
  unite(to.deny, more.deny);
  unite(to.functions, more.functions);
  for (const auto& each : more.columns)
    if (std::ranges::none_of(to.columns, [&](const auto& had) { return same(had, each); }))
      to.columns.push_back(each);
  if (to.tools && more.tools)
    unite(*to.tools, *more.tools);
  else if (more.tools)
    to.tools = more.tools;
  keep_stricter(to.limits, more.limits);
  if (to.as.shared())
    to.as = more.as;
  if (!to.told.any())
    to.told = more.told;
}

std::size_t size_of(const rights& may) noexcept {
  auto count = may.operations.size() + may.schemas.size() + may.tables.size() + may.deny.size()
               + may.functions.size() + may.told.claims.size() + may.told.settings.size()
               + (may.tools ? may.tools->size() : 0);
  for (const auto& each : may.columns)
    count += 1 + (each.allow ? each.allow->size() : 0) + each.deny.size() + each.mask.size();
  return count;
}

} // namespace howdah::auth
