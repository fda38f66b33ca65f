#include "auth/pattern_text.hpp"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

namespace howdah::auth {

namespace {

constexpr std::size_t longest_part = 255;

tl::unexpected<problem> wrong(std::string why) {
  return refuse(errc::invalid_argument, std::move(why));
}

/// Takes a part in quotes, or one up to the next dot, from the front of the text.
result<std::string> take_part(std::string_view& text) {
  std::string part;
  if (!text.starts_with('"')) {
    const auto end = std::min(text.find('.'), text.size());
    part = text.substr(0, end);
    text.remove_prefix(end);
    if (part.find('"') != part.npos)
      return wrong("has a double quote inside a name: put the whole name in quotes and double it");
    return part;
  }
  for (text.remove_prefix(1);; text.remove_prefix(1)) {
    if (text.empty())
      return wrong("has a double quote without its end: close it");
    const bool quote = text.front() == '"';
    if (quote)
      text.remove_prefix(1);
    if (quote && !text.starts_with('"'))
      return part;
    part += text.front();
  }
}

result<std::vector<std::string>> parts_of(std::string_view text) {
  std::vector<std::string> parts;
  for (;;) {
    HOWDAH_TRY(auto part, take_part(text));
    if (part.empty())
      return wrong("has an empty name: write * for all");
    if (part.size() > longest_part)
      return wrong("is longer than any name in PostgreSQL");
    if (part.front() == ' ' || part.back() == ' ')
      return wrong("has a blank around a name: remove it");
    parts.push_back(std::move(part));
    if (text.empty())
      return parts;
    if (!text.starts_with('.'))
      return wrong("goes on after a double quote: put the whole name in quotes");
    text.remove_prefix(1);
  }
}

} // namespace

result<name_pattern> parse_name_pattern(std::string_view text) {
  HOWDAH_TRY(auto parts, parts_of(text));
  if (parts.size() != 1)
    return wrong("has a dot, where one name is wanted: put a name with a dot in double quotes, "
                 R"(as '"a.b"')");
  return name_pattern(std::move(parts.front()));
}

result<qualified_pattern> parse_qualified_pattern(std::string_view text) {
  HOWDAH_TRY(auto parts, parts_of(text));
  if (parts.size() > 2)
    return wrong("has more than one dot: write name or schema.name, and put a name with a dot in "
                 R"(double quotes, as '"a.b"')");
  if (parts.size() == 1)
    return qualified_pattern{.name = name_pattern(std::move(parts.front()))};
  return qualified_pattern{.schema = name_pattern(std::move(parts.front())),
                           .name = name_pattern(std::move(parts.back()))};
}

} // namespace howdah::auth
