#include "tools/placeholders.hpp"

#include "tools/sql_lexer.hpp"

#include <algorithm>
#include <cstddef>

namespace howdah::tools {

namespace {

using region_kind = sql_region::kind;

bool is_digit(char c) noexcept {
  return c >= '0' && c <= '9';
}

/// Where the first `$n` of a stretch of code stands; npos when there is none.
std::size_t find_native(std::string_view code) noexcept {
  for (std::size_t i = 0; i + 1 < code.size(); ++i)
    if (code[i] == '$' && is_digit(code[i + 1]) && (i == 0 || !continues_identifier(code[i - 1])))
      return i;
  return std::string_view::npos;
}

class percent_rewriter {
public:
  converted_sql rewrite(std::string_view sql) {
    for (sql_lexer lexer(sql); !lexer.done();) {
      const auto region = lexer.next();
      if (region.what == region_kind::comment)
        out_.text += region.text;
      else
        append(region.text, region.what == region_kind::code);
    }
    return std::move(out_);
  }

private:
  void append(std::string_view text, bool code) {
    for (std::size_t i = 0; i < text.size(); ++i) {
      const auto next = i + 1 < text.size() ? text[i + 1] : '\0';
      if (text[i] == '%' && next == '%')
        out_.text += text[++i];
      else if (code && text[i] == '%' && (next == 's' || next == 'b' || next == 't'))
        ++i, append_placeholder(i + 1 < text.size() && is_digit(text[i + 1]));
      else
        out_.text += text[i];
    }
  }

  /// Kept apart from what stands around it: `limit%s` is not the name `limit$1`.
  void append_placeholder(bool digit_follows) {
    if (!out_.text.empty() && continues_identifier(out_.text.back()))
      out_.text += ' ';
    out_.text += '$' + std::to_string(++out_.placeholders);
    if (digit_follows)
      out_.text += ' ';
  }

  converted_sql out_{.style = placeholder_style::percent};
};

} // namespace

std::optional<native_placeholder> first_native_placeholder(std::string_view sql) {
  int position = 1;
  for (sql_lexer lexer(sql); !lexer.done();) {
    const auto [what, text] = lexer.next();
    const auto found = what == region_kind::code ? find_native(text) : std::string_view::npos;
    const auto before = text.substr(0, found);
    position
      += static_cast<int>(std::ranges::count_if(before, [](char c) { return (c & 0xC0) != 0x80; }));
    if (found == std::string_view::npos)
      continue;
    const auto end = std::find_if_not(text.begin() + static_cast<std::ptrdiff_t>(found) + 1,
                                      text.end(), is_digit);
    return native_placeholder{position,
                              std::string(text.begin() + static_cast<std::ptrdiff_t>(found), end)};
  }
  return std::nullopt;
}

converted_sql convert_placeholders(std::string_view sql) {
  if (first_native_placeholder(sql))
    return {.text = std::string(sql), .style = placeholder_style::native};
  return percent_rewriter().rewrite(sql);
}

} // namespace howdah::tools
