#include "mcp/json.hpp"
#include "tests/conformance/fixture.hpp"
#include "tests/conformance/samples.hpp"

#include <memory>
#include <utility>

namespace howdah::conformance {

namespace {

class fixed : public tools::resource {
public:
  /// `content` is text to be escaped, or base64.
  fixed(mcp::resource_descriptor descriptor, std::string_view content, bool blob)
    : descriptor_(descriptor), content_(content), blob_(blob) {}

  const mcp::resource_descriptor& descriptor() const override { return descriptor_; }
  result<tools::step> read(const tools::context&) const override {
    mcp::resource_result out{.uri = std::string(descriptor_.uri),
                             .mime_type = std::string(descriptor_.mime_type),
                             .blob = blob_};
    mcp::append_escaped(out.text, content_);
    return tools::step(mcp::answer(std::move(out)));
  }

private:
  mcp::resource_descriptor descriptor_;
  std::string_view content_;
  bool blob_;
};

class numbered : public tools::resource_template {
public:
  const mcp::resource_template_descriptor& descriptor() const override { return descriptor_; }
  std::optional<result<tools::step>> read(std::string_view uri,
                                          const tools::context&) const override {
    constexpr std::string_view before = "test://template/";
    constexpr std::string_view after = "/data";
    if (!uri.starts_with(before) || !uri.ends_with(after)
        || uri.size() <= before.size() + after.size())
      return std::nullopt;
    const auto id = uri.substr(before.size(), uri.size() - before.size() - after.size());
    const auto json = R"({"id":)" + mcp::json_string(id) + R"(,"templateTest":true,"data":)"
                      + mcp::json_string("Data for ID: " + std::string(id)) + '}';
    mcp::resource_result out{.uri = std::string(uri), .mime_type = "application/json"};
    mcp::append_escaped(out.text, json);
    return tools::step(mcp::answer(std::move(out)));
  }

private:
  mcp::resource_template_descriptor descriptor_{.uri_template = "test://template/{id}/data",
                                                .name = "Numbered data",
                                                .title = "",
                                                .description = "Data by its number.",
                                                .mime_type = "application/json"};
};

} // namespace

void add_resources(tools::catalogue& to) {
  const auto add
    = [&](mcp::resource_descriptor descriptor, std::string_view content, bool blob = false) {
        to.documents.push_back(std::make_unique<fixed>(descriptor, content, blob));
      };
  add({.uri = "test://static-text",
       .name = "Static text",
       .title = "",
       .description = "A text that never changes.",
       .mime_type = "text/plain"},
      "This is the content of the static text resource.");
  add({.uri = "test://static-binary",
       .name = "Static image",
       .title = "",
       .description = "An image that never changes.",
       .mime_type = "image/png"},
      png, true);
  add({.uri = "test://watched-resource",
       .name = "Watched text",
       .title = "",
       .description = "A text that can be subscribed to.",
       .mime_type = "text/plain"},
      "This is the content of the watched resource.");
  to.resources.push_back(std::make_unique<numbered>());
}

} // namespace howdah::conformance
