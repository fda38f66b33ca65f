#pragma once

#include <string_view>
#include <vector>

namespace howdah::mcp {

/// `known`, the names most like `wanted` first (edit distance without regard to ASCII case),
/// otherwise in the given order.
std::vector<std::string_view> nearest_first(std::string_view wanted,
                                            std::vector<std::string_view> known);

} // namespace howdah::mcp
