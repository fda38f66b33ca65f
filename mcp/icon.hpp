#pragma once

#include "mcp/revision.hpp"

#include <string>
#include <string_view>

namespace howdah::mcp {

/// A picture of one filled shape on a square of 8 × 8 units, for lists that people read.
struct icon {
  std::string_view path = {}; ///< data of an SVG path; empty: there is no picture
  std::string_view fill = {}; ///< a CSS colour; empty: black
};

/// The picture as a `data:` URI (RFC 2397) that holds an SVG document. Nothing is to be fetched for
/// it, and what a browser need not have escaped is not: it is sent with every list.
std::string data_uri(const icon& of);

/// Value of `icons`: the picture alone, its media type within the URI.
std::string icons_json(const icon& of);
/// Revisions before know no icons.
constexpr revision icons_since = revision::v2025_11_25;

} // namespace howdah::mcp
