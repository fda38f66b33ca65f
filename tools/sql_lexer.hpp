#pragma once

#include <cstddef>
#include <string_view>

namespace howdah::tools {

/// A stretch of SQL text by what a placeholder would mean in it.
struct sql_region {
  enum class kind { code, literal, comment }; ///< literal: strings and quoted identifiers

  kind what;
  std::string_view text;
};

/// Cuts SQL into regions as PostgreSQL's lexer sees them with standard_conforming_strings on
/// (manual §4.1): never fails, an unterminated literal or comment goes on to the end. For rewriting
/// placeholders only; what a statement may do is the guard's to judge.
class sql_lexer {
public:
  explicit sql_lexer(std::string_view text) : text_(text) {}

  bool done() const noexcept { return at_ >= text_.size(); }
  /// The next region; never empty before the end. Only while not `done`.
  sql_region next();

private:
  std::size_t code_end() const;
  std::size_t opening_length(std::size_t at) const;
  std::size_t literal_end(std::size_t at, std::size_t opening) const;

  std::string_view text_;
  std::size_t at_ = 0;
};

/// Whether `c` can be inside an unquoted identifier.
constexpr bool continues_identifier(char c) noexcept {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_'
         || c == '$' || (static_cast<unsigned char>(c) & 0x80) != 0;
}

} // namespace howdah::tools
