#pragma once

#include "core/problem.hpp"

#include <tl/expected.hpp>

#include <utility>

namespace howdah {

/// A value or the reason why there is none. std::expected's interface.
template <class T>
using result = tl::expected<T, problem>;

/// `return refuse(errc::busy, "...");` in a function that returns a result.
inline tl::unexpected<problem> refuse(problem why) {
  return tl::unexpected<problem>(std::move(why));
}

inline tl::unexpected<problem> refuse(errc code, std::string message, std::string hint = {}) {
  return tl::unexpected<problem>(
    problem{.code = code, .message = std::move(message), .hint = std::move(hint)});
}

} // namespace howdah

#define HOWDAH_CONCAT_IMPL(a, b) a##b
#define HOWDAH_CONCAT(a, b) HOWDAH_CONCAT_IMPL(a, b)
/// `HOWDAH_TRY(auto x, f());` declares x from f()'s value, or returns its problem.
#define HOWDAH_TRY(declaration, expression)                                                        \
  auto HOWDAH_CONCAT(howdah_try_, __LINE__) = (expression);                                        \
  if (!HOWDAH_CONCAT(howdah_try_, __LINE__))                                                       \
    return tl::unexpected(std::move(HOWDAH_CONCAT(howdah_try_, __LINE__)).error());                \
  declaration = *std::move(HOWDAH_CONCAT(howdah_try_, __LINE__))
