#pragma once

#include <cstddef>

namespace howdah::tests {

/// By how much the resident memory of this process has peaked above where it was when this was
/// made.
class memory_peak {
public:
  memory_peak();
  std::size_t bytes() const;

private:
  std::size_t before_;
};

} // namespace howdah::tests
