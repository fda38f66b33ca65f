#include "tests/support/snapshot.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <iterator>

namespace howdah::tests {

void expect_snapshot(const std::string& path, const std::string& text) {
  const auto file = HOWDAH_SOURCE_DIR "/" + path;
  if (std::getenv("UPDATE_SNAPSHOTS")) {
    std::ofstream(file, std::ios::binary) << text;
    return;
  }
  std::ifstream in(file, std::ios::binary);
  const std::string known{std::istreambuf_iterator<char>(in), {}};
  EXPECT_EQ(known, text) << path << " is not what the code says; UPDATE_SNAPSHOTS=1 writes it anew";
}

} // namespace howdah::tests
