#pragma once

#include "mcp/answer.hpp"
#include "mcp/cache.hpp"
#include "mcp/descriptor.hpp"
#include "mcp/message.hpp"
#include "mcp/revision.hpp"

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace howdah::mcp {

/// The results of tools/list, prompts/list, resources/list and resources/templates/list in every
/// revision, written once. Each fits one page; entries keep the order of the descriptors.
/// Immutable.
class listings {
public:
  /// The descriptors are only read here.
  listings(const std::vector<const tool_descriptor*>& tools,
           const std::vector<const prompt_descriptor*>& prompts,
           const std::vector<const resource_descriptor*>& resources,
           const std::vector<const resource_template_descriptor*>& templates,
           const cache_hint& hint = {.ttl_ms = 300'000});

  /// Nothing when the method is none of the four. A cursor is refused (invalid_params): none was
  /// ever given out.
  std::optional<mcp::answer> answer(const message& asked, revision rev) const;

  /// tools/list, for a caller who may not see all of them.
  static mcp::answer of_tools(const std::vector<const tool_descriptor*>& tools,
                              const message& asked, revision rev, const cache_hint& hint);

private:
  struct page_set {
    std::string tools;
    std::string prompts;
    std::string resources;
    std::string templates;
  };
  const std::string* page(std::string_view method, revision rev) const noexcept;

  std::array<page_set, revision_count> pages_;
};

} // namespace howdah::mcp
