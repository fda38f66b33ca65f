#pragma once

#include "core/problem.hpp"

#include <string>
#include <string_view>

namespace howdah::mcp {

/// The problem of a URI that names no resource, or none any more: `data` of the error repeats it,
/// as MCP wants.
problem unknown_resource(std::string_view uri, std::string hint);

} // namespace howdah::mcp
