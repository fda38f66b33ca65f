#include "tools/catalogue.hpp"

#include <algorithm>

namespace howdah::tools {

step prompt::complete(const mcp::completion_request&, const context&) const {
  return mcp::completion_answer({});
}

step resource_template::complete(const mcp::completion_request&, const context&) const {
  return mcp::completion_answer({});
}

const tool* catalogue::find_tool(std::string_view name) const {
  const auto found = std::find_if(
    tools.begin(), tools.end(), [&](const auto& each) { return each->descriptor().name == name; });
  return found == tools.end() ? nullptr : found->get();
}

const prompt* catalogue::find_prompt(std::string_view name) const {
  const auto found = std::find_if(prompts.begin(), prompts.end(), [&](const auto& each) {
    return each->descriptor().name == name;
  });
  return found == prompts.end() ? nullptr : found->get();
}

const resource_template* catalogue::find_template(std::string_view uri_template) const {
  const auto found = std::ranges::find_if(
    resources, [&](const auto& each) { return each->descriptor().uri_template == uri_template; });
  return found == resources.end() ? nullptr : found->get();
}

bool catalogue::completes() const {
  return !resources.empty()
         || std::ranges::any_of(prompts, [](const auto& each) { return each->completes(); });
}

bool catalogue::has_tasks() const {
  return std::ranges::any_of(
    tools, [](const auto& each) { return each->descriptor().tasks != mcp::task_support::none; });
}

std::optional<result<step>> catalogue::read(std::string_view uri, const context& with) const {
  for (const auto& each : documents)
    if (each->descriptor().uri == uri)
      return each->read(with);
  for (const auto& each : resources)
    if (auto planned = each->read(uri, with))
      return planned;
  return std::nullopt;
}

std::vector<const mcp::tool_descriptor*> catalogue::tool_descriptors() const {
  std::vector<const mcp::tool_descriptor*> all;
  for (const auto& each : tools)
    all.push_back(&each->descriptor());
  return all;
}

std::vector<const mcp::prompt_descriptor*> catalogue::prompt_descriptors() const {
  std::vector<const mcp::prompt_descriptor*> all;
  for (const auto& each : prompts)
    all.push_back(&each->descriptor());
  return all;
}

std::vector<const mcp::resource_descriptor*> catalogue::resource_descriptors() const {
  std::vector<const mcp::resource_descriptor*> all;
  for (const auto& each : documents)
    all.push_back(&each->descriptor());
  return all;
}

std::vector<const mcp::resource_template_descriptor*> catalogue::template_descriptors() const {
  std::vector<const mcp::resource_template_descriptor*> all;
  for (const auto& each : resources)
    all.push_back(&each->descriptor());
  return all;
}

} // namespace howdah::tools
