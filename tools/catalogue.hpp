#pragma once

#include "mcp/completion.hpp"
#include "mcp/prompt.hpp"
#include "tools/fence.hpp"
#include "tools/tool.hpp"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace howdah::tools {

/// A prompt: what it is and how it reads with its arguments. Stateless and pure.
class prompt {
public:
  virtual ~prompt() = default;
  virtual const mcp::prompt_descriptor& descriptor() const = 0;
  /// A problem becomes a JSON-RPC error.
  virtual step render(const mcp::prompt_arguments& given, const context& with) const = 0;
  /// Whether it can complete arguments at all.
  virtual bool completes() const { return !descriptor().arguments.empty(); }
  /// Values for one of its arguments, best first: a completion_answer.
  virtual step complete(const mcp::completion_request& asked, const context& with) const;
};

/// A prompt that is one text of the user's.
std::unique_ptr<const prompt> text_prompt(mcp::prompt_descriptor descriptor, std::string_view text);

/// A resource with an address of its own.
class resource {
public:
  virtual ~resource() = default;
  virtual const mcp::resource_descriptor& descriptor() const = 0;
  /// A problem becomes a JSON-RPC error.
  virtual result<step> read(const context& with) const = 0;
};

/// A resource template: recognises its URIs and plans the reading.
class resource_template {
public:
  virtual ~resource_template() = default;
  virtual const mcp::resource_template_descriptor& descriptor() const = 0;
  /// Nothing when the URI is not of this template. A problem becomes a JSON-RPC error.
  virtual std::optional<result<step>> read(std::string_view uri, const context& with) const = 0;
  /// Values for a variable of the template, best first: a completion_answer.
  virtual step complete(const mcp::completion_request& asked, const context& with) const;
};

/// The resources that the database has at the moment, page by page.
class resource_index {
public:
  virtual ~resource_index() = default;
  /// A raw_result for resources/list. The problem is invalid_params: of a cursor that is not ours.
  virtual result<plan_ptr> page(const std::optional<std::string>& cursor,
                                const context& with) const = 0;
};

/// All that is offered, in the order in which it is listed. Immutable.
struct catalogue {
  std::vector<std::unique_ptr<const tool>> tools;
  std::vector<std::unique_ptr<const prompt>> prompts;
  std::vector<std::unique_ptr<const resource>> documents;
  std::vector<std::unique_ptr<const resource_template>> resources;
  std::unique_ptr<const resource_index> index = {}; ///< behind `documents`; may be null
  bool announces = false; ///< some tool may announce that lists or resources changed

  const tool* find_tool(std::string_view name) const;
  const prompt* find_prompt(std::string_view name) const;
  const resource_template* find_template(std::string_view uri_template) const;
  bool completes() const; ///< some prompt or template completes its arguments
  bool has_tasks() const; ///< some tool's calls may become tasks
  /// Plans the reading of a resource of either kind; nothing when the URI is nobody's.
  std::optional<result<step>> read(std::string_view uri, const context& with) const;

  /// The descriptors in the order in which they are listed, as mcp::listings takes them.
  std::vector<const mcp::tool_descriptor*> tool_descriptors() const;
  std::vector<const mcp::prompt_descriptor*> prompt_descriptors() const;
  std::vector<const mcp::resource_descriptor*> resource_descriptors() const;
  std::vector<const mcp::resource_template_descriptor*> template_descriptors() const;
};

/// The eight tools, four prompts and two resource templates of howdah.
catalogue standard_catalogue(const limits& bounds, access_mode mode,
                             data_fence marks = data_fence::off);

} // namespace howdah::tools
