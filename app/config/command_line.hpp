#pragma once

#include "app/config/setting.hpp"
#include "core/result.hpp"

#include <string>
#include <vector>

namespace howdah::app {

struct command_line {
  bool help = false;
  bool version = false;
  std::string config_file = {};
  std::vector<setting> settings = {};
};

/// The arguments after the program's name. Strict: no abbreviations, nothing unknown, nothing
/// twice.
result<command_line> parse_command_line(const std::vector<std::string>& arguments);

} // namespace howdah::app
