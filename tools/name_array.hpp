#pragma once

#include <string>
#include <string_view>

namespace howdah::tools {

/// An array literal of PostgreSQL (manual §8.15.6) whose elements are names, every one quoted, or
/// NULL.
class name_array {
public:
  void add(std::string_view name);
  void add_null();
  std::string literal() const { return text_.empty() ? "{}" : text_ + '}'; }

private:
  std::string text_; ///< all but the end
};

} // namespace howdah::tools
