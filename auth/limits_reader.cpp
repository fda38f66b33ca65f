#include "auth/limits_reader.hpp"

#include "auth/memory_size.hpp"

#include <array>
#include <limits>

namespace howdah::auth {

namespace {

constexpr std::int64_t most_milliseconds = std::numeric_limits<std::int32_t>::max();
constexpr std::int64_t most_rows = 1'000'000;
constexpr std::int64_t most_workers = 1024;

constexpr std::array<std::string_view, 6> limit_keys{
  "statement_timeout_ms", "row_limit", "max_cost",
  "max_rows_estimate",    "work_mem",  "parallel_workers"};

result<std::string> read_memory(const yaml_file& file, const YAML::Node& node) {
  if (!node.IsScalar() || !kilobytes(node.Scalar()))
    return file.at(node).wrong("work_mem must be from 64kB to 2147483647kB, as 16MB");
  return node.Scalar();
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
