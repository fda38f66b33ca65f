#include "app/config/wording.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace howdah::app {

namespace {

constexpr std::string_view blanks = " \t\r\n\v\f";
constexpr std::size_t longest_shown = 60;

bool may_hold_a_password(std::string_view text) {
  return text.find("://") != std::string_view::npos || text.find('@') != std::string_view::npos
         || lower_case(text).find("password") != std::string::npos;
}

void append_escaped(std::string& out, char c) {
  if (static_cast<unsigned char>(c) >= 0x20 && c != 0x7f) {
    out += c;
    return;
  }
  constexpr std::string_view digits = "0123456789abcdef";
  const auto byte = static_cast<unsigned char>(c);
  out += "\\x";
  out += digits[byte >> 4U];
  out += digits[byte & 15U];
}

} // namespace

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(blanks);
  if (first == std::string_view::npos)
    return {};
  return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> pieces;
  for (auto end = text.find(separator); end != std::string_view::npos; end = text.find(separator)) {
    pieces.push_back(text.substr(0, end));
    text.remove_prefix(end + 1);
  }
  pieces.push_back(text);
  return pieces;
}

std::string lower_case(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z')
      c = static_cast<char>(c - 'A' + 'a');
  return out;
}

std::string shown(std::string_view text) {
  if (may_hold_a_password(text))
    return "(hidden: it may hold a password)";
  std::string out = "\"";
  for (const char c : text.substr(0, longest_shown))
    append_escaped(out, c);
  return out + (text.size() > longest_shown ? "...\"" : "\"");
}

std::size_t distance(std::string_view from, std::string_view to) {
  std::vector<std::size_t> before(to.size() + 1);
  std::vector<std::size_t> last(to.size() + 1);
  std::vector<std::size_t> row(to.size() + 1);
  for (std::size_t j = 0; j <= to.size(); ++j)
    last[j] = j;
  for (std::size_t i = 1; i <= from.size(); ++i) {
    row[0] = i;
    for (std::size_t j = 1; j <= to.size(); ++j) {
      const std::size_t replace = from[i - 1] == to[j - 1] ? 0 : 1;
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + replace});
      if (i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1])
        row[j] = std::min(row[j], before[j - 2] + 1);
    }
    before.swap(last);
    last.swap(row);
  }
  return last[to.size()];
}

std::string_view nearest(std::string_view given, std::span<const std::string_view> candidates) {
  std::string_view best;
  std::size_t least = std::max<std::size_t>(1, given.size() / 4) + 1;
  for (const auto candidate : candidates) {
    const bool begins = given.size() > 2 && candidate.starts_with(given);
    const auto edits = begins ? 1 : distance(given, candidate);
    if (edits < least) {
      least = edits;
      best = candidate;
    }
  }
  return best;
}

std::string did_you_mean(std::string_view given, std::span<const std::string_view> candidates) {
  const auto meant = nearest(given, candidates);
  return meant.empty() ? std::string() : " (did you mean " + std::string(meant) + "?)";
}

} // namespace howdah::app
