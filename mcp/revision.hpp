#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace howdah::mcp {

/// Protocol revisions served, oldest first; their order is their age.
enum class revision { v2024_11_05, v2025_03_26, v2025_06_18, v2025_11_25, v2026_07_28 };

constexpr std::size_t revision_count = 5;
constexpr revision newest_legacy = revision::v2025_11_25;

/// 2026-07-28 and later: stateless, no initialize.
constexpr bool modern(revision of) noexcept {
  return of >= revision::v2026_07_28;
}

std::string_view name_of(revision of) noexcept;
std::optional<revision> parse_revision(std::string_view name) noexcept;

} // namespace howdah::mcp
