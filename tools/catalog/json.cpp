#include "tools/catalog/json.hpp"

namespace howdah::tools {

namespace {

rapidjson::SizeType length(std::string_view text) {
  return static_cast<rapidjson::SizeType>(text.size());
}

} // namespace

void catalog_json::name(std::string_view of) {
  if (!of.empty())
    writer_.Key(of.data(), length(of));
}

catalog_json& catalog_json::open_object(std::string_view of) {
  name(of);
  writer_.StartObject();
  return *this;
}

catalog_json& catalog_json::close_object() {
  writer_.EndObject();
  return *this;
}

catalog_json& catalog_json::open_array(std::string_view of) {
  name(of);
  writer_.StartArray();
  return *this;
}

catalog_json& catalog_json::close_array() {
  writer_.EndArray();
  return *this;
}

catalog_json& catalog_json::element(std::string_view value) {
  writer_.String(value.data(), length(value));
  return *this;
}

catalog_json& catalog_json::text(std::string_view of, std::string_view value) {
  name(of);
  return element(value);
}

catalog_json& catalog_json::flag(std::string_view of, bool value) {
  name(of);
  writer_.Bool(value);
  return *this;
}

catalog_json& catalog_json::number(std::string_view of, std::int64_t value) {
  name(of);
  writer_.Int64(value);
  return *this;
}

catalog_json& catalog_json::raw(std::string_view of, std::string_view json) {
  name(of);
  writer_.RawValue(json.data(), json.size(), rapidjson::kObjectType);
  return *this;
}

catalog_json& catalog_json::nullable(std::string_view of, const std::optional<std::string>& value) {
  return value ? text(of, *value) : raw(of, "null");
}

catalog_json& catalog_json::known(std::string_view of, const std::optional<std::string>& value) {
  return value ? text(of, *value) : *this;
}

catalog_json& catalog_json::known_raw(std::string_view of, const std::optional<std::string>& json) {
  return json ? raw(of, *json) : *this;
}

catalog_json& catalog_json::marked(std::string_view of, bool value) {
  return value ? flag(of, value) : *this;
}

std::string as_text(std::string_view json) {
  std::string text;
  text.reserve(json.size() + json.size() / 4);
  mcp::append_escaped(text, json);
  return text;
}

} // namespace howdah::tools
