#include "core/json_text.hpp"

#include <array>
#include <cstddef>

namespace howdah {

namespace {

/// What follows the backslash; 0 for a byte that stands for itself, 'u' for one that needs four hex
/// digits.
constexpr auto escapes = [] {
  std::array<char, 256> table{};
  for (std::size_t c = 0; c < 0x20; ++c)
    table[c] = 'u';
  table['\b'] = 'b';
  table['\t'] = 't';
  table['\n'] = 'n';
  table['\f'] = 'f';
  table['\r'] = 'r';
  table['"'] = '"';
  table['\\'] = '\\';
  return table;
}();

void append_escape(std::string& out, unsigned char c, char escape) {
  constexpr char hex[] = "0123456789abcdef";
  out += '\\';
  out += escape;
  if (escape != 'u')
    return;
  out += "00";
  out += hex[c >> 4];
  out += hex[c & 15];
}

} // namespace

void append_json_escaped(std::string& out, std::string_view text) {
  std::size_t copied = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    if (escapes[c] == 0)
      continue;
    out.append(text, copied, i - copied);
    append_escape(out, c, escapes[c]);
    copied = i + 1;
  }
  out.append(text, copied);
}

void append_json_string(std::string& out, std::string_view text) {
  out += '"';
  append_json_escaped(out, text);
  out += '"';
}

} // namespace howdah
