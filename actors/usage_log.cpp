#include "actors/usage_log.hpp"

#include "core/log.hpp"

#include <cstdint>
#include <string_view>

namespace howdah::actors {

namespace {

constexpr std::string_view tenant_mark = "tenant\n";

void log_one(std::string_view key, const spent& what) {
  const auto end = key.find('\n');
  const auto issuer = key.substr(0, end);
  auto name = key.substr(end + 1);
  const bool is_tenant = name.starts_with(tenant_mark);
  if (is_tenant)
    name.remove_prefix(tenant_mark.size());
  if (issuer.empty() || issuer == "howdah:stdio")
    return;
  log::write(log::level::info, "usage",
             {{is_tenant ? "tenant" : "caller", name},
              {"issuer", issuer},
              {"calls", static_cast<std::int64_t>(what.calls)},
              {"rows", static_cast<std::int64_t>(what.rows)},
              {"bytes", static_cast<std::int64_t>(what.bytes)},
              {"database_seconds", what.seconds}});
}

} // namespace

void log_usage(const std::vector<std::pair<std::string, spent>>& of_tenants) {
  if (!log::enabled(log::level::info))
    return;
  for (const auto& [key, what] : of_tenants)
    log_one(key, what);
}

} // namespace howdah::actors
