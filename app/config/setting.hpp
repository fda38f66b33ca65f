#pragma once

#include "app/config/knob.hpp"

#include <map>
#include <string>
#include <variant>
#include <vector>

namespace howdah::app {

/// Where a setting came from; the later wins.
enum class source { file, environment, flag };

/// One setting as somebody wrote it, not yet judged.
struct setting {
  const knob* of = nullptr;
  source from = source::file;
  std::string place; ///< for messages: "--port", "MCP_PORT", "howdah.yaml:3:9: transport.port"
  std::variant<std::string, std::vector<std::string>> value;
};

/// The process's environment, as a value.
using environment = std::map<std::string, std::string, std::less<>>;

} // namespace howdah::app
