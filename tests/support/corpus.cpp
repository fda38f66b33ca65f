#include "tests/support/corpus.hpp"

#include <fstream>
#include <iterator>
#include <stdexcept>

namespace howdah::tests {

std::string corpus_file(const std::string& name) {
  const auto path = std::string(HOWDAH_SOURCE_DIR "/tests/corpus/") + name;
  std::ifstream in(path, std::ios::binary);
  if (!in)
    throw std::runtime_error("cannot read " + path);
  return {std::istreambuf_iterator<char>(in), {}};
}

} // namespace howdah::tests
