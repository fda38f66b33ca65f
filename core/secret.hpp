#pragma once

#include <string>
#include <utility>

namespace howdah {

/// A string that does not print itself. `reveal` is the only way to its text.
class secret {
public:
  secret() = default;
  explicit secret(std::string text) : text_(std::move(text)) {}

  const std::string& reveal() const noexcept { return text_; }
  bool empty() const noexcept { return text_.empty(); }

  friend std::string to_string(const secret&) { return "***"; }
  friend bool operator==(const secret&, const secret&) = default;

private:
  std::string text_;
};

} // namespace howdah
