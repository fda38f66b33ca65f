#include "mcp/arguments.hpp"

#include "core/ascii.hpp"
#include "mcp/argument_problem.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>

namespace howdah::mcp {

using type = parameter_descriptor::type;

namespace {

bool equal(std::string_view a, std::string_view b, bool fold_case) {
  if (!fold_case)
    return a == b;
  return std::ranges::equal(a, b, {}, lower, lower);
}

/// The choice that `text` means, as the descriptor spells it; `text` itself where everything is
/// allowed.
std::optional<std::string_view> choose(const parameter_descriptor& of, std::string_view text) {
  if (of.one_of.empty())
    return text;
  for (const auto choice : of.one_of)
    if (equal(choice, text, of.fold_case))
      return choice;
  return std::nullopt;
}

/// Digits beyond int64 become its ends, so that a range can be checked or clamped to.
std::optional<std::int64_t> saturated(std::string_view digits) {
  std::int64_t parsed = 0;
  const auto last = digits.data() + digits.size();
  const auto [end, failure] = std::from_chars(digits.data(), last, parsed);
  if (end != last)
    return std::nullopt;
  if (failure == std::errc::result_out_of_range)
    return digits.front() == '-' ? std::numeric_limits<std::int64_t>::min()
                                 : std::numeric_limits<std::int64_t>::max();
  return failure == std::errc{} ? std::optional(parsed) : std::nullopt;
}

std::optional<std::int64_t> read_integer(value from) {
  if (const auto whole = from.integer())
    return whole;
  if (const auto digits = from.number())
    return saturated(*digits);
  if (const auto text = from.string())
    return saturated(*text);
  if (const auto truth = from.boolean())
    return *truth ? 1 : 0;
  return std::nullopt;
}

/// Models and hosts write yes, on and 1 for true, as they may in YAML and in PostgreSQL.
std::optional<bool> read_boolean(value from) {
  constexpr std::array<std::string_view, 4> truths{"true", "yes", "on", "1"};
  constexpr std::array<std::string_view, 4> falsehoods{"false", "no", "off", "0"};
  const auto digits = from.number();
  const auto text = digits ? digits : from.string();
  if (!text)
    return from.boolean();
  const auto means = [&](std::string_view word) {
    return equal(word, *text, true);
  };
  if (std::ranges::any_of(truths, means))
    return true;
  return std::ranges::any_of(falsehoods, means) ? std::optional(false) : std::nullopt;
}

} // namespace

/// Fills the slots of one tool's arguments.
class argument_reader {
public:
  explicit argument_reader(const tool_descriptor& tool) : tool_(tool) {}

  result<arguments> read(value given) {
    if (given && !given.is_null() && !given.is_object())
      return refuse(errc::invalid_argument, "The arguments must be a JSON object.");
    for (const auto& [name, unused] : given.members())
      if (tool_.input_schema.empty()
          && std::ranges::find(tool_.parameters, name, &parameter_descriptor::name)
               == tool_.parameters.end())
        return refuse(unknown_argument(tool_, name));
    out_.slots_.reserve(tool_.parameters.size());
    for (const auto& parameter : tool_.parameters)
      if (auto why = read_one(parameter, given[parameter.name]))
        return refuse(std::move(*why));
    return std::move(out_);
  }

private:
  using failure = std::optional<problem>;

  failure read_one(const parameter_descriptor& of, value from) {
    if (from && !(from.is_null() && of.nullable))
      return fill({.of = &of, .given = true}, from);
    if (!of.default_json.empty())
      return fill({.of = &of}, keep(std::string(of.default_json)));
    return of.required && !from ? failure(missing_argument(tool_, of)) : std::nullopt;
  }

  failure fill(arguments::slot into, value from) {
    switch (into.of->kind) {
    case type::string:
      return fill_string(into, from);
    case type::integer:
      return fill_integer(into, from);
    case type::boolean:
      return fill_boolean(into, from);
    case type::string_list:
    case type::value_list:
      return fill_list(into, from);
    }
    return std::nullopt;
  }

