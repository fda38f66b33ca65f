#include "mcp/content.hpp"

#include "mcp/json.hpp"

namespace howdah::mcp {

namespace {

std::string data_block(std::string_view type, std::string_view base64, std::string_view mime_type) {
  return R"({"type":)" + json_string(type) + R"(,"data":)" + json_string(base64) + R"(,"mimeType":)"
         + json_string(mime_type) + '}';
}

} // namespace

content text_content(std::string_view text) {
  return {.json = R"({"type":"text","text":)" + json_string(text) + '}'};
}

content image_content(std::string_view base64, std::string_view mime_type) {
  return {.json = data_block("image", base64, mime_type)};
}

content audio_content(std::string_view base64, std::string_view mime_type) {
  return {.json = data_block("audio", base64, mime_type), .since = revision::v2025_03_26};
}

content embedded_text(std::string_view uri, std::string_view mime_type, std::string_view text) {
  return {.json = R"({"type":"resource","resource":{"uri":)" + json_string(uri) + R"(,"mimeType":)"
                  + json_string(mime_type) + R"(,"text":)" + json_string(text) + "}}"};
}

} // namespace howdah::mcp
