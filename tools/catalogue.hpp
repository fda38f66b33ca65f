#pragma once

#include "tools/tool.hpp"

#include <memory>
#include <string_view>
#include <vector>

namespace howdah::tools {

/// A prompt: a descriptor and its one user message.
struct prompt {
  mcp::prompt_descriptor descriptor;
  std::string_view text;
};

/// A resource template: recognises its URIs and plans the reading.
class resource_template {
public:
  virtual ~resource_template() = default;
  virtual const mcp::resource_template_descriptor& descriptor() const = 0;
  /// Nothing when the URI is not of this template. A problem becomes a JSON-RPC error.
  virtual std::optional<result<step>> read(std::string_view uri, const context& with) const = 0;
};

/// All that is offered, in the order in which it is listed. Immutable.
struct catalogue {
  std::vector<std::unique_ptr<const tool>> tools;
  std::vector<prompt> prompts;
  std::vector<std::unique_ptr<const resource_template>> resources;

  const tool* find_tool(std::string_view name) const;
  const prompt* find_prompt(std::string_view name) const;

  /// The descriptors in the order in which they are listed, as mcp::listings takes them.
  std::vector<const mcp::tool_descriptor*> tool_descriptors() const;
  std::vector<const mcp::prompt_descriptor*> prompt_descriptors() const;
  std::vector<const mcp::resource_template_descriptor*> template_descriptors() const;
};

/// The eight tools, two prompts and one resource template of howdah.
catalogue standard_catalogue(const limits& bounds, access_mode mode);

} // namespace howdah::tools