  failure fill_string(arguments::slot& into, value from) {
    const auto text = from.string();
    const auto chosen = text ? choose(*into.of, *text) : std::nullopt;
    if (!chosen)
      return wrong_argument(*into.of, from);
    into.text = *chosen;
    return add(into);
  }

  failure fill_integer(arguments::slot& into, value from) {
    const auto number = read_integer(from);
    if (!number)
      return wrong_argument(*into.of, from);
    const auto least = into.of->minimum.value_or(std::numeric_limits<std::int64_t>::min());
    const auto most = into.of->maximum.value_or(std::numeric_limits<std::int64_t>::max());
    into.number = std::clamp(*number, least, most);
    into.clamped = into.number != *number;
    if (into.clamped && !into.of->clamp)
      return wrong_argument(*into.of, from);
    return add(into);
  }

  failure fill_boolean(arguments::slot& into, value from) {
    const auto truth = read_boolean(from);
    if (!truth)
      return wrong_argument(*into.of, from);
    into.number = *truth;
    return add(into);
  }

  failure fill_list(arguments::slot& into, value from) {
    const auto text = from.string();
    into.list = text ? keep(std::string(*text)) : from;
    if (!into.list.is_array())
      return wrong_argument(*into.of, from);
    if (into.of->kind == type::string_list)
      for (const auto element : into.list.elements())
        if (!element.is_string() || !choose(*into.of, *element.string()))
          return wrong_argument(*into.of, element);
    return add(into);
  }

  failure add(const arguments::slot& filled) {
    out_.slots_.push_back(filled);
    return std::nullopt;
  }

  /// Absent when the text is no JSON.
  value keep(std::string text) {
    auto parsed = std::make_shared<document>();
    if (parsed->load(std::move(text)))
      return {};
    return out_.parsed_.emplace_back(std::move(parsed))->root();
  }

  const tool_descriptor& tool_;
  arguments out_;
};

result<arguments> arguments::check(const tool_descriptor& tool, value given) {
  return argument_reader(tool).read(given);
}

const arguments::slot* arguments::find(std::string_view name, type kind) const noexcept {
  for (const auto& each : slots_)
    if (each.of->name == name && each.of->kind == kind)
      return &each;
  return nullptr;
}

bool arguments::has(std::string_view name) const noexcept {
  return std::ranges::any_of(slots_, [&](const slot& s) { return s.given && s.of->name == name; });
}

std::optional<std::string> arguments::string(std::string_view name) const {
  const auto found = find(name, type::string);
  return found ? std::optional<std::string>(found->text) : std::nullopt;
}

std::optional<std::int64_t> arguments::integer(std::string_view name) const noexcept {
  const auto found = find(name, type::integer);
  return found ? std::optional(found->number) : std::nullopt;
}

bool arguments::clamped(std::string_view name) const noexcept {
  const auto found = find(name, type::integer);
  return found && found->clamped;
}

std::optional<bool> arguments::boolean(std::string_view name) const noexcept {
  const auto found = find(name, type::boolean);
  return found ? std::optional(found->number != 0) : std::nullopt;
}

std::optional<std::vector<std::string>> arguments::strings(std::string_view name) const {
  const auto found = find(name, type::string_list);
  if (!found)
    return std::nullopt;
  std::vector<std::string> out;
  out.reserve(found->list.size());
  for (const auto element : found->list.elements())
    out.emplace_back(*choose(*found->of, *element.string()));
  return out;
}

std::optional<std::vector<value>> arguments::values(std::string_view name) const {
  const auto found = find(name, type::value_list);
  if (!found)
    return std::nullopt;
  std::vector<value> out;
  out.reserve(found->list.size());
  for (const auto element : found->list.elements())
    out.push_back(element);
  return out;
}

} // namespace howdah::mcp
