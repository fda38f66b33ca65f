#include "sql/characters.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace howdah::sql {

namespace {

struct range {
  char32_t first, last;
};

/// Controls, format characters, fillers and blanks that look like a space or like nothing.
constexpr std::array<range, 27> unseen{{
  {0x00, 0x08},       {0x0E, 0x1F},       {0x7F, 0xA0},        {0xAD, 0xAD},
  {0x34F, 0x34F},     {0x61C, 0x61C},     {0x115F, 0x1160},    {0x1680, 0x1680},
  {0x17B4, 0x17B5},   {0x180B, 0x180F},   {0x2000, 0x200F},    {0x2028, 0x202F},
  {0x205F, 0x206F},   {0x2800, 0x2800},   {0x3000, 0x3000},    {0x3164, 0x3164},
  {0xFE00, 0xFE0F},   {0xFEFF, 0xFEFF},   {0xFFA0, 0xFFA0},    {0xFFF0, 0xFFFB},
  {0xFFFE, 0xFFFF},   {0x13430, 0x13455}, {0x1BCA0, 0x1BCA3},  {0x1D173, 0x1D17A},
  {0x1FFFE, 0x1FFFF}, {0xE0000, 0xE0FFF}, {0xF0000, 0x10FFFF},
}};

} // namespace

std::size_t size_of_character(std::string_view text, std::size_t at) noexcept {
  const auto lead = static_cast<unsigned char>(text[at]);
  if (lead < 0xC0)
    return 1;
  if (lead < 0xE0)
    return 2;
  return lead < 0xF0 ? 3 : 4;
}

char32_t code_point_at(std::string_view text, std::size_t at) noexcept {
  const auto size = size_of_character(text, at);
  const auto lead = static_cast<unsigned char>(text[at]);
  char32_t code = size == 1 ? lead : lead & (0xFFU >> (size + 1));
  for (std::size_t i = 1; i < size; ++i)
    code = (code << 6) | (static_cast<unsigned char>(text[at + i]) & 0x3FU);
  return code;
}

bool invisible(char32_t code) noexcept {
  const auto* found = std::ranges::lower_bound(unseen, code, {}, &range::last);
  return found != unseen.end() && found->first <= code;
}

} // namespace howdah::sql
