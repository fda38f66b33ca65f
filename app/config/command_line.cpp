#include "app/config/command_line.hpp"

#include "app/config/knobs.hpp"
#include "app/config/wording.hpp"
#include "core/near_miss.hpp"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>

#include <algorithm>
#include <array>
#include <deque>
#include <utility>

namespace howdah::app {

namespace {

constexpr std::string_view config_flag = "--config";
constexpr std::array<std::string_view, 4> other_flags{"--help", "-h", "--version", config_flag};

std::vector<std::string_view> all_flags() {
  std::vector<std::string_view> flags(other_flags.begin(), other_flags.end());
  for (const auto& each : knobs())
    flags.push_back(each.flag);
  return flags;
}

/// Only the flag of `--flag=value`: the value may be a secret.
std::string_view flag_of(std::string_view argument) {
  return argument.substr(0, argument.find('='));
}

problem misuse(std::string message) {
  return {.code = errc::invalid_argument, .message = std::move(message)};
}

problem not_expected(std::string_view argument) {
  if (!argument.starts_with('-'))
    return misuse("unexpected argument " + shown(argument)
                  + ": a database is given with --conn DSN or DATABASE_URL");
  const auto flag = flag_of(argument);
  return misuse("unknown flag " + shown(flag) + did_you_mean(flag, all_flags())
                + "; howdah --help lists all");
}

bool takes_value(std::string_view flag) {
  const auto* known = knob_of_flag(flag);
  return flag == config_flag || (known != nullptr && !is_switch(*known));
}

/// `--port=` becomes `--port` and an empty value, as `--port ""` is, which CLI11 would call
/// missing.
std::vector<std::string> separated(const std::vector<std::string>& arguments) {
  std::vector<std::string> parts;
  for (const auto& argument : arguments) {
    const auto flag = flag_of(argument);
    parts.emplace_back(takes_value(flag) ? std::string(flag) : argument);
    if (takes_value(flag) && flag.size() < argument.size())
      parts.push_back(argument.substr(flag.size() + 1));
  }
  return parts;
}

/// What CLI11 would take for a value: `--host --port 1` must not listen on a host named --port.
result<void> check_values_follow(const std::vector<std::string>& arguments) {
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    if (!takes_value(arguments[i]))
      continue;
    if (i + 1 == arguments.size() || arguments[i + 1].starts_with("--")) {
      const auto* known = knob_of_flag(arguments[i]);
      return refuse(
        misuse(arguments[i] + " needs a value: " + (known ? allowed_text(*known) : "a file")));
    }
    ++i;
  }
  return {};
}

/// One CLI11 option for each flag, texts only: the knobs judge them.
class option_set {
public:
  option_set() {
    parser_.set_help_flag();
    parser_.allow_extras();
    parser_.add_flag("-h,--help", line_.help);
    parser_.add_flag("--version", line_.version);
    parser_.add_option(std::string(config_flag), file_)->allow_extra_args(false);
    for (const auto& each : knobs())
      add(each);
  }

  result<command_line> parse(std::vector<std::string> arguments) {
    std::ranges::reverse(arguments); // as CLI11 wants them
    try {
      parser_.parse(arguments);
    } catch (const CLI::ParseError& error) {
      return refuse(misuse(shown(error.what())));
    }
    if (const auto extras = parser_.remaining(); !extras.empty())
      return refuse(not_expected(extras.front()));
    return collect();
  }

private:
  void add(const knob& which) {
    auto& texts = texts_.emplace_back();
    const std::string flag(which.flag);
    if (is_switch(which))
      parser_.add_flag(flag, texts);
    else
      parser_.add_option(flag, texts)->allow_extra_args(false);
  }

  result<command_line> collect() {
    if (file_.size() > 1)
      return refuse(misuse("--config is given twice"));
    line_.config_file = file_.empty() ? std::string() : file_.front();
    for (std::size_t i = 0; i < texts_.size(); ++i) {
      if (texts_[i].size() > 1)
        return refuse(misuse(std::string(knobs()[i].flag) + " is given twice"));
      if (!texts_[i].empty())
        line_.settings.push_back({.of = &knobs()[i],
                                  .from = source::flag,
                                  .place = std::string(knobs()[i].flag),
                                  .value = texts_[i].front()});
    }
    return std::move(line_);
  }

  CLI::App parser_;
  command_line line_;
  std::vector<std::string> file_;
  std::deque<std::vector<std::string>>
    texts_; ///< in the order of the knobs; CLI11 keeps references
};

} // namespace

result<command_line> parse_command_line(const std::vector<std::string>& arguments) {
  const auto parts = separated(arguments);
  if (auto checked = check_values_follow(parts); !checked)
    return refuse(checked.error());
  return option_set().parse(parts);
}

} // namespace howdah::app
