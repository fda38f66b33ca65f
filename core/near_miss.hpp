#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace howdah {

/// Edits (insert, delete, replace, swap neighbours) from one to the other.
std::size_t distance(std::string_view from, std::string_view to);
/// The candidate that was probably meant, or nothing: a beginning of it, or few edits away.
std::string_view nearest(std::string_view given, std::span<const std::string_view> candidates);
/// " (did you mean --port?)" or nothing.
std::string did_you_mean(std::string_view given, std::span<const std::string_view> candidates);

} // namespace howdah
