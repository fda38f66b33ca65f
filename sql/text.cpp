#include "sql/text.hpp"

#include "core/utf8.hpp"
#include "sql/characters.hpp"
#include "sql/lexemes.hpp"
#include "sql/refusal.hpp"

#include <algorithm>
#include <array>
#include <cstdio>

namespace howdah::sql {

namespace {

problem refused(rule which, std::string_view text, std::size_t at, std::string_view what) {
  auto out = refusal(which, access_mode::unrestricted, "The statement");
  out.detail = what;
  out.position = character_position(text, static_cast<location>(at));
  return out;
}

/// The first byte that is no text, or the end.
std::size_t first_bad_byte(std::string_view text) noexcept {
  std::size_t at = 0;
  while (at < text.size() && text[at] != '\0') {
    const auto size = size_of_character(text, at);
    if (!is_utf8(text.substr(at, size)))
      break;
    at += size;
  }
  return at;
}

/// True for most texts: nothing in them could be invisible.
bool plain(std::string_view text) noexcept {
  return std::ranges::all_of(text, [](char c) {
    return (c >= ' ' && c <= '~') || c == '\n' || c == '\t' || c == '\r' || c == '\f' || c == '\v';
  });
}

/// Of these PostgreSQL's lexer takes as many as follow each other, and then gives all but one or
/// two back: reading a run costs the square of its length.
constexpr auto operator_characters = [] {
  std::array<bool, 256> out{};
  for (const char c : std::string_view("~!@#^&|`?+-*/%<>="))
    out[static_cast<unsigned char>(c)] = true;
  return out;
}();

constexpr std::size_t longest_run = 512;

/// Where a run of operator characters passes the limit, or npos.
std::size_t long_run(std::string_view text) noexcept {
  std::size_t run = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    run = operator_characters[static_cast<unsigned char>(text[i])] ? run + 1 : 0;
    if (run > longest_run)
      return i;
  }
  return std::string_view::npos;
}

/// The same without literals, quoted names and `--` comments, which are read in one go.
std::size_t long_run_outside_quotes(std::string_view text) {
  std::string lexed(text);
  for (std::size_t i = 0; i < text.size();) {
    const auto end = quoted_until(text, i);
    if (end > i && text[i] != '/')
      std::fill(lexed.begin() + static_cast<std::ptrdiff_t>(i),
                lexed.begin() + static_cast<std::ptrdiff_t>(end), ' ');
    i = std::max(end, i + 1);
  }
  return long_run(lexed);
}

std::optional<problem> too_long_run(std::string_view text) {
  if (long_run(text) == std::string_view::npos)
    return std::nullopt;
  const auto at = long_run_outside_quotes(text);
  if (at == std::string_view::npos)
    return std::nullopt;
  return refused(rule::operator_run, text, at, "The limit is " + std::to_string(longest_run) + ".");
}

problem no_text(std::string_view text) {
  const auto at = first_bad_byte(text);
  const bool nul = at < text.size() && text[at] == '\0';
  return refused(rule::invalid_text, text, at,
                 nul ? "There is a NUL character." : "There are bytes that are not UTF-8.");
}

std::string code_point(char32_t code) {
  std::array<char, 16> out{};
  std::snprintf(out.data(), out.size(), "U+%04X", static_cast<unsigned>(code));
  return out.data();
}

std::optional<problem> unseen_character(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    if (const auto end = quoted_until(text, i); end > i) {
      i = end;
      continue;
    }
    const auto code = code_point_at(text, i);
    if (invisible(code))
      return refused(rule::invisible_character, text, i,
                     "The character is " + code_point(code) + ".");
    i += size_of_character(text, i);
  }
  return std::nullopt;
}

} // namespace

std::optional<problem> unfit(std::string_view text) {
  if (!plain(text)) {
    if (!is_utf8(text) || text.find('\0') != std::string_view::npos)
      return no_text(text);
    if (auto why = unseen_character(text))
      return why;
  }
  return too_long_run(text);
}

std::optional<int> character_position(std::string_view text, location at) noexcept {
  if (at < 0 || static_cast<std::size_t>(at) > text.size())
    return std::nullopt;
  const auto before = text.substr(0, static_cast<std::size_t>(at));
  const auto continuation = [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0) == 0x80;
  };
  return static_cast<int>(before.size())
         - static_cast<int>(std::ranges::count_if(before, continuation)) + 1;
}

} // namespace howdah::sql
