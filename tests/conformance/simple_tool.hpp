#pragma once

#include "tools/tool.hpp"

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace howdah::conformance {

/// A tool that needs no database, made of a function.
class simple_tool : public tools::tool {
public:
  using behaviour = std::function<tools::step(const mcp::arguments&, const tools::context&)>;

  simple_tool(mcp::tool_descriptor descriptor, behaviour does)
    : descriptor_(std::move(descriptor)), does_(std::move(does)) {}

  const mcp::tool_descriptor& descriptor() const override { return descriptor_; }
  bool needs_database() const override { return false; }
  tools::step prepare(const mcp::arguments& given, const tools::context& with,
                      sql::admitted_ptr) const override {
    return does_(given, with);
  }
  mcp::answer without_database(const tools::context&) const override { return mcp::tool_result{}; }
  mcp::answer refused(const problem& why) const override {
    return mcp::tool_result{.blocks = {mcp::text_content(why.message)}, .is_error = true};
  }

private:
  mcp::tool_descriptor descriptor_;
  behaviour does_;
};

inline std::unique_ptr<const tools::tool> make_tool(mcp::tool_descriptor descriptor,
                                                    simple_tool::behaviour does) {
  return std::make_unique<simple_tool>(std::move(descriptor), std::move(does));
}

/// One text block.
inline mcp::tool_result text_result(std::string_view text) {
  return {.blocks = {mcp::text_content(text)}};
}

/// A tool that always gives the same answer.
inline std::unique_ptr<const tools::tool>
make_tool(std::string_view name, std::string_view description, mcp::tool_result always) {
  return make_tool({.name = name, .title = "", .description = description},
                   [always = std::move(always)](const auto&, const auto&) {
                     return tools::step(mcp::answer(always));
                   });
}

} // namespace howdah::conformance
