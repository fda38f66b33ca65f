#include "transport/framing/encoded_header.hpp"

#include <cstdint>
#include <utility>

namespace howdah::transport {

namespace {

constexpr std::string_view opening = "=?base64?";
constexpr std::string_view closing = "?=";
constexpr std::string_view alphabet
  = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

std::size_t without_padding(std::string_view text) {
  if (text.ends_with("=="))
    return text.size() - 2;
  return text.size() - (text.ends_with('=') ? 1 : 0);
}

/// RFC 4648 §4, strict: whole groups of four, unused bits zero.
std::optional<std::string> decode_base64(std::string_view text) {
  if (text.size() % 4 != 0)
    return std::nullopt;
  std::string decoded;
  std::uint32_t bits = 0;
  int held = 0;
  for (const char c : text.substr(0, without_padding(text))) {
    const auto six = alphabet.find(c);
    if (six == std::string_view::npos)
      return std::nullopt;
    bits = bits << 6 | static_cast<std::uint32_t>(six);
    held += 6;
    if (held >= 8)
      decoded += static_cast<char>(bits >> (held -= 8) & 0xff);
    bits &= (1U << held) - 1;
  }
  return bits == 0 ? std::optional(std::move(decoded)) : std::nullopt;
}

} // namespace

std::optional<std::string> decode_header(std::string_view value) {
  const bool wrapped = value.size() >= opening.size() + closing.size() && value.starts_with(opening)
                       && value.ends_with(closing);
  if (!wrapped)
    return std::string(value);
  value.remove_prefix(opening.size());
  value.remove_suffix(closing.size());
  return decode_base64(value);
}

} // namespace howdah::transport
