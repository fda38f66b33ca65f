#include "mcp/json.hpp"

#include "core/json_text.hpp"

#include <charconv>
#include <cmath>

namespace howdah::mcp {

namespace {

void append_text(std::string& out, value of);

void append_members(std::string& out, value of) {
  out += '{';
  bool first = true;
  for (const auto& [name, inner] : of.members()) {
    if (!std::exchange(first, false))
      out += ',';
    append_quoted(out, name);
    out += ':';
    append_text(out, inner);
  }
  out += '}';
}

void append_elements(std::string& out, value of) {
  out += '[';
  bool first = true;
  for (const auto inner : of.elements()) {
    if (!std::exchange(first, false))
      out += ',';
    append_text(out, inner);
  }
  out += ']';
}

void append_text(std::string& out, value of) {
  if (of.is_object())
    append_members(out, of);
  else if (of.is_array())
    append_elements(out, of);
  else if (const auto text = of.string())
    append_quoted(out, *text);
  else if (const auto number = of.number())
    out += *number;
  else if (const auto boolean = of.boolean())
    out += *boolean ? "true" : "false";
  else if (of.is_null())
    out += "null";
}

/// 2.0 and 2e3, not 2.5; nothing beyond what a double holds exactly.
std::optional<std::int64_t> whole(std::string_view number) noexcept {
  double parsed = 0;
  const auto [end, failure] = std::from_chars(number.data(), number.data() + number.size(), parsed);
  if (failure != std::errc{} || end != number.data() + number.size())
    return std::nullopt;
  constexpr double exact = 9007199254740992; // 2^53
  if (std::abs(parsed) > exact || parsed != std::trunc(parsed))
    return std::nullopt;
  return static_cast<std::int64_t>(parsed);
}

} // namespace

std::optional<bool> value::boolean() const noexcept {
  return is_bool() ? std::optional(of_->size != 0) : std::nullopt;
}

std::optional<std::int64_t> value::integer() const noexcept {
  const auto digits = number();
  if (!digits)
    return std::nullopt;
  std::int64_t parsed = 0;
  const auto last = digits->data() + digits->size();
  const auto [end, failure] = std::from_chars(digits->data(), last, parsed);
  if (end == last)
    return failure == std::errc{} ? std::optional(parsed) : std::nullopt;
  return whole(*digits);
}

std::optional<std::string_view> value::number() const noexcept {
  return is_number() ? std::optional(std::string_view(of_->text, of_->size)) : std::nullopt;
}

std::optional<std::string_view> value::string() const noexcept {
  return is_string() ? std::optional(std::string_view(of_->text, of_->size)) : std::nullopt;
}

value value::operator[](std::string_view name) const noexcept {
  value found;
  for (const auto& [key, inner] : members())
    if (key == name)
      found = inner;
  return found;
}

value value::at(std::size_t index) const noexcept {
  if (!is_array() || index >= of_->size)
    return {};
  if (of_->span == std::size_t{of_->size} + 1) // scalars only: one node each
    return value(of_[index + 1]);
  auto node = of_ + 1;
  while (index-- > 0)
    node = after(node);
  return value(*node);
}

value::element_range value::elements() const noexcept {
  return is_array() ? element_range(of_ + 1, end()) : element_range(nullptr, nullptr);
}

value::member_range value::members() const noexcept {
  return is_object() ? member_range(of_ + 1, end()) : member_range(nullptr, nullptr);
}

std::string value::text() const {
  std::string out;
  append_text(out, *this);
  return out;
}

void append_escaped(std::string& out, std::string_view text) {
  append_json_escaped(out, text);
}

void append_quoted(std::string& out, std::string_view text) {
  append_json_string(out, text);
}

std::string json_string(std::string_view text) {
  std::string out;
  append_quoted(out, text);
  return out;
}

} // namespace howdah::mcp
