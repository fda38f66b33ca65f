#include "mcp/revision.hpp"

#include <array>

namespace howdah::mcp {

namespace {

constexpr std::array<std::string_view, revision_count> names{
  "2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25", "2026-07-28"};

} // namespace

std::string_view name_of(revision of) noexcept {
  return names[static_cast<std::size_t>(of)];
}

std::optional<revision> parse_revision(std::string_view name) noexcept {
  for (std::size_t i = 0; i < names.size(); ++i)
    if (names[i] == name)
      return static_cast<revision>(i);
  return std::nullopt;
}

} // namespace howdah::mcp
