#pragma once

#include "sql/guard.hpp"

#include <string>
#include <string_view>

namespace howdah::sql::tests {

inline constexpr auto read_only = access_mode::read_only;
inline constexpr auto read_write = access_mode::read_write;
inline constexpr auto unrestricted = access_mode::unrestricted;

inline result<admitted_ptr> judged(access_mode mode, std::string_view text) {
  policy rules;
  rules.mode = mode;
  return guard(rules).judge(text);
}

/// "read", "write" or "bare" for what is admitted, the rule for what is refused, "syntax" for what
/// is no SQL.
inline std::string verdict(access_mode mode, std::string_view text) {
  const auto judgement = judged(mode, text);
  if (!judgement)
    return judgement.error().code == errc::syntax_error ? "syntax" : judgement.error().rule;
  switch ((*judgement)->form()) {
  case transaction_form::read:
    return "read";
  case transaction_form::write:
    return "write";
  case transaction_form::bare:
    break;
  }
  return "bare";
}

struct expectation {
  const char* verdict;
  const char* text;
};

} // namespace howdah::sql::tests
