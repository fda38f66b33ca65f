#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace howdah::app {

/// What the program does besides serving. Its name is the first argument.
struct command_entry {
  std::string_view name;
  std::string_view options;      ///< as the usage line shows them, from what follows the name
  std::string_view purpose;      ///< a sentence
  std::string_view details = {}; ///< lines of --help; empty where the command tells its own
};

std::span<const command_entry> commands() noexcept;

/// "usage: howdah check-permissions FILE [--user NAME]".
std::string usage_of(std::string_view command);

/// What `howdah COMMAND --help` prints; nothing when it is not asked for.
std::optional<std::string> command_help(const std::vector<std::string>& arguments);

} // namespace howdah::app
