#pragma once

#include "core/rights.hpp"

#include <cstddef>

namespace howdah::auth {

/// Adds what another role may do: lists are united one by one, what is denied or masked stays so,
/// and of two limits the stricter holds. Where only one of them has a list of tools, it is that.
void add_rights(rights& to, const rights& more);

/// Patterns and names in all of its lists.
std::size_t size_of(const rights& may) noexcept;

} // namespace howdah::auth
