#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace howdah::postgres {

/// Reads an array as PostgreSQL prints it (manual §8.15.6), piece by piece: `{1,"a b",NULL,{2}}`.
/// Keeps a view of the text.
class array_reader {
public:
  enum class piece { open, close, null, element, end, malformed };

  array_reader(std::string_view text, char delimiter) : text_(text), delimiter_(delimiter) {}

  /// The next piece; after `end` or `malformed` the same again.
  piece next();
  /// The element that `next` found, unquoted. Valid until the following call.
  std::string_view element() const noexcept { return element_; }
  /// Of the braces open now.
  std::size_t depth() const noexcept { return depth_; }

private:
  piece opened();
  piece closed();
  piece quoted();
  piece bare();

  std::string_view text_;
  char delimiter_;
  std::size_t at_ = 0;
  std::size_t depth_ = 0;
  bool after_value_ = false;
  std::string element_;
};

/// Reads a row as PostgreSQL prints it (manual §8.16.6): `(1,"a b",,"")`. Keeps a view of the text.
class record_reader {
public:
  explicit record_reader(std::string_view text) : text_(text) {}

  /// Whether there is a further field; false at the end, and then `malformed()` tells which end it
  /// is.
  bool next();
  /// The field that `next` found; nothing when it is NULL. Valid until the following call.
  const std::optional<std::string>& field() const noexcept { return field_; }
  bool malformed() const noexcept { return malformed_; }

private:
  void read_field();
  bool at(char c) const noexcept { return at_ < text_.size() && text_[at_] == c; }

  std::string_view text_;
  std::size_t at_ = 0;
  std::optional<std::string> field_;
  bool malformed_ = false;
  bool ended_ = false;
};

} // namespace howdah::postgres
