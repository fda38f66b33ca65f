#include "auth/jose/strict_json.hpp"

#include <algorithm>
#include <vector>

namespace howdah::auth {

namespace {

bool plain(const rapidjson::Value& value, unsigned depth);

bool plain_object(const rapidjson::Value& object, unsigned depth) {
  std::vector<std::string_view> names;
  names.reserve(object.MemberCount());
  for (const auto& member : object.GetObject()) {
    names.push_back(text_of(member.name));
    if (!plain(member.value, depth))
      return false;
  }
  std::sort(names.begin(), names.end());
  return std::adjacent_find(names.begin(), names.end()) == names.end();
}

/// Goes no deeper than `depth`, however deep the value is.
bool plain(const rapidjson::Value& value, unsigned depth) {
  if (!value.IsObject() && !value.IsArray())
    return true;
  if (depth == 0)
    return false;
  if (value.IsObject())
    return plain_object(value, depth - 1);
  return std::all_of(value.Begin(), value.End(),
                     [depth](const auto& each) { return plain(each, depth - 1); });
}

} // namespace

std::optional<rapidjson::Document> strict_object(std::string_view json, unsigned depth) {
  rapidjson::Document document;
  document.Parse<rapidjson::kParseIterativeFlag | rapidjson::kParseValidateEncodingFlag>(
    json.data(), json.size());
  if (document.HasParseError() || !document.IsObject() || !plain(document, depth))
    return std::nullopt;
  return document;
}

std::optional<std::string> text_member(const rapidjson::Value& of, const char* name) {
  const auto at = of.FindMember(name);
  if (at == of.MemberEnd() || !at->value.IsString())
    return std::nullopt;
  return std::string(text_of(at->value));
}

} // namespace howdah::auth
