#include "tools/catalogue.hpp"

#include <utility>

namespace howdah::tools {

namespace {

class one_text : public prompt {
public:
  one_text(mcp::prompt_descriptor descriptor, std::string_view text)
    : descriptor_(std::move(descriptor)), text_(text) {}

  const mcp::prompt_descriptor& descriptor() const override { return descriptor_; }
  step render(const mcp::prompt_arguments&, const context&) const override {
    return mcp::prompt_answer(descriptor_, {{.what = mcp::text_content(text_)}});
  }

private:
  mcp::prompt_descriptor descriptor_;
  std::string_view text_;
};

} // namespace

std::unique_ptr<const prompt> text_prompt(mcp::prompt_descriptor descriptor,
                                          std::string_view text) {
  return std::make_unique<one_text>(std::move(descriptor), text);
}

} // namespace howdah::tools
