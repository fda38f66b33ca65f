#include "tests/support/resident_memory.hpp"

#include <algorithm>
#include <fstream>
#include <stdexcept>
#include <string>

namespace howdah::tests {

namespace {

std::size_t status_bytes(const std::string& field) {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);)
    if (line.starts_with(field + ":"))
      return std::stoull(line.substr(field.size() + 1)) * 1024;
  throw std::runtime_error("/proc/self/status has no " + field);
}

} // namespace

memory_peak::memory_peak() {
  std::ofstream("/proc/self/clear_refs") << "5"; // the peak starts anew from what is resident
  before_ = status_bytes("VmRSS");
}

std::size_t memory_peak::bytes() const {
  return status_bytes("VmHWM") - std::min(status_bytes("VmHWM"), before_);
}

} // namespace howdah::tests
