#pragma once

#include "app/config/load.hpp"
#include "app/offering.hpp"

namespace howdah::app {

/// Runs a server until it is told to end, its client leaves or its demo dies. Returns the exit
/// code: 0 after an orderly end, 1 when it could not start, with one line on stderr, or was
/// hurried.
int serve(const invocation& asked, const offering& offered = standard_offering());

} // namespace howdah::app
