#pragma once

#include <string>

namespace howdah::tests {

/// The text of a file below tests/corpus; fails the test run when it cannot be read.
std::string corpus_file(const std::string& name);

} // namespace howdah::tests
