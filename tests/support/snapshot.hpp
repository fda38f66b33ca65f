#pragma once

#include <string>

namespace howdah::tests {

/// Compares `text` with a file of the project, byte for byte. With UPDATE_SNAPSHOTS=1 in the
/// environment the file is written instead.
void expect_snapshot(const std::string& path, const std::string& text);

/// A file of the project.
std::string file_of_the_tree(const std::string& path);

} // namespace howdah::tests
