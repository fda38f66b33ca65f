#pragma once

#include "core/result.hpp"

#include <span>
#include <string>
#include <string_view>

namespace howdah::auth {

/// First words of the commands that a role can be given, in lower case and in order.
std::span<const std::string_view> known_operations() noexcept;

/// The word as rights have it, or `*`. The problem's message says what is wrong and what to do.
result<std::string> parse_operation(std::string_view text);

/// It may change data, definitions or rights.
bool is_write(std::string_view operation) noexcept;

} // namespace howdah::auth
