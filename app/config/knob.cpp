#include "app/config/knob.hpp"

#include "app/config/wording.hpp"
#include "core/ascii.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

namespace howdah::app {

namespace {

constexpr std::array<std::string_view, 4> words_for_true{"1", "true", "yes", "on"};
constexpr std::array<std::string_view, 4> words_for_false{"0", "false", "no", "off"};

template <class... Functions>
struct overloaded : Functions... {
  using Functions::operator()...;
};
template <class... Functions>
overloaded(Functions...) -> overloaded<Functions...>;

std::optional<std::uint64_t> number_in(std::string_view text) {
  std::uint64_t number = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
  if (text.empty() || read.ec != std::errc() || read.ptr != text.data() + text.size())
    return std::nullopt;
  return number;
}

std::vector<std::string> items_of(std::string_view text) {
  std::vector<std::string> items;
  for (const auto part : split(text, ','))
    if (const auto item = trimmed(part); !item.empty())
      items.emplace_back(item);
  return items;
}

bool write_number(const number_value& value, configuration& into, std::string_view text) {
  const auto number = number_in(text);
  if (!number || *number < value.least || *number > value.most)
    return false;
  value.write(into, *number);
  return true;
}

bool write_choice(const choice_value& value, configuration& into, std::string_view text) {
  const auto found = std::ranges::find(value.names, text);
  if (found == value.names.end())
    return false;
  value.write(into, static_cast<std::size_t>(found - value.names.begin()));
  return true;
}

bool write_switch(const switch_value& value, configuration& into, std::string_view text) {
  const auto on = parse_switch(text);
  if (on)
    value.at(into) = *on;
  return on.has_value();
}

} // namespace

result<bool> parse_switch(std::string_view text) {
  const auto word = lower_case(trimmed(text));
  if (std::ranges::find(words_for_true, word) != words_for_true.end())
    return true;
  if (std::ranges::find(words_for_false, word) != words_for_false.end())
    return false;
  return refuse(errc::invalid_argument, "not a switch");
}

result<void> set(const knob& which, configuration& into, std::string_view given) {
  const auto text = trimmed(given);
  const bool good = std::visit(
    overloaded{
      [&](const text_value& value) { return (value.at(into) = text, true); },
      [&](const secret_value& value) { return (value.at(into) = secret(std::string(text)), true); },
      [&](const switch_value& value) { return write_switch(value, into, text); },
      [&](const list_value& value) { return (value.at(into) = items_of(text), true); },
      [&](const number_value& value) { return write_number(value, into, text); },
      [&](const choice_value& value) { return write_choice(value, into, text); },
    },
    which.value);
  if (!good)
    return refuse(errc::invalid_argument, "is not " + allowed_text(which));
  return {};
}

result<void> set(const knob& which, configuration& into, const std::vector<std::string>& items) {
  const auto* list = std::get_if<list_value>(&which.value);
  if (list == nullptr)
    return refuse(errc::invalid_argument, "is not " + allowed_text(which));
  list->at(into) = items;
  return {};
}

std::string key_of(const knob& which) {
  std::string key(which.flag.substr(2));
  std::ranges::replace(key, '-', '_');
  return key;
}

std::string allowed_text(const knob& which) {
  return std::visit(
    overloaded{
      [](const text_value&) { return std::string("a text"); },
      [](const secret_value&) { return std::string("a text"); },
      [](const switch_value&) {
        return "one of " + joined(words_for_true) + ", " + joined(words_for_false);
      },
      [](const list_value&) { return std::string("a list of texts, separated by commas"); },
      [](const number_value& value) {
        return "a whole number from " + std::to_string(value.least) + " to "
               + std::to_string(value.most);
      },
      [](const choice_value& value) { return "one of " + joined(value.names); },
    },
    which.value);
}

std::string default_text(const knob& which) {
  configuration defaults;
  return std::visit(
    overloaded{
      [&](const text_value& value) { return value.at(defaults); },
      [](const secret_value&) { return std::string(); },
      [&](const switch_value& value) { return std::string(value.at(defaults) ? "true" : "false"); },
      [&](const list_value& value) { return joined(value.at(defaults)); },
      [&](const number_value& value) { return std::to_string(value.read(defaults)); },
      [&](const choice_value& value) { return std::string(value.names[value.read(defaults)]); },
    },
    which.value);
}

bool is_switch(const knob& which) {
  return std::holds_alternative<switch_value>(which.value);
}

bool is_list(const knob& which) {
  return std::holds_alternative<list_value>(which.value);
}

bool is_secret(const knob& which) {
  return std::holds_alternative<secret_value>(which.value);
}

} // namespace howdah::app
