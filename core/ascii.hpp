#pragma once

#include <string>
#include <string_view>

namespace howdah {

/// Folds the 26 ASCII letters, whatever the locale: words of protocols and of SQL, not texts of
/// people.
constexpr char lower(char c) noexcept {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

inline std::string lower_case(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    c = lower(c);
  return out;
}

} // namespace howdah
