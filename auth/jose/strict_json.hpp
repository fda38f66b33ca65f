#pragma once

#include <rapidjson/document.h>

#include <optional>
#include <string>
#include <string_view>

namespace howdah::auth {

/// A JSON object that everybody reads in the same way: UTF-8, no member twice at any level, nested
/// no deeper than `depth`. Nothing for any other text.
std::optional<rapidjson::Document> strict_object(std::string_view json, unsigned depth);

/// Of a string member; nothing when it is absent or something else.
std::optional<std::string> text_member(const rapidjson::Value& of, const char* name);

inline std::string_view text_of(const rapidjson::Value& of) {
  return {of.GetString(), of.GetStringLength()};
}

} // namespace howdah::auth
