#pragma once

#include "app/config/configuration.hpp"
#include "core/result.hpp"

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace howdah::app {

// What a knob holds, and where in the configuration. Pointers to functions, so that the table is a
// constant.

struct text_value {
  std::string& (*at)(configuration&);
};
struct secret_value {
  secret& (*at)(configuration&);
};
struct switch_value {
  bool& (*at)(configuration&);
};
/// Comma-separated in flags and variables, a sequence in YAML.
struct list_value {
  std::vector<std::string>& (*at)(configuration&);
};
struct number_value {
  std::uint64_t least;
  std::uint64_t most;
  std::uint64_t (*read)(const configuration&);
  void (*write)(configuration&, std::uint64_t);
};
/// One of some names; `read` and `write` count them from 0.
struct choice_value {
  std::span<const std::string_view> names;
  std::size_t (*read)(const configuration&);
  void (*write)(configuration&, std::size_t);
};

using knob_value
  = std::variant<text_value, secret_value, switch_value, list_value, number_value, choice_value>;

/// One setting, described once: the command line, the environment, the configuration file, --help
/// and docs/configuration.md are all made from it.
struct knob {
  std::string_view group;
  std::string_view flag;                     ///< with its dashes
  std::array<std::string_view, 2> variables; ///< the first that is set and not empty counts
  std::string_view placeholder;              ///< of the value in --help; empty for switches
  knob_value value;
  std::string_view help;
};

/// Sets the knob from text as people write it. The problem's message ends the sentence `--port "x"
/// is not ...`.
result<void> set(const knob& which, configuration& into, std::string_view text);
result<void> set(const knob& which, configuration& into, const std::vector<std::string>& items);

/// The key in the YAML file: the flag without its dashes, `pool_max` for --pool-max.
std::string key_of(const knob& which);
/// "a whole number from 0 to 65535", "one of stdio, sse, streamable-http".
std::string allowed_text(const knob& which);
/// As it would be written; empty when there is none.
std::string default_text(const knob& which);

bool is_switch(const knob& which);
bool is_list(const knob& which);
bool is_secret(const knob& which);

/// 1, true, yes, on or 0, false, no, off in any case, with blanks around; anything else is refused.
result<bool> parse_switch(std::string_view text);

} // namespace howdah::app
