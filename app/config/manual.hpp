#pragma once

#include <string>

namespace howdah::app {

// Three texts made from the table of knobs, so that none of them can be wrong about it.

/// What --help prints.
std::string help_text();
/// docs/configuration.md
std::string configuration_page();
/// configs/howdah.yaml: every setting with its default, commented out.
std::string sample_config();

} // namespace howdah::app
