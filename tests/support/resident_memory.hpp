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

/// What AddressSanitizer keeps of freed memory (its quarantine) and of its own about large blocks,
/// to be allowed for.
#ifdef __SANITIZE_ADDRESS__
constexpr std::size_t sanitizer_memory = std::size_t{512} << 20;
#else
constexpr std::size_t sanitizer_memory = 0;
#endif

} // namespace howdah::tests
