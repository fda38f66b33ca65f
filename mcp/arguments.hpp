#pragma once

#include "core/result.hpp"
#include "mcp/descriptor.hpp"
#include "mcp/json.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace howdah::mcp {

/// The arguments of a tools/call after they were checked against the tool's parameters: no unknown names, types and ranges as
/// described (integral strings are taken for integers, a JSON array inside a string for a list, as models send them).
/// Views into the message: valid as long as it is.
class arguments {
public:
  /// `given` may be absent or null (= {}). The problem has code invalid_argument and names parameter, value and what is allowed.
  static result<arguments> check(const tool_descriptor& tool, value given);

  bool has(std::string_view name) const; ///< given and not null
  /// The value, or the parameter's default; nothing when there is neither.
  std::optional<std::string> string(std::string_view name) const;
  std::optional<std::int64_t> integer(std::string_view name) const;
  std::optional<bool> boolean(std::string_view name) const;
  /// Elements of a string list; nothing when absent (an empty list is a value).
  std::optional<std::vector<std::string>> strings(std::string_view name) const;
  /// Elements of a list of any values, as JSON; nothing when absent.
  std::optional<std::vector<value>> values(std::string_view name) const;

private:
  const parameter_descriptor* find(std::string_view name) const;
  value lookup(std::string_view name) const;

  const tool_descriptor* tool_ = nullptr;
  value given_;
  /// Lists that came inside strings, parsed; they live as long as the arguments.
  std::vector<std::pair<std::string_view, std::shared_ptr<const rapidjson::Document>>> parsed_;
};

} // namespace howdah::mcp
