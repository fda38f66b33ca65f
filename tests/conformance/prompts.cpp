#include "tests/conformance/fixture.hpp"
#include "tests/conformance/questions.hpp"
#include "tests/conformance/samples.hpp"

#include <functional>
#include <utility>

namespace howdah::conformance {

namespace {

using rendering = std::function<tools::step(const mcp::prompt_descriptor&,
                                            const mcp::prompt_arguments&, const tools::context&)>;

class simple_prompt : public tools::prompt {
public:
  simple_prompt(mcp::prompt_descriptor descriptor, rendering does)
    : descriptor_(std::move(descriptor)), does_(std::move(does)) {}

  const mcp::prompt_descriptor& descriptor() const override { return descriptor_; }
  tools::step render(const mcp::prompt_arguments& given,
                     const tools::context& with) const override {
    return does_(descriptor_, given, with);
  }
  tools::step complete(const mcp::completion_request& asked,
                       const tools::context&) const override {
    std::vector<std::string> all;
    for (const std::string_view each : {"paris", "park", "party"})
      if (each.starts_with(asked.typed))
        all.emplace_back(each);
    return mcp::completion_answer(all);
  }

private:
  mcp::prompt_descriptor descriptor_;
  rendering does_;
};

tools::step with_arguments(const mcp::prompt_descriptor& of, const mcp::prompt_arguments& given,
                           const tools::context&) {
  const auto text = "Prompt with arguments: arg1='" + std::string(*given.string("arg1"))
                    + "', arg2='" + std::string(*given.string("arg2")) + "'";
  return mcp::prompt_answer(of, {{.what = mcp::text_content(text)}});
}

tools::step with_resource(const mcp::prompt_descriptor& of, const mcp::prompt_arguments& given,
                          const tools::context&) {
  return mcp::prompt_answer(
    of, {{.what = mcp::embedded_text(*given.string("resourceUri"), "text/plain",
                                     "Embedded resource content for testing.")},
         {.what = mcp::text_content("Please process the embedded resource above.")}});
}

tools::step with_image(const mcp::prompt_descriptor& of, const mcp::prompt_arguments&,
                       const tools::context&) {
  return mcp::prompt_answer(of, {{.what = mcp::image_content(png, "image/png")},
                                 {.what = mcp::text_content("Please analyze the image above.")}});
}

tools::step with_context(const mcp::prompt_descriptor& of, const mcp::prompt_arguments&,
                         const tools::context& with) {
  const auto said = mcp::accepted_content(with.inputs["user_context"])["context"].string();
  if (said)
    return mcp::prompt_answer(of, {{.what = mcp::text_content("Context: " + std::string(*said))}});
  return tools::input_needed{.requests
                             = {ask_form("user_context", "What context should the prompt use?",
                                         R"({"context":{"type":"string"}})", R"(["context"])")}};
}

} // namespace

void add_prompts(tools::catalogue& to) {
  const auto add = [&](mcp::prompt_descriptor descriptor, rendering does) {
    to.prompts.push_back(std::make_unique<simple_prompt>(std::move(descriptor), std::move(does)));
  };
  to.prompts.push_back(
    tools::text_prompt({.name = "test_simple_prompt", .title = "", .description = "One text."},
                       "This is a simple prompt for testing."));
  add({.name = "test_prompt_with_arguments",
       .title = "",
       .description = "Repeats its arguments.",
       .arguments = {{.name = "arg1", .required = true}, {.name = "arg2", .required = true}}},
      with_arguments);
  add({.name = "test_prompt_with_embedded_resource",
       .title = "",
       .description = "Holds a resource.",
       .arguments = {{.name = "resourceUri", .required = true}}},
      with_resource);
  add({.name = "test_prompt_with_image", .title = "", .description = "Holds an image."},
      with_image);
  add({.name = "test_input_required_result_prompt",
       .title = "",
       .description = "Asks its client before it reads."},
      with_context);
}

} // namespace howdah::conformance
