#include "app/config/load.hpp"

#include "app/config/checks.hpp"
#include "app/config/command_line.hpp"
#include "app/config/config_file.hpp"
#include "app/config/environment.hpp"
#include "app/config/wording.hpp"

#include <iterator>
#include <utility>

namespace howdah::app {

namespace {

bool is_empty(const setting& given) {
  const auto* text = std::get_if<std::string>(&given.value);
  return text != nullptr && trimmed(*text).empty();
}

result<void> apply(const setting& given, configuration& into) {
  if (is_empty(given) && is_secret(*given.of)) // an empty DSN counts as none, as in the original
    return {};
  const auto done
    = is_empty(given)
        ? result<void>(refuse(errc::invalid_argument, "is not " + allowed_text(*given.of)))
        : std::visit([&](const auto& value) { return set(*given.of, into, value); }, given.value);
  if (done)
    return {};
  const auto* text = std::get_if<std::string>(&given.value);
  return refuse(errc::invalid_argument,
                given.place + ' ' + (text ? shown(*text) + ' ' : "") + done.error().message);
}

std::string config_file_of(const command_line& line, const environment& variables) {
  const auto named = variables.find(config_variable);
  return line.config_file.empty() && named != variables.end() ? named->second : line.config_file;
}

void append(std::vector<setting>& to, std::vector<setting> more) {
  to.insert(to.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

/// All settings, weakest first; and what has no setting.
result<std::vector<setting>> settings_of(command_line& line, environment_settings& surroundings,
                                         const std::string& file, configuration& into) {
  std::vector<setting> all;
  if (!file.empty()) {
    HOWDAH_TRY(auto read, read_config_file(file));
    all = std::move(read.settings);
    if (read.authentication)
      into.authentication = *std::move(read.authentication);
  }
  append(all, std::move(surroundings.settings));
  append(all, std::move(line.settings));
  return all;
}

} // namespace

result<invocation> load(const std::vector<std::string>& arguments, const environment& variables) {
  HOWDAH_TRY(auto line, parse_command_line(arguments));
  invocation asked;
  if (line.help || line.version) {
    asked.wanted = line.help ? invocation::purpose::help : invocation::purpose::version;
    return asked;
  }
  HOWDAH_TRY(auto surroundings, read_environment(variables));
  asked.remarks = std::move(surroundings.remarks);
  HOWDAH_TRY(const auto settings,
             settings_of(line, surroundings, config_file_of(line, variables), asked.values));
  for (const auto& each : settings)
    if (auto applied = apply(each, asked.values); !applied)
      return refuse(applied.error());
  if (auto checked = check(asked, settings, variables); !checked)
    return refuse(checked.error());
  return asked;
}

} // namespace howdah::app
