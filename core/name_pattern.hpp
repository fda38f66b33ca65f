#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace howdah {

/// A name as the permissions file has it: `*` stands for any characters or none, all others for
/// themselves. Case counts: names are compared as PostgreSQL stores them.
class name_pattern {
public:
  name_pattern() = default;
  explicit name_pattern(std::string text) : text_(std::move(text)) {}

  bool matches(std::string_view name) const noexcept;
  /// One name and no other.
  bool is_name() const noexcept { return text_.find('*') == text_.npos; }
  const std::string& text() const noexcept { return text_; }
  /// The same as an advanced regular expression of PostgreSQL.
  std::string regex() const;

  friend bool operator==(const name_pattern&, const name_pattern&) = default;

private:
  std::string text_;
};

/// `customer`, in every schema, or `sales.customer`.
struct qualified_pattern {
  std::optional<name_pattern> schema = {};
  name_pattern name;

  bool matches(std::string_view schema_name, std::string_view own_name) const noexcept {
    return name.matches(own_name) && (!schema || schema->matches(schema_name));
  }
  bool is_name() const noexcept { return name.is_name() && (!schema || schema->is_name()); }

  friend bool operator==(const qualified_pattern&, const qualified_pattern&) = default;
};

} // namespace howdah
