#include "app/config/config_file.hpp"

#include "app/config/issuer_reader.hpp"
#include "app/config/knobs.hpp"
#include "app/config/text_file.hpp"
#include "app/config/wording.hpp"
#include "auth/yaml_documents.hpp"
#include "auth/yaml_place.hpp"
#include "core/near_miss.hpp"

#include <yaml-cpp/yaml.h>

#include <optional>
#include <set>
#include <utility>

namespace howdah::app {

namespace {

constexpr const char* auth_key = "auth";

/// "howdah.yaml:3:9", as compilers and editors write it.
std::string place_of(const std::string& name, const YAML::Mark& mark) {
  if (mark.is_null())
    return name;
  return name + ':' + std::to_string(mark.line + 1) + ':' + std::to_string(mark.column + 1);
}

problem wrong(const std::string& place, const std::string& what) {
  return {.code = errc::invalid_argument, .message = place + ": " + what};
}

std::optional<std::vector<std::string>> items_of(const YAML::Node& value) {
  std::vector<std::string> items;
  if (!value.IsSequence())
    return std::nullopt;
  for (const auto& item : value) {
    if (!item.IsScalar())
      return std::nullopt;
    items.push_back(item.Scalar());
  }
  return items;
}

problem unknown_key(const std::string& place, const std::string& name) {
  std::vector<std::string> keys{auth_key};
  for (const auto& each : knobs())
    keys.push_back(key_of(each));
  return wrong(place,
               "unknown key " + shown(name)
                 + did_you_mean(name, std::vector<std::string_view>(keys.begin(), keys.end()))
                 + "; docs/configuration.md lists all");
}

/// Nothing when the value is empty: a key alone sets nothing.
result<std::optional<setting>> setting_of(const knob& which, const YAML::Node& value,
                                          const std::string& place) {
  setting found{
    .of = &which, .from = source::file, .place = place + ": " + key_of(which), .value = {}};
  if (value.IsNull() || (value.IsScalar() && value.Scalar().empty()))
    return std::nullopt;
  if (value.IsScalar())
    found.value = value.Scalar();
  else if (auto items = items_of(value); items && is_list(which))
    found.value = *std::move(items);
  else
    return refuse(wrong(found.place, "is not " + allowed_text(which)));
  return found;
}

/// One member of the file, which is neither there twice nor no text.
result<void> read_member(const std::string& key, const YAML::Node& value, const std::string& place,
                         const std::string& name, config_file& into) {
  if (key == auth_key) {
    if (value.IsNull())
      return refuse(wrong(place, "the key auth has no value: give it issuers, or remove it"));
    HOWDAH_TRY(into.authentication, read_authentication(value, auth::yaml_file(name)));
    return {};
  }
  const auto* which = knob_of_key(key);
  if (which == nullptr)
    return refuse(unknown_key(place, key));
  HOWDAH_TRY(auto found, setting_of(*which, value, place_of(name, value.Mark())));
  if (found)
    into.settings.push_back(*std::move(found));
  return {};
}

result<config_file> settings_in(const YAML::Node& root, const std::string& name) {
  config_file read;
  std::set<std::string> seen;
  for (const auto& member : root) {
    const auto place = place_of(name, member.first.Mark());
    if (!member.first.IsScalar())
      return refuse(wrong(place, "a key must be a text"));
    const auto& key = member.first.Scalar();
    if (!seen.insert(key).second)
      return refuse(wrong(place, "the key " + shown(key) + " is there twice"));
    if (auto done = read_member(key, member.second, place, name, read); !done)
      return refuse(done.error());
  }
  return read;
}

} // namespace

result<config_file> parse_config(const std::string& text, const std::string& name) {
  try {
    const auto documents = auth::yaml_documents(text);
    if (documents.size() > 1)
      return refuse(wrong(name, "holds several YAML documents; one is allowed"));
    if (documents.empty() || documents.front().IsNull())
      return config_file();
    if (!documents.front().IsMap())
      return refuse(
        wrong(place_of(name, documents.front().Mark()), "the file must be a map of settings"));
    return settings_in(documents.front(), name);
  } catch (const YAML::Exception& error) {
    return refuse(wrong(place_of(name, error.mark), "not YAML: " + auth::yaml_complaint(error)));
  }
}

result<config_file> read_config_file(const std::string& path) {
  HOWDAH_TRY(const auto text, read_text_file("the configuration file", path));
  return parse_config(text, path);
}

} // namespace howdah::app
