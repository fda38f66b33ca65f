#pragma once

#include "core/limits.hpp"
#include "core/rights.hpp"

namespace howdah {

/// The server's limits, made stricter by a role's (null: nobody is held to one): the time of a
/// statement and the rows of an answer.
limits narrowed(limits of_server, const rights* may) noexcept;

} // namespace howdah
