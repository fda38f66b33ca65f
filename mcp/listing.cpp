#include "mcp/listing.hpp"

namespace howdah::mcp {

namespace {

template <class Descriptor>
std::string page_of(std::string_view member, const std::vector<const Descriptor*>& entries,
                    revision rev, const cache_hint& hint) {
  std::string out = json_string(member) + ":[";
  for (const auto* entry : entries) {
    if (out.back() != '[')
      out += ',';
    out += to_json(*entry, rev);
  }
  out += ']';
  append_cache_hint(out, hint, rev);
  return out;
}

mcp::answer only_page(const message& asked, const std::string& members) {
  const auto cursor = asked.params()["cursor"];
  if (cursor && !cursor.is_null())
    return problem{.code = errc::invalid_params,
                   .message = "Unknown cursor.",
                   .hint = "The list has one page: leave the cursor out."};
  return raw_result{.members = members};
}

} // namespace

listings::listings(const std::vector<const tool_descriptor*>& tools,
                   const std::vector<const prompt_descriptor*>& prompts,
                   const std::vector<const resource_descriptor*>& resources,
                   const std::vector<const resource_template_descriptor*>& templates,
                   const cache_hint& hint) {
  for (std::size_t i = 0; i < pages_.size(); ++i) {
    const auto rev = static_cast<revision>(i);
    pages_[i] = {
      .tools = page_of("tools", tools, rev, hint),
      .prompts = page_of("prompts", prompts, rev, hint),
      .resources = page_of("resources", resources, rev, hint),
      .templates = page_of("resourceTemplates", templates, rev, hint),
    };
  }
}

std::optional<mcp::answer> listings::answer(const message& asked, revision rev) const {
  const auto* members = page(asked.method(), rev);
  return members ? std::optional(only_page(asked, *members)) : std::nullopt;
}

mcp::answer listings::of_tools(const std::vector<const tool_descriptor*>& tools,
                               const message& asked, revision rev, const cache_hint& hint) {
  return only_page(asked, page_of("tools", tools, rev, hint));
}

const std::string* listings::page(std::string_view method, revision rev) const noexcept {
  const auto& pages = pages_[static_cast<std::size_t>(rev)];
  if (method == "tools/list")
    return &pages.tools;
  if (method == "prompts/list")
    return &pages.prompts;
  if (method == "resources/list")
    return &pages.resources;
  if (method == "resources/templates/list")
    return &pages.templates;
  return nullptr;
}

} // namespace howdah::mcp
