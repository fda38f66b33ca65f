#pragma once

#include "app/offering.hpp"

#include <string>
#include <vector>

namespace howdah::app {

/// The program: arguments after its name, and the exit code. 2: the configuration is wrong, told in
/// one line on stderr.
int run(const std::vector<std::string>& arguments, const offering& offered = standard_offering());

} // namespace howdah::app
