#pragma once

#include "core/string_stream.hpp"

#include <rapidjson/document.h>
#include <rapidjson/writer.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace howdah::mcp {

/// Read-only view of a JSON value inside a `message` (or other document) that outlives it. A default view is "absent":
/// every question about it is answered no, so optional members read without branches.
class value {
public:
  value() = default;
  explicit value(const rapidjson::Value& of) : of_(&of) {}

  explicit operator bool() const noexcept { return of_ != nullptr; }
  bool is_null() const { return of_ && of_->IsNull(); }
  bool is_bool() const { return of_ && of_->IsBool(); }
  bool is_string() const { return of_ && of_->IsString(); }
  bool is_object() const { return of_ && of_->IsObject(); }
  bool is_array() const { return of_ && of_->IsArray(); }
  /// A whole number within int64 (2.0 counts, 2.5 does not).
  std::optional<std::int64_t> integer() const;
  std::optional<bool> boolean() const { return is_bool() ? std::optional(of_->GetBool()) : std::nullopt; }
  std::optional<std::string_view> string() const;

  /// Member of an object; absent view when there is none.
  value operator[](std::string_view name) const;
  std::size_t size() const { return is_array() ? of_->Size() : is_object() ? of_->MemberCount() : 0; }
  value at(std::size_t index) const { return value(of_->GetArray()[static_cast<rapidjson::SizeType>(index)]); }
  /// JSON text of the value, compact.
  std::string text() const;
  /// For this room and encoders only.
  const rapidjson::Value* raw() const noexcept { return of_; }

private:
  const rapidjson::Value* of_ = nullptr;
};

/// Writes JSON straight into a std::string. RapidJSON's Writer: StartObject, Key, String, Int64, RawValue, …
using json_writer = rapidjson::Writer<string_stream>;

/// Appends `text` as the inside of a JSON string (escaped, no quotes around it). `text` must be valid UTF-8.
void append_escaped(std::string& out, std::string_view text);
/// Appends `text` as a JSON string with quotes.
void append_quoted(std::string& out, std::string_view text);

} // namespace howdah::mcp
