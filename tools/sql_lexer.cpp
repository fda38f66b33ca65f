#include "tools/sql_lexer.hpp"

#include <algorithm>

namespace howdah::tools {

namespace {

constexpr auto npos = std::string_view::npos;

bool is_digit(char c) noexcept {
  return c >= '0' && c <= '9';
}

std::size_t or_end(std::size_t found, std::string_view text, std::size_t length) noexcept {
  return found == npos ? text.size() : found + length;
}

/// The end of a quoted text that starts behind `from`; the quote doubled stands for itself.
std::size_t quoted_end(std::string_view text, std::size_t from, char quote,
                       bool backslashes) noexcept {
  for (auto i = from; i < text.size(); ++i) {
    if (backslashes && text[i] == '\\')
      ++i;
    else if (text[i] == quote && text.substr(i + 1, 1) == std::string_view(&quote, 1))
      ++i;
    else if (text[i] == quote)
      return i + 1;
  }
  return text.size();
}

/// Comments of this kind nest.
std::size_t block_comment_end(std::string_view text, std::size_t from) noexcept {
  int depth = 0;
  for (auto i = from; i + 1 < text.size(); ++i) {
    const auto pair = text.substr(i, 2);
    if (pair == "/*")
      ++depth;
    else if (pair == "*/")
      --depth;
    else
      continue;
    ++i;
    if (depth == 0)
      return i + 1;
  }
  return text.size();
}

/// Length of the `$tag$` at `at`; 0 when there is none.
std::size_t dollar_tag(std::string_view text, std::size_t at) noexcept {
  auto i = at + 1;
  if (i < text.size() && is_digit(text[i]))
    return 0;
  while (i < text.size() && text[i] != '$' && continues_identifier(text[i]))
    ++i;
  return i < text.size() && text[i] == '$' ? i + 1 - at : 0;
}

/// Where a string goes on after its end: with a quote behind blanks that hold a line end (manual
/// §4.1.2.1). npos: nowhere.
std::size_t continuation(std::string_view text, std::size_t end) noexcept {
  const auto next = std::min(text.find_first_not_of(" \t\r\n\f\v", end), text.size());
  const auto between = text.substr(end, next - end);
  return next < text.size() && text[next] == '\'' && between.find_first_of("\r\n") != npos ? next
                                                                                           : npos;
}

} // namespace

sql_region sql_lexer::next() {
  using enum sql_region::kind;
  const auto start = at_;
  const auto rest = text_.substr(start);
  auto what = code;
  if (rest.starts_with("--")) {
    what = comment;
    at_ = or_end(text_.find_first_of("\r\n", start), text_, 0);
  } else if (rest.starts_with("/*")) {
    what = comment;
    at_ = block_comment_end(text_, start);
  } else if (const auto opening = opening_length(start)) {
    what = literal;
    at_ = literal_end(start, opening);
  } else {
    at_ = code_end();
  }
  return {what, text_.substr(start, at_ - start)};
}

/// Length of what opens a literal at `at`: a quote, `E'`, `$tag$`; 0 when nothing does.
std::size_t sql_lexer::opening_length(std::size_t at) const {
  const auto c = text_[at];
  if (c == '\'' || c == '"')
    return 1;
  if (at > 0 && continues_identifier(text_[at - 1]))
    return 0;
  if (c == '$')
    return dollar_tag(text_, at);
  return (c == 'e' || c == 'E') && text_.substr(at + 1, 1) == "'" ? 2 : 0;
}

std::size_t sql_lexer::literal_end(std::size_t at, std::size_t opening) const {
  if (text_[at] == '$')
    return or_end(text_.find(text_.substr(at, opening), at + opening), text_, opening);
  const auto quote = text_[at + opening - 1];
  const auto backslashes = opening == 2;
  auto end = quoted_end(text_, at + opening, quote, backslashes);
  if (!backslashes)
    return end;
  for (auto more = continuation(text_, end); more != npos; more = continuation(text_, end))
    end = quoted_end(text_, more + 1, quote, backslashes);
  return end;
}

std::size_t sql_lexer::code_end() const {
  for (auto i = at_ + 1; i < text_.size(); ++i) {
    const auto pair = text_.substr(i, 2);
    if (pair == "--" || pair == "/*" || opening_length(i) > 0)
      return i;
  }
  return text_.size();
}

} // namespace howdah::tools
