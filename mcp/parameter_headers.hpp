#pragma once

#include "core/result.hpp"
#include "mcp/descriptor.hpp"
#include "mcp/json.hpp"

#include <optional>
#include <string>
#include <vector>

namespace howdah::mcp {

/// A header `Mcp-Param-{name}`, its base64 wrapper taken off.
struct parameter_header {
  std::string name;                 ///< what follows `Mcp-Param-`
  std::optional<std::string> value; ///< nothing where the wrapper holds no base64
};

/// Whether the headers of a tools/call repeat the arguments that the tool marks with `x-mcp-header`
/// (2026-07-28): exactly one for each that is given and not null, equal to it; integers are
/// compared as numbers. What no parameter asks for is passed over. Error: header_mismatch.
result<void> check_parameter_headers(const tool_descriptor& tool, value arguments,
                                     const std::vector<parameter_header>& headers);

} // namespace howdah::mcp
