#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace howdah::tools {

/// Single insertions, deletions, replacements and swaps of neighbours that lead from one text to
/// the other, ASCII case aside. By bytes: names are short and mostly ASCII.
std::size_t edit_distance(std::string_view one, std::string_view other);

/// How well `name` could be what was meant by `wanted`: 0 = not at all, 100 = the same but for
/// case.
int likeness(std::string_view wanted, std::string_view name);

/// Those of `names` that `wanted` could have meant, best first, at most `count`.
std::vector<std::string> nearest(std::string_view wanted, const std::vector<std::string>& names,
                                 std::size_t count);

} // namespace howdah::tools
