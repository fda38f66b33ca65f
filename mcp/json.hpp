#pragma once

#include "core/string_stream.hpp"

#include <rapidjson/writer.h>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace howdah::mcp {

/// One entry of a `document`: values in the order of the text, a container before what it holds, a
/// member's name before its value.
struct json_node {
  enum class kind : std::uint8_t { null, boolean, number, string, array, object };

  union {
    const char* text = nullptr; ///< of a string (decoded) or a number (as it was written)
    std::size_t span;           ///< of a container: nodes that it takes, itself included
  };
  std::uint32_t size = 0; ///< bytes, elements or members; of a boolean its value
  kind what = kind::null;
};

/// Read-only view of a JSON value inside a `document`, which must outlive it. A default view is
/// "absent": every question about it is answered no, so optional members read without branches.
class value {
public:
  class element_range;
  class member_range;
  /// A member of an object.
  struct member;

  value() = default;
  explicit value(const json_node& of) : of_(&of) {}

  explicit operator bool() const noexcept { return of_ != nullptr; }
  bool is_null() const noexcept { return is(json_node::kind::null); }
  bool is_bool() const noexcept { return is(json_node::kind::boolean); }
  bool is_number() const noexcept { return is(json_node::kind::number); }
  bool is_string() const noexcept { return is(json_node::kind::string); }
  bool is_array() const noexcept { return is(json_node::kind::array); }
  bool is_object() const noexcept { return is(json_node::kind::object); }

  std::optional<bool> boolean() const noexcept;
  /// A whole number within int64 (2.0 and 2e3 count, 2.5 does not).
  std::optional<std::int64_t> integer() const noexcept;
  /// A number as it was written, every digit of it: `1.10`, `123456789012345678901234567890`.
  std::optional<std::string_view> number() const noexcept;
  /// Decoded; may contain NUL characters.
  std::optional<std::string_view> string() const noexcept;

  /// Member of an object; absent view when there is none. Of equal names the last counts, as in
  /// JavaScript and Python.
  value operator[](std::string_view name) const noexcept;
  /// Elements or members.
  std::size_t size() const noexcept { return is_array() || is_object() ? of_->size : 0; }
  /// Element of an array; absent view beyond its end. Constant time when all elements are scalars.
  value at(std::size_t index) const noexcept;
  /// For range-for; empty for anything but an array (object).
  element_range elements() const noexcept;
  member_range members() const noexcept;

  /// JSON text of the value, compact; numbers as they were written. Empty for an absent view.
  std::string text() const;

private:
  bool is(json_node::kind what) const noexcept { return of_ && of_->what == what; }
  const json_node* end() const noexcept { return of_ + of_->span; }

  const json_node* of_ = nullptr;
};

struct value::member {
  std::string_view name;
  mcp::value value;
};

/// The node after a value and all that it holds.
inline const json_node* after(const json_node* node) noexcept {
  return node + (node->what >= json_node::kind::array ? node->span : 1);
}

class value::element_range {
public:
  struct iterator {
    const json_node* at;
    value operator*() const noexcept { return value(*at); }
    iterator& operator++() noexcept { return at = after(at), *this; }
    bool operator==(const iterator&) const = default;
  };
  element_range(const json_node* first, const json_node* last) noexcept
    : first_(first), last_(last) {}
  iterator begin() const noexcept { return {first_}; }
  iterator end() const noexcept { return {last_}; }

private:
  const json_node* first_;
  const json_node* last_;
};

class value::member_range {
public:
  struct iterator {
    const json_node* at;
    member operator*() const noexcept { return {{at->text, at->size}, value(at[1])}; }
    iterator& operator++() noexcept { return at = after(at + 1), *this; }
    bool operator==(const iterator&) const = default;
  };
  member_range(const json_node* first, const json_node* last) noexcept
    : first_(first), last_(last) {}
  iterator begin() const noexcept { return {first_}; }
  iterator end() const noexcept { return {last_}; }

private:
  const json_node* first_;
  const json_node* last_;
};

/// Writes JSON straight into a std::string. RapidJSON's Writer: StartObject, Key, String, Int64,
/// RawValue, …
using json_writer = rapidjson::Writer<string_stream>;

/// Appends `text` as the inside of a JSON string (escaped, no quotes around it). `text` must be
/// valid UTF-8.
void append_escaped(std::string& out, std::string_view text);
/// Appends `text` as a JSON string with quotes.
void append_quoted(std::string& out, std::string_view text);
std::string json_string(std::string_view text);

} // namespace howdah::mcp
