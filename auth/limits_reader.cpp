#include "auth/limits_reader.hpp"

#include "auth/memory_size.hpp"

#include <array>
#include <limits>

namespace howdah::auth {

namespace {

constexpr std::int64_t most_milliseconds = std::numeric_limits<std::int32_t>::max();
constexpr std::int64_t most_rows = 1'000'000;
constexpr std::int64_t most_workers = 1024;

constexpr std::int64_t most_at_once = 1'000'000;
constexpr double widest_weights = 1000;

constexpr std::array<std::string_view, 12> limit_keys{"statement_timeout_ms",
                                                      "row_limit",
                                                      "max_cost",
                                                      "max_rows_estimate",
                                                      "work_mem",
                                                      "parallel_workers",
                                                      "concurrent_statements",
                                                      "calls_per_minute",
                                                      "rows_per_minute",
                                                      "bytes_per_minute",
                                                      "database_seconds_per_minute",
                                                      "tenant"};
constexpr std::array<std::string_view, 6> tenant_keys{"concurrent_statements",
                                                      "calls_per_minute",
                                                      "rows_per_minute",
                                                      "bytes_per_minute",
                                                      "database_seconds_per_minute",
                                                      "weight"};

result<std::string> read_memory(const yaml_file& file, const YAML::Node& node) {
  if (!node.IsScalar() || !kilobytes(node.Scalar()))
    return file.at(node).wrong("work_mem must be from 64kB to 2147483647kB, as 16MB");
  return node.Scalar();
}

/// False when the key is none of these.
result<bool> read_quota(const yaml_file& file, const std::string& key, const YAML::Node& node,
                        quotas& into) {
  if (key == "concurrent_statements") {
    HOWDAH_TRY(into.at_once, file.integer(node, key, 1, most_at_once));
    return true;
  }
  auto* const quota = key == "calls_per_minute"              ? &into.calls
                      : key == "rows_per_minute"             ? &into.rows
                      : key == "bytes_per_minute"            ? &into.bytes
                      : key == "database_seconds_per_minute" ? &into.seconds
                                                             : nullptr;
  if (!quota)
    return false;
  HOWDAH_TRY(*quota, file.positive(node, key));
  return true;
}

result<void> read_tenant(const yaml_file& file, const YAML::Node& node, role_limits& into) {
  if (auto fine = file.check_keys(node, "tenant", tenant_keys); !fine)
    return fine;
  for (const auto& member : node) {
    const auto& key = member.first.Scalar();
    HOWDAH_TRY(const auto known, read_quota(file, key, member.second, into.of_tenant));
    if (known)
      continue;
    HOWDAH_TRY(into.weight, file.positive(member.second, key));
    if (*into.weight > widest_weights || *into.weight < 1 / widest_weights)
      return file.at(member.second).wrong("weight must be from 0.001 to 1000");
  }
  return {};
}

result<void> read_limit(const yaml_file& file, const std::string& key, const YAML::Node& node,
                        role_limits& into) {
  if (key == "statement_timeout_ms") {
    HOWDAH_TRY(const auto value, file.integer(node, key, 1, most_milliseconds));
    into.statement_timeout = std::chrono::milliseconds(value);
  } else if (key == "row_limit") {
    HOWDAH_TRY(into.rows, file.integer(node, key, 1, most_rows));
  } else if (key == "max_cost") {
    HOWDAH_TRY(into.cost, file.positive(node, key));
  } else if (key == "max_rows_estimate") {
    HOWDAH_TRY(into.estimated_rows, file.positive(node, key));
  } else if (key == "work_mem") {
    HOWDAH_TRY(into.work_mem, read_memory(file, node));
  } else if (key == "parallel_workers") {
    HOWDAH_TRY(const auto value, file.integer(node, key, 0, most_workers));
    into.parallel_workers = static_cast<int>(value);
  } else if (key == "tenant") {
    return read_tenant(file, node, into);
  } else if (const auto known = read_quota(file, key, node, into.of_caller); !known) {
    return refuse(known.error());
  }
  return {};
}

} // namespace

result<role_limits> read_limits(const yaml_file& file, const YAML::Node& node) {
  if (auto fine = file.check_keys(node, "limits", limit_keys); !fine)
    return refuse(fine.error());
  role_limits found;
  for (const auto& member : node)
    if (auto done = read_limit(file, member.first.Scalar(), member.second, found); !done)
      return refuse(done.error());
  return found;
}

} // namespace howdah::auth
