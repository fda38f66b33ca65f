#pragma once

#include "core/problem.hpp"
#include "mcp/descriptor.hpp"
#include "mcp/json.hpp"

#include <string_view>

namespace howdah::mcp {

/// The problems of a tool's arguments, written so that a model gets the next call right. All
/// invalid_argument.
problem unknown_argument(const tool_descriptor& tool, std::string_view name);
problem missing_argument(const tool_descriptor& tool, const parameter_descriptor& parameter);
/// `given` is the value, or the element of a list, that does not fit; its text is shortened.
problem wrong_argument(const parameter_descriptor& parameter, value given);

} // namespace howdah::mcp
