#include "app/config/environment.hpp"

#include "app/config/knobs.hpp"
#include "app/config/wording.hpp"
#include "core/near_miss.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <optional>
#include <unistd.h>

namespace howdah::app {

namespace {

std::vector<std::string_view> our_variables() {
  std::vector<std::string_view> ours{config_variable};
  for (const auto& each : knobs())
    for (const auto variable : each.variables)
      if (!variable.empty() && variable != "PORT")
        ours.push_back(variable);
  return ours;
}

/// Upper case without separators, so that POSTGRES_READ_ONLY and postgres_readonly are
/// POSTGRESREADONLY.
std::string bare(std::string_view name) {
  std::string out;
  for (const char c : name)
    if (c != '_' && c != '-')
      out += static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  return out;
}

bool begins_like_ours(const std::string& name) {
  constexpr std::array<std::string_view, 6> beginnings{"POSTGRE",  "PG", "MCP",
                                                       "DATABASE", "DB", "HOWDAH"};
  return std::ranges::any_of(beginnings,
                             [&](auto beginning) { return name.starts_with(beginning); });
}

bool wants_read_only(const std::string& name) {
  return (begins_like_ours(name) && name.find("READONLY") != std::string::npos)
         || distance(name, "POSTGRESREADONLY") <= 2;
}

/// The nearest of ours, when it is near enough to be a slip.
std::optional<std::string_view> near_miss(const std::string& name,
                                          std::span<const std::string_view> ours) {
  std::optional<std::string_view> nearest;
  std::size_t least = 3;
  for (const auto known : ours) {
    const auto other = bare(known);
    const auto edits = distance(name, other);
    if (edits < least && edits <= (other.size() < 10 ? 1U : 2U)) {
      nearest = known;
      least = edits;
    }
  }
  return nearest;
}

std::optional<setting> setting_of(const knob& which, const environment& variables) {
  for (const auto variable : which.variables)
    if (const auto found = variables.find(variable);
        found != variables.end() && !found->second.empty())
      return setting{
        .of = &which, .from = source::environment, .place = found->first, .value = found->second};
  return std::nullopt;
}

/// A remark, or a refusal, for a variable that is not ours.
result<std::optional<std::string>> judge_stranger(const std::string& name,
                                                  std::span<const std::string_view> ours) {
  const auto plain = bare(name);
  if (wants_read_only(plain))
    return refuse(errc::invalid_argument,
                  "the variable " + name
                    + " is not one that howdah reads; it reads POSTGRES_READONLY");
  if (const auto meant = near_miss(plain, ours))
    return "the variable " + name + " is ignored: did you mean " + std::string(*meant) + "?";
  return std::nullopt;
}

} // namespace

environment process_environment() {
  environment variables;
  for (char** entry = environ; entry != nullptr && *entry != nullptr; ++entry) {
    const std::string_view text(*entry);
    if (const auto equals = text.find('='); equals != std::string_view::npos)
      variables.emplace(text.substr(0, equals), text.substr(equals + 1));
  }
  return variables;
}

result<environment_settings> read_environment(const environment& variables) {
  environment_settings read;
  for (const auto& each : knobs())
    if (auto found = setting_of(each, variables))
      read.settings.push_back(*std::move(found));
  const auto ours = our_variables();
  for (const auto& [name, value] : variables) {
    if (value.empty() || std::ranges::find(ours, name) != ours.end())
      continue;
    HOWDAH_TRY(auto remark, judge_stranger(name, ours));
    if (remark)
      read.remarks.push_back(*std::move(remark));
  }
  return read;
}

std::vector<std::string> libpq_variables(const environment& variables) {
  std::vector<std::string> found;
  for (const auto* name : {"PGHOST", "PGHOSTADDR", "PGPORT", "PGDATABASE", "PGUSER", "PGSERVICE"})
    if (const auto set = variables.find(name); set != variables.end() && !set->second.empty())
      found.emplace_back(name);
  return found;
}

} // namespace howdah::app
