#pragma once

#include "mcp/revision.hpp"

#include <string>
#include <string_view>

namespace howdah::mcp {

/// One content block of a tool's result or a prompt's message, as JSON. Left out of answers in
/// revisions that do not know its kind.
struct content {
  std::string json = {};
  revision since = revision::v2024_11_05;
};

/// The texts are UTF-8, not escaped; `base64` is data in the standard alphabet, with padding.
content text_content(std::string_view text);
content image_content(std::string_view base64, std::string_view mime_type);
content audio_content(std::string_view base64, std::string_view mime_type);
/// A resource inside of the block, not a link to one.
content embedded_text(std::string_view uri, std::string_view mime_type, std::string_view text);

} // namespace howdah::mcp
