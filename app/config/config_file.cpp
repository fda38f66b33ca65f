#include "app/config/config_file.hpp"

#include "app/config/knobs.hpp"
#include "app/config/wording.hpp"

#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <set>
#include <system_error>
#include <utility>

namespace howdah::app {

namespace {

/// "howdah.yaml:3:9", as compilers and editors write it.
std::string place_of(const std::string& name, const YAML::Mark& mark) {
  if (mark.is_null())
    return name;
  return name + ':' + std::to_string(mark.line + 1) + ':' + std::to_string(mark.column + 1);
}

problem wrong(const std::string& place, const std::string& what) {
  return {.code = errc::invalid_argument, .message = place + ": " + what};
}

/// Walks the groups and collects what is set.
class reader {
public:
  explicit reader(std::string name) : name_(std::move(name)) {}

  result<void> read_groups(const YAML::Node& root) {
    return for_each_key(
      root, "", [this](const std::string& group, const YAML::Node& key, const YAML::Node& value) {
        if (value.IsNull() && is_group(group))
          return result<void>();
        if (!is_group(group))
          return unknown(key, group, group_names());
        if (!value.IsMap())
          return result<void>(
            refuse(wrong(at(value), group + " must hold settings, each on a line of its own")));
        return read_group(group, value);
      });
  }

  std::vector<setting> take() { return std::move(settings_); }

private:
  result<void> read_group(const std::string& group, const YAML::Node& members) {
    return for_each_key(
      members, group,
      [this, &group](const std::string& name, const YAML::Node& key, const YAML::Node& value) {
        const auto* which = knob_of_key(group + '.' + name);
        return which ? read_value(*which, value) : unknown(key, name, names_in(group));
      });
  }

  template <class Function>
  result<void> for_each_key(const YAML::Node& map, const std::string& inside, Function function) {
    std::set<std::string> seen;
    for (const auto& member : map) {
      if (!member.first.IsScalar())
        return refuse(wrong(at(member.first), "a key must be a text"));
      const auto key = member.first.Scalar();
      if (!seen.insert(key).second)
        return refuse(wrong(at(member.first), "the key " + shown(key) + " is there twice"
                                                + (inside.empty() ? "" : " in " + inside)));
      if (auto done = function(key, member.first, member.second); !done)
        return done;
    }
    return {};
  }

  result<void> read_value(const knob& which, const YAML::Node& value) {
    setting found{.of = &which,
                  .from = source::file,
                  .place = at(value) + ": " + std::string(which.key),
                  .value = {}};
    if (value.IsNull() || (value.IsScalar() && value.Scalar().empty()))
      return {};
    if (value.IsScalar())
      found.value = value.Scalar();
    else if (auto items = items_of(value); items && is_list(which))
      found.value = *std::move(items);
    else
      return refuse(wrong(found.place, "is not " + allowed_text(which)));
    settings_.push_back(std::move(found));
    return {};
  }

  static std::optional<std::vector<std::string>> items_of(const YAML::Node& value) {
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

  result<void> unknown(const YAML::Node& key, const std::string& name,
                       const std::vector<std::string_view>& known) const {
    return refuse(wrong(at(key), "unknown key " + shown(name) + did_you_mean(name, known)
                                   + "; known here: " + joined(known)));
  }

  static std::vector<std::string_view> group_names() {
    std::vector<std::string_view> names;
    for (const auto& each : knobs())
      if (const auto group = each.key.substr(0, each.key.find('.'));
          std::ranges::find(names, group) == names.end())
        names.push_back(group);
    return names;
  }

  static bool is_group(const std::string& name) {
    const auto names = group_names();
    return std::ranges::find(names, name) != names.end();
  }

  static std::vector<std::string_view> names_in(const std::string& group) {
    std::vector<std::string_view> names;
    for (const auto& each : knobs())
      if (each.key.starts_with(group + '.'))
        names.push_back(each.key.substr(group.size() + 1));
    return names;
  }

  std::string at(const YAML::Node& node) const { return place_of(name_, node.Mark()); }

  std::string name_;
  std::vector<setting> settings_;
};

} // namespace

result<std::vector<setting>> parse_config(const std::string& text, const std::string& name) {
  try {
    const auto documents = YAML::LoadAll(text);
    if (documents.size() > 1)
      return refuse(wrong(name, "holds several YAML documents; one is allowed"));
    if (documents.empty() || documents.front().IsNull())
      return std::vector<setting>();
    if (!documents.front().IsMap())
      return refuse(
        wrong(place_of(name, documents.front().Mark()), "the file must be a map of settings"));
    reader settings(name);
    if (auto read = settings.read_groups(documents.front()); !read)
      return refuse(read.error());
    return settings.take();
  } catch (const YAML::Exception& error) {
    return refuse(wrong(place_of(name, error.mark), "not YAML: " + error.msg));
  }
}

result<std::vector<setting>> read_config_file(const std::string& path) {
  std::error_code failure;
  if (std::filesystem::is_directory(path, failure))
    failure = std::make_error_code(std::errc::is_a_directory);
  std::ifstream file(path, std::ios::binary);
  if (!failure && !file)
    failure = std::error_code(errno, std::generic_category());
  if (failure)
    return refuse(wrong("cannot read the configuration file " + shown(path), failure.message()));
  return parse_config({std::istreambuf_iterator<char>(file), {}}, path);
}

} // namespace howdah::app
