#pragma once

#include "mcp/json.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace howdah::tools {

/// Writes JSON objects and arrays from catalog rows, whose texts are valid UTF-8.
class catalog_json {
public:
  catalog_json() : writer_(stream_) {}
  catalog_json(const catalog_json&) = delete;
  catalog_json& operator=(const catalog_json&) = delete;

  catalog_json& open_object(std::string_view name = {});
  catalog_json& close_object();
  catalog_json& open_array(std::string_view name = {});
  catalog_json& close_array();

  catalog_json& element(std::string_view value);
  catalog_json& text(std::string_view name, std::string_view value);
  catalog_json& flag(std::string_view name, bool value);
  catalog_json& number(std::string_view name, std::int64_t value);
  /// JSON text that needs no check: a number, or an array that PostgreSQL wrote.
  catalog_json& raw(std::string_view name, std::string_view json);
  /// null when there is none.
  catalog_json& nullable(std::string_view name, const std::optional<std::string>& value);
  /// Left out when there is none.
  catalog_json& known(std::string_view name, const std::optional<std::string>& value);
  catalog_json& known_raw(std::string_view name, const std::optional<std::string>& json);
  /// Left out when false.
  catalog_json& marked(std::string_view name, bool value);

  const std::string& str() const noexcept { return out_; }
  std::string take() { return std::move(out_); }

private:
  void name(std::string_view of);

  std::string out_;
  string_stream stream_{out_};
  mcp::json_writer writer_;
};

/// content[0] of a result: `json` as the inside of a JSON string.
std::string as_text(std::string_view json);

} // namespace howdah::tools
