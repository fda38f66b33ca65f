#include "postgres/json_cell.hpp"

#include "postgres/json_number.hpp"

#include <charconv>
#include <cstddef>
#include <optional>

namespace howdah::postgres {

namespace {

constexpr std::size_t deepest = 64;

bool is_blank(char c) noexcept {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/// The code unit of `\uXXXX` at `at`; nothing when there is no such escape.
std::optional<unsigned> escaped_unit(std::string_view text, std::size_t at) noexcept {
  if (text.substr(at, 2) != "\\u" || at + 6 > text.size())
    return std::nullopt;
  unsigned unit = 0;
  const auto* last = text.data() + at + 6;
  const auto [end, failure] = std::from_chars(text.data() + at + 2, last, unit, 16);
  return failure == std::errc{} && end == last ? std::optional(unit) : std::nullopt;
}

bool is_high(unsigned unit) noexcept {
  return unit >= 0xD800 && unit <= 0xDBFF;
}

bool is_low(unsigned unit) noexcept {
  return unit >= 0xDC00 && unit <= 0xDFFF;
}

/// Length of the escape at `at`, 12 for a pair of surrogates; 0 when it is none or half a pair.
std::size_t escape_length(std::string_view text, std::size_t at) noexcept {
  if (text.substr(at, 2) != "\\u")
    return at + 2 <= text.size()
               && std::string_view("\"\\/bfnrt").find(text[at + 1]) != std::string_view::npos
             ? 2
             : 0;
  const auto unit = escaped_unit(text, at);
  if (!unit || is_low(*unit))
    return 0;
  if (!is_high(*unit))
    return 6;
  const auto low = escaped_unit(text, at + 6);
  return low && is_low(*low) ? 12 : 0;
}

/// Length of the string at the start of `text`, quotes included; 0 when it has no end or cannot be
/// read.
std::size_t string_length(std::string_view text) noexcept {
  for (std::size_t i = 1; i < text.size();) {
    if (text[i] == '"')
      return i + 1;
    if (static_cast<unsigned char>(text[i]) < 0x20)
      return 0;
    const auto step = text[i] == '\\' ? escape_length(text, i) : 1;
    if (step == 0)
      return 0;
    i += step;
  }
  return 0;
}

std::size_t number_length(std::string_view text) noexcept {
  const auto length = json_number_length(text);
  return fits_double(text.substr(0, length)) ? length : 0;
}

std::size_t word_length(std::string_view text) noexcept {
  for (const std::string_view word : {"true", "false", "null"})
    if (text.starts_with(word))
      return word.size();
  return 0;
}

/// Copies one JSON text token by token, as long as each is one that the grammar allows where it
/// stands.
class copier {
public:
  copier(std::string& out, blanks between) : out_(out), between_(between) {}

  bool copy(std::string_view text) {
    while (!text.empty()) {
      const auto length = is_blank(text.front()) ? blank(text) : token(text);
      if (length == 0)
        return false;
      text.remove_prefix(length);
    }
    return next_ == place::behind_value && open_.empty();
  }

private:
  enum class place { value, value_or_end, name, name_or_end, colon, behind_value };

  std::size_t blank(std::string_view text) {
    std::size_t length = 1;
    while (length < text.size() && is_blank(text[length]))
      ++length;
    if (between_ == blanks::single)
      out_ += ' ';
    return length;
  }

  std::size_t token(std::string_view text) {
    switch (text.front()) {
    case '{':
    case '[':
      return begin(text.front());
    case '}':
    case ']':
      return end(text.front());
    case ',':
    case ':':
      return separator(text.front());
    case '"':
      return next_ == place::name || next_ == place::name_or_end
               ? name(text)
               : scalar(text, string_length(text));
    default:
      return scalar(text, word_length(text) + number_length(text));
    }
  }

  std::size_t begin(char bracket) {
    if (!takes_value() || open_.size() == deepest)
      return 0;
    open_ += bracket;
    next_ = bracket == '{' ? place::name_or_end : place::value_or_end;
    return put(bracket);
  }

  std::size_t end(char bracket) {
    const auto opening = bracket == '}' ? '{' : '[';
    const auto empty = bracket == '}' ? place::name_or_end : place::value_or_end;
    if (open_.empty() || open_.back() != opening
        || (next_ != place::behind_value && next_ != empty))
      return 0;
    open_.pop_back();
    next_ = place::behind_value;
    return put(bracket);
  }

  std::size_t separator(char c) {
    if (c == ':' ? next_ != place::colon : next_ != place::behind_value || open_.empty())
      return 0;
    next_ = c == ',' && open_.back() == '{' ? place::name : place::value;
    return put(c);
  }

  std::size_t name(std::string_view text) {
    next_ = place::colon;
    return take(text, string_length(text));
  }

  std::size_t scalar(std::string_view text, std::size_t length) {
    if (!takes_value())
      return 0;
    next_ = place::behind_value;
    return take(text, length);
  }

  bool takes_value() const noexcept {
    return next_ == place::value || next_ == place::value_or_end;
  }

  std::size_t put(char c) {
    out_ += c;
    return 1;
  }

  std::size_t take(std::string_view text, std::size_t length) {
    out_ += text.substr(0, length);
    return length;
  }

  std::string& out_;
  blanks between_;
  place next_ = place::value;
  std::string open_; ///< brackets
};

} // namespace

bool append_json_cell(std::string& out, std::string_view text, blanks between) {
  const auto before = out.size();
  if (copier(out, between).copy(text))
    return true;
  out.resize(before);
  return false;
}

} // namespace howdah::postgres
