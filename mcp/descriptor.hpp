#pragma once

#include "mcp/icon.hpp"
#include "mcp/revision.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace howdah::mcp {

/// One parameter of a tool. From it come the inputSchema and the check of arguments, so they cannot
/// disagree.
struct parameter_descriptor {
  enum class type { string, integer, boolean, string_list, value_list };

  std::string_view name;
  type kind = type::string;
  std::string_view description = {};
  bool required = false;
  /// Null means absent; elsewhere it is refused.
  bool nullable = false;
  /// JSON text of the parameter's type; empty: none.
  std::string_view default_json = {};
  /// Allowed strings, or elements of a list; empty: all.
  std::vector<std::string_view> one_of = {};
  std::optional<std::int64_t> minimum = {};
  std::optional<std::int64_t> maximum = {};
  /// Integers beyond minimum and maximum become these instead of an error.
  bool clamp = false;
  /// `one_of` is matched without regard to ASCII case, and read as it is spelled there.
  bool fold_case = false;
  /// `x-mcp-header`: what stands after `Mcp-Param-` in the header that repeats the argument over
  /// HTTP, for gateways that route by it; a token, of strings, integers and booleans only. Empty:
  /// none.
  std::string_view header = {};
};

/// What JSON Schema calls the type of such an argument.
std::string_view json_type(parameter_descriptor::type kind);

/// MCP's tool annotations. Hosts rely on them: they must be true.
struct annotations {
  bool read_only = true;
  bool destructive = false;
  bool idempotent = true;
  bool open_world = false;
};

/// Whether a call may go on as a task, for clients that know tasks.
enum class task_support {
  none,
  optional, ///< when it takes long
  required, ///< always; other clients are refused
};

struct tool_descriptor {
  std::string_view name;
  std::string_view title;
  mcp::icon icon = {};
  std::string_view description; ///< written for a model to choose rightly
  std::vector<parameter_descriptor> parameters = {};
  /// JSON text to be listed as it is in place of the schema of `parameters`, for what these cannot
  /// say; arguments beyond them are then let through.
  std::string_view input_schema = {};
  std::string output_schema = {}; ///< JSON text, an object schema
  annotations hints = {};
  task_support tasks = task_support::none;
};

/// Arguments of prompts are strings.
struct prompt_argument {
  std::string_view name;
  std::string_view description = {};
  bool required = false;
};

struct prompt_descriptor {
  std::string_view name;
  std::string_view title;
  mcp::icon icon = {};
  std::string_view description;
  std::vector<prompt_argument> arguments = {};
};

/// A resource with an address of its own.
struct resource_descriptor {
  std::string_view uri;
  std::string_view name;
  std::string_view title;
  mcp::icon icon = {};
  std::string_view description;
  std::string_view mime_type;
};

struct resource_template_descriptor {
  std::string_view uri_template;
  std::string_view name;
  std::string_view title;
  mcp::icon icon = {};
  std::string_view description;
  std::string_view mime_type;
};

/// JSON text of one entry of tools/list (prompts/list, resources/list, …) in a revision:
/// fields it does not know are left out. The schema does not offer null for nullable parameters,
/// since several hosts refuse type unions: leaving the argument out says the same.
std::string to_json(const tool_descriptor& tool, revision rev);
std::string to_json(const prompt_descriptor& prompt, revision rev);
std::string to_json(const resource_descriptor& resource, revision rev);
std::string to_json(const resource_template_descriptor& resource, revision rev);

} // namespace howdah::mcp
