#pragma once

#include <string_view>

namespace howdah::conformance {

/// A red pixel.
constexpr std::string_view png = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQD"
                                 "wAEhQGAhKmMIQAAAABJRU5ErkJggg==";
/// No samples at 8 kHz.
constexpr std::string_view wav = "UklGRiQAAABXQVZFZm10IBAAAAABAAEAQB8AAEAfAAABAAgAZGF0YQAAAAA=";

} // namespace howdah::conformance
