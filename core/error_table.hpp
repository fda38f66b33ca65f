#pragma once

#include "core/problem.hpp"

#include <span>
#include <string_view>

namespace howdah {

/// What docs/errors.md says of a code.
struct error_entry {
  errc code;
  const char* name;
  std::string_view meaning;
  std::string_view remedy;
};

/// Every code, in the order of its number.
std::span<const error_entry> error_table() noexcept;

} // namespace howdah
