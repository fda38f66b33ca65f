#include "core/utf8.hpp"

#include <cstddef>
#include <cstdint>
#include <cstring>

namespace howdah {

namespace {

struct lead {
  std::size_t length;        ///< of the sequence; 0: no lead byte
  unsigned char second_low;  ///< the narrowed range of the second byte keeps out overlong forms,
  unsigned char second_high; ///< surrogates and what lies beyond U+10FFFF
};

constexpr lead lead_of(unsigned char c) noexcept {
  if (c < 0x80)
    return {1, 0, 0};
  if (c < 0xC2 || c > 0xF4)
    return {0, 0, 0};
  if (c < 0xE0)
    return {2, 0x80, 0xBF};
  if (c < 0xF0)
    return {3, static_cast<unsigned char>(c == 0xE0 ? 0xA0 : 0x80),
            static_cast<unsigned char>(c == 0xED ? 0x9F : 0xBF)};
  return {4, static_cast<unsigned char>(c == 0xF0 ? 0x90 : 0x80),
          static_cast<unsigned char>(c == 0xF4 ? 0x8F : 0xBF)};
}

/// Length of the well-formed sequence at the start of `text`, which is not empty; 0 when there is
/// none.
std::size_t sequence_length(std::string_view text) noexcept {
  const auto byte = [&](std::size_t i) {
    return static_cast<unsigned char>(text[i]);
  };
  const auto first = lead_of(byte(0));
  if (first.length <= 1)
    return first.length;
  if (text.size() < first.length || byte(1) < first.second_low || byte(1) > first.second_high)
    return 0;
  for (std::size_t i = 2; i < first.length; ++i)
    if ((byte(i) & 0xC0) != 0x80)
      return 0;
  return first.length;
}

/// Length of the ASCII run at the start of `text`, in steps of eight bytes; may be shorter than the
/// run.
std::size_t ascii_run(std::string_view text) noexcept {
  std::size_t length = 0;
  std::uint64_t word = 0;
  while (length + sizeof word <= text.size()) {
    std::memcpy(&word, text.data() + length, sizeof word);
    if (word & 0x8080808080808080U)
      break;
    length += sizeof word;
  }
  return length;
}

} // namespace

bool is_utf8(std::string_view text) noexcept {
  return utf8_prefix(text) == text.size();
}

std::size_t utf8_prefix(std::string_view text) noexcept {
  std::size_t at = 0;
  while (at < text.size()) {
    at += ascii_run(text.substr(at));
    if (at == text.size())
      break;
    const auto length = sequence_length(text.substr(at));
    if (length == 0)
      break;
    at += length;
  }
  return at;
}

std::string repaired_utf8(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const auto length = sequence_length(text);
    if (length == 0)
      out += "\xEF\xBF\xBD";
    else
      out += text.substr(0, length);
    text.remove_prefix(length == 0 ? 1 : length);
  }
  return out;
}

} // namespace howdah
