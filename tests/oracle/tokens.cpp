#include "tests/oracle/tokens.hpp"

#include "sql/lexemes.hpp"

#include <algorithm>

namespace howdah::oracle {

namespace {

bool is_digit(char c) noexcept {
  return c >= '0' && c <= '9';
}

bool is_letter(char c) noexcept {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'
         || static_cast<unsigned char>(c) >= 128;
}

bool is_operator(char c) noexcept {
  return std::string_view("+-*/<>=~!@#%^&|`?:").find(c) != std::string_view::npos;
}

std::size_t end_of(std::string_view text, std::size_t at, bool (*belongs)(char)) noexcept {
  while (at < text.size() && belongs(text[at]))
    ++at;
  return at;
}

bool is_comment(std::string_view text) noexcept {
  return text.starts_with("--") || text.starts_with("/*");
}

token next(std::string_view text, std::size_t at) {
  const auto made = [&](token_kind kind, std::size_t end) {
    return token{kind, std::string(text.substr(at, end - at))};
  };
  if (const auto end = sql::quoted_until(text, at); end > at)
    return made(text[at] == '"' ? token_kind::word : token_kind::text, end);
  if (is_letter(text[at])) {
    const auto end
      = end_of(text, at, [](char c) { return is_letter(c) || is_digit(c) || c == '$'; });
    return made(token_kind::word, end);
  }
  if (is_digit(text[at]))
    return made(token_kind::number,
                end_of(text, at, [](char c) { return is_digit(c) || is_letter(c) || c == '.'; }));
  if (is_operator(text[at]))
    return made(token_kind::operation, end_of(text, at, is_operator));
  return made(token_kind::mark, at + 1);
}

} // namespace

std::vector<token> tokens_of(std::string_view statement) {
  std::vector<token> found;
  for (std::size_t at = 0; at < statement.size();) {
    if (std::string_view(" \t\r\n\f").find(statement[at]) != std::string_view::npos) {
      ++at;
      continue;
    }
    auto read = next(statement, at);
    at += read.text.size();
    if (!is_comment(read.text))
      found.push_back(std::move(read));
  }
  return found;
}

std::string joined(const std::vector<token>& tokens) {
  std::string text;
  for (const auto& each : tokens)
    text.append(text.empty() ? "" : " ").append(each.text);
  return text;
}

std::size_t end_of_group(const std::vector<token>& tokens, std::size_t open) noexcept {
  std::size_t depth = 0;
  for (auto at = open; at < tokens.size(); ++at) {
    depth += tokens[at].text == "(" ? 1 : 0;
    if (tokens[at].text == ")" && --depth == 0)
      return at;
  }
  return open;
}

} // namespace howdah::oracle
