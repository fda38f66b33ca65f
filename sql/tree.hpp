#pragma once

#include <rapidjson/document.h>

#include <string_view>

namespace howdah::sql {

/// Reading a parse tree as a document, where one walk is not enough.

/// A member of an object; null when there is none.
const rapidjson::Value* find(const rapidjson::Value& node, const char* field) noexcept;

/// A member that is text; empty when there is none.
std::string_view text_of(const rapidjson::Value& node, const char* field) noexcept;

/// Of a list of String nodes, such as the parts of a qualified name: the last; empty when there is
/// none, or when it is no String.
std::string_view last_name(const rapidjson::Value& node, const char* field) noexcept;

} // namespace howdah::sql
