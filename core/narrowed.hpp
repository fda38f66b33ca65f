#pragma once

#include "core/limits.hpp"
#include "core/rights.hpp"

#include <chrono>

namespace howdah {

/// The shorter of two times of which 0 is no limit.
std::chrono::milliseconds shorter(std::chrono::milliseconds one,
                                  std::chrono::milliseconds other) noexcept;

/// The server's limits, made stricter by a role's (null: nobody is held to one): the time of a
/// statement and the rows of an answer.
limits narrowed(limits of_server, const rights* may) noexcept;

} // namespace howdah
