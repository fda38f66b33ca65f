#include "postgres/excerpt.hpp"

#include "core/utf8.hpp"

#include <libpq-fe.h>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <vector>

namespace howdah::postgres {

namespace {

constexpr int shown_columns = 60;
constexpr int columns_after_position = 10; ///< kept in sight when a line is cut on the right

/// A character of the line: where it starts, in bytes and in columns of a terminal.
struct place {
  std::size_t byte;
  int column;
};

/// A line of a statement: one place for each character and one for its end.
struct line {
  int number = 1;
  std::vector<place> places = {};
  std::size_t marked = 0; ///< the character that the error position names
};

struct window {
  std::size_t first;
  std::size_t last;
};

std::size_t character_length(std::string_view rest) noexcept {
  std::size_t length = 1;
  while (length < rest.size() && (static_cast<unsigned char>(rest[length]) & 0xC0) == 0x80)
    ++length;
  return length;
}

/// Columns that a character takes; control characters and broken ones take one.
int width_of(std::string_view character) {
  static const int utf8 = pg_char_to_encoding("UTF8");
  return is_utf8(character) ? std::max(1, PQdsplen(character.data(), utf8)) : 1;
}

/// Where the character number `position` (from 0) starts; the end of the text counts as one.
std::optional<std::size_t> byte_of(std::string_view text, std::size_t position) noexcept {
  std::size_t byte = 0;
  for (; position > 0 && byte < text.size(); --position)
    byte += character_length(text.substr(byte));
  return position == 0 ? std::optional(byte) : std::nullopt;
}

/// Lines that start within `before`, the first one not counted. A carriage return with its line
/// feed ends one line.
int line_breaks(std::string_view before) noexcept {
  int count = 0;
  for (std::size_t i = 0; i < before.size(); ++i)
    if (before[i] == '\r' || (before[i] == '\n' && (i == 0 || before[i - 1] != '\r')))
      ++count;
  return count;
}

line line_around(const std::string& text, std::size_t marked_byte) {
  const auto before = std::string_view(text).substr(0, marked_byte);
  const auto start = before.find_last_of("\r\n") + 1; // npos + 1 is 0
  const auto end = std::min(text.find_first_of("\r\n", marked_byte), text.size());
  line found{.number = 1 + line_breaks(before.substr(0, start))};
  int column = 0;
  for (auto byte = start; byte < end;) {
    if (byte == marked_byte)
      found.marked = found.places.size();
    found.places.push_back({byte, column});
    const auto length = character_length(std::string_view(text).substr(byte));
    column += width_of(std::string_view(text).substr(byte, length));
    byte += length;
  }
  if (end == marked_byte)
    found.marked = found.places.size();
  found.places.push_back({end, column});
  return found;
}

/// What is shown of a line: all of it, or at most 60 columns with the marked character among them.
window cut(const line& of) {
  const auto column = [&](std::size_t index) {
    return of.places[index].column;
  };
  window shown{0, of.places.size() - 1};
  if (column(shown.last) <= shown_columns)
    return shown;
  const auto right = std::max(column(of.marked) + columns_after_position, shown_columns);
  while (column(shown.last) > right)
    --shown.last;
  while (column(shown.last) - column(shown.first) > shown_columns)
    ++shown.first;
  return shown;
}

} // namespace

std::string excerpt(std::string_view statement, int position) {
  std::string text(statement);
  std::ranges::replace(text, '\t', ' ');
  const auto marked
    = position < 1 ? std::nullopt : byte_of(text, static_cast<std::size_t>(position) - 1);
  if (!marked)
    return {};
  const auto found = line_around(text, *marked);
  const auto shown = cut(found);
  const auto& first = found.places[shown.first];
  const auto& last = found.places[shown.last];
  auto out = "LINE " + std::to_string(found.number) + ": " + (shown.first > 0 ? "..." : "");
  const auto caret
    = out.size() + static_cast<std::size_t>(found.places[found.marked].column - first.column);
  out.append(text, first.byte, last.byte - first.byte);
  if (shown.last + 1 < found.places.size())
    out += "...";
  return out.append(1, '\n').append(caret, ' ').append(1, '^');
}

} // namespace howdah::postgres
