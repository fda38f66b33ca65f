#pragma once

#include "core/result.hpp"

#include <chrono>
#include <string_view>

namespace howdah::mini_room {

/// How many calls may come in how long.
struct pace {
  int calls = 0;
  std::chrono::seconds every{1};
};

/// "10/s", "600/m" or "5000/h". Anything else is refused, so that a mistyped limit never means
/// none.
result<pace> parse_pace(std::string_view text);

} // namespace howdah::mini_room
