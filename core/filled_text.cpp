#include "core/filled_text.hpp"

#include <algorithm>

namespace howdah {

std::string
filled_text(std::string_view text,
            std::initializer_list<std::pair<std::string_view, std::string_view>> marks) {
  std::string out;
  while (!text.empty()) {
    const auto* found = std::find_if(
      marks.begin(), marks.end(), [&](const auto& mark) { return text.starts_with(mark.first); });
    if (found == marks.end()) {
      out += text.front();
      text.remove_prefix(1);
    } else {
      out += found->second;
      text.remove_prefix(found->first.size());
    }
  }
  return out;
}

} // namespace howdah
