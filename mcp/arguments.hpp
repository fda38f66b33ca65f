#pragma once

#include "core/result.hpp"
#include "mcp/descriptor.hpp"
#include "mcp/document.hpp"
#include "mcp/json.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace howdah::mcp {

/// The arguments of a tools/call after they were checked against the tool's parameters: no unknown
/// names, types and ranges as described. Models are met halfway, as the original met them: an
/// integral string, 2.0 or true is an integer, "true", "yes" and 1 are booleans, a JSON array
/// inside a string is a list, and null is absent where the parameter is nullable. Views into the
/// message and the descriptor: valid as long as both are. Cheap to copy.
class arguments {
public:
  /// `given` may be absent or null (= {}). The problem has code invalid_argument and names
  /// parameter, value and what is allowed.
  static result<arguments> check(const tool_descriptor& tool, value given);

  /// Given and not null; a default does not count.
  bool has(std::string_view name) const noexcept;
  /// The value, or the parameter's default; nothing when there is neither, or when the parameter is
  /// of another type.
  std::optional<std::string> string(std::string_view name) const;
  /// Clamped where the parameter says so.
  std::optional<std::int64_t> integer(std::string_view name) const noexcept;
  /// Given beyond the range and brought into it.
  bool clamped(std::string_view name) const noexcept;
  std::optional<bool> boolean(std::string_view name) const noexcept;
  /// Elements of a string list (an empty list is a value).
  std::optional<std::vector<std::string>> strings(std::string_view name) const;
  /// Elements of a list of any values; they live as long as these arguments and the message.
  std::optional<std::vector<value>> values(std::string_view name) const;

private:
  friend class argument_reader;

  /// A parameter that has a value.
  struct slot {
    const parameter_descriptor* of = nullptr;
    bool given = false; ///< by the caller; otherwise the default
    bool clamped = false;
    std::int64_t number = 0;    ///< integer, or 0 and 1
    std::string_view text = {}; ///< string
    value list = {};            ///< string_list, value_list
  };
  const slot* find(std::string_view name, parameter_descriptor::type kind) const noexcept;

  std::vector<slot> slots_;
  /// Lists that came inside strings, and defaults that had to be parsed.
  std::vector<std::shared_ptr<const document>> parsed_;
};

} // namespace howdah::mcp
