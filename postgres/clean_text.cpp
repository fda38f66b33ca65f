#include "postgres/clean_text.hpp"

#include <algorithm>
#include <cstdint>

namespace howdah::postgres {

namespace {

constexpr std::string_view replacement = "\xEF\xBF\xBD";

bool continues(std::string_view text, std::size_t at) {
  return at < text.size() && (static_cast<std::uint8_t>(text[at]) & 0xC0U) == 0x80U;
}

/// Bytes of the well-formed sequence at `at` (Unicode 15, table 3-7); 0 when there is none.
std::size_t sequence_at(std::string_view text, std::size_t at) {
  const auto lead = static_cast<std::uint8_t>(text[at]);
  if (lead < 0x80U)
    return 1;
  const std::size_t length = lead < 0xC2U   ? 0
                             : lead < 0xE0U ? 2
                             : lead < 0xF0U ? 3
                             : lead < 0xF5U ? 4
                                            : 0;
  for (std::size_t i = 1; i < length; ++i)
    if (!continues(text, at + i))
      return 0;
  if (length < 3)
    return length;
  const auto second = static_cast<std::uint8_t>(text[at + 1]);
  const bool overlong = (lead == 0xE0U && second < 0xA0U) || (lead == 0xF0U && second < 0x90U);
  const bool beyond = (lead == 0xEDU && second > 0x9FU) || (lead == 0xF4U && second > 0x8FU);
  return overlong || beyond ? 0 : length;
}

bool printable(std::string_view sequence) {
  const auto first = static_cast<std::uint8_t>(sequence.front());
  return first == '\n' || first == '\t' || (first >= 0x20U && first != 0x7FU);
}

} // namespace

std::string clean_text(std::string_view raw, std::size_t limit) {
  std::string text;
  text.reserve(std::min(raw.size(), limit));
  std::size_t at = 0;
  while (at < raw.size()) {
    const auto length = sequence_at(raw, at);
    if (at + std::max<std::size_t>(length, 1) > limit)
      break;
    const auto sequence = raw.substr(at, length);
    text.append(length > 0 && printable(sequence) ? sequence : replacement);
    at += std::max<std::size_t>(length, 1);
  }
  text.erase(text.find_last_not_of(" \t\n") + 1);
  return at < raw.size() ? text + "…" : text;
}

} // namespace howdah::postgres
