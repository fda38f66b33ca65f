#include "app/config/text_file.hpp"

#include "app/config/wording.hpp"

#include <cerrno>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <system_error>

namespace howdah::app {

result<std::string> read_text_file(const std::string& what, const std::string& path) {
  std::error_code failure;
  if (std::filesystem::is_directory(path, failure))
    failure = std::make_error_code(std::errc::is_a_directory);
  std::ifstream file;
  if (!failure) {
    file.open(path, std::ios::binary);
    if (!file)
      failure = std::error_code(errno, std::generic_category());
  }
  if (failure)
    return refuse(errc::invalid_argument,
                  "cannot read " + what + ' ' + shown(path) + ": " + failure.message());
  return std::string(std::istreambuf_iterator<char>(file), {});
}

} // namespace howdah::app
