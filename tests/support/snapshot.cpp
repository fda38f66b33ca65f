#include "tests/support/snapshot.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <iterator>

namespace howdah::tests {

namespace {

std::string in_the_tree(const std::string& path) {
  return HOWDAH_SOURCE_DIR "/" + path;
}

} // namespace

std::string file_of_the_tree(const std::string& path) {
  std::ifstream in(in_the_tree(path), std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

void expect_snapshot(const std::string& path, const std::string& text) {
  if (std::getenv("UPDATE_SNAPSHOTS")) {
    std::ofstream(in_the_tree(path), std::ios::binary) << text;
    return;
  }
  EXPECT_EQ(file_of_the_tree(path), text)
    << path << " is not what the code says; UPDATE_SNAPSHOTS=1 writes it anew";
}

} // namespace howdah::tests
