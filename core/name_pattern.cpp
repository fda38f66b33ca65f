#include "core/name_pattern.hpp"

namespace howdah {

bool name_pattern::matches(std::string_view name) const noexcept {
  const std::string_view pattern = text_;
  std::size_t at = 0, here = 0;
  std::size_t star = pattern.npos, resume = 0; // the last `*`, and where its text ends
  while (here < name.size()) {
    if (at < pattern.size() && pattern[at] == '*') {
      star = at++;
      resume = here;
    } else if (at < pattern.size() && pattern[at] == name[here]) {
      ++at;
      ++here;
    } else if (star != pattern.npos) {
      at = star + 1;
      here = ++resume;
    } else {
      return false;
    }
  }
  return pattern.find_first_not_of('*', at) == pattern.npos;
}

std::string name_pattern::regex() const {
  constexpr std::string_view special = R"(\^$.[]{}()|?+)";
  std::string out = "^";
  for (const char c : text_) {
    if (c == '*') {
      out += ".*";
      continue;
    }
    if (special.find(c) != special.npos)
      out += '\\';
    out += c;
  }
  return out += '$';
}

} // namespace howdah
