#include "tools/catalog/nouns.hpp"

#include "core/ascii.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <utility>

namespace howdah::tools {

namespace {

bool is_upper(char c) {
  return c >= 'A' && c <= 'Z';
}

bool is_lower(char c) {
  return c >= 'a' && c <= 'z';
}

bool is_separator(char c) {
  return static_cast<unsigned char>(c) < 0x80 && !is_upper(c) && !is_lower(c)
         && !(c >= '0' && c <= '9');
}

/// customerId breaks before I, HTTPServer before S; customerID does not break inside ID.
bool word_starts_at(std::string_view text, std::size_t i) {
  if (i == 0 || !is_upper(text[i]))
    return false;
  return !is_upper(text[i - 1]) || (i + 1 < text.size() && is_lower(text[i + 1]));
}

constexpr std::array<std::pair<std::string_view, std::string_view>, 12> irregular{{
  {"child", "children"},
  {"criterion", "criteria"},
  {"datum", "data"},
  {"foot", "feet"},
  {"index", "indices"},
  {"man", "men"},
  {"matrix", "matrices"},
  {"medium", "media"},
  {"mouse", "mice"},
  {"person", "people"},
  {"vertex", "vertices"},
  {"woman", "women"},
}};

/// `plural` is `stem` with `ending` in place of `instead`.
bool inflected(std::string_view stem, std::string_view plural, std::string_view instead,
               std::string_view ending) {
  if (!stem.ends_with(instead) || !plural.ends_with(ending))
    return false;
  stem.remove_suffix(instead.size());
  plural.remove_suffix(ending.size());
  return !stem.empty() && stem == plural;
}

bool is_plural_of(std::string_view plural, std::string_view noun) {
  if (inflected(noun, plural, "", "s") || inflected(noun, plural, "y", "ies")
      || inflected(noun, plural, "is", "es") || inflected(noun, plural, "f", "ves")
      || inflected(noun, plural, "fe", "ves"))
    return true;
  for (const auto hiss : {"s", "x", "z", "ch", "sh", "o"})
    if (noun.ends_with(hiss) && inflected(noun, plural, "", "es"))
      return true;
  return std::find(irregular.begin(), irregular.end(), std::pair(noun, plural)) != irregular.end();
}

} // namespace

std::string fold(std::string_view text) {
  return lower_case(text);
}

std::vector<std::string> words_of(std::string_view identifier) {
  std::vector<std::string> words(1);
  for (std::size_t i = 0; i < identifier.size(); ++i) {
    const auto c = identifier[i];
    if ((is_separator(c) || word_starts_at(identifier, i)) && !words.back().empty())
      words.emplace_back();
    if (!is_separator(c))
      words.back() += fold({&identifier[i], 1});
  }
  if (words.back().empty())
    words.pop_back();
  return words;
}

bool same_noun(std::string_view one, std::string_view other) {
  return one == other || is_plural_of(one, other) || is_plural_of(other, one);
}

} // namespace howdah::tools
